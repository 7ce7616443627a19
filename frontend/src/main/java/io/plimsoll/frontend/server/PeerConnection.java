package io.plimsoll.frontend.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.plimsoll.frontend.server.PortCounters.Rejected;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.wire.Linger;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.SlowReaderGuard;
import io.plimsoll.wire.TlsServer.TlsRefused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both kinds of connections have in common: how they end, and that they are not read faster
 * than the queues behind them take. Confined to the connection's event loop.
 */
abstract class PeerConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

  /** Messages under way to queues on other loops before reading stops until they have arrived. */
  private static final int MAX_HOPS = 256;

  private final PortCounters counters;
  private int hops;
  private boolean ended;
  private boolean lost;
  private Rejected badInput = Rejected.BAD_INPUT;
  private @Nullable ChannelHandlerContext context;

  PeerConnection(PortCounters counters) {
    this.counters = counters;
  }

  /** A message of this peer. */
  abstract void onMessage(Message message);

  /** The peer broke the protocol; {@link #refuse} is to be called with the fitting error. */
  abstract void onBadInput(ProtocolException error);

  /** The connection is gone, or about to be: nothing more is read or can be sent. */
  abstract void onGone();

  final ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return context;
  }

  /** Runs {@code action} on this connection's loop, now if this is it. */
  final void onLoop(Runnable action) {
    Hop.to(context().executor(), action);
  }

  final boolean ended() {
    return ended;
  }

  /** Sends a message. Called on the loop. */
  final void send(Message message) {
    context().writeAndFlush(message, context().voidPromise());
  }

  /** Sends the last message, and closes once the peer has had time to read it. */
  final void sendLast(Message message) {
    ended = true;
    Linger.closeAfter(context().writeAndFlush(message));
  }

  /** Tells the peer what it did wrong, and closes. */
  final void refuse(Message error) {
    if (!ended) {
      counters.rejected(badInput);
      end();
      sendLast(error);
    }
  }

  /** Closes once the peer has had time to read everything that was sent. */
  final void closeAfterFlush() {
    ended = true;
    Linger.closeAfter(context().writeAndFlush(Unpooled.EMPTY_BUFFER));
  }

  /** Counts a message on its way to a queue on another loop, and pauses reading behind too many. */
  final void hopTo(QueueOwner owner) {
    if (!owner.isHere() && ++hops == MAX_HOPS) {
      readOrPause();
      owner.fence(
          () ->
              onLoop(
                  () -> {
                    hops = 0;
                    readOrPause();
                  }));
    }
  }

  /** Who does not read its answers is not read either: see the water marks in {@link QueuePort}. */
  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
    readOrPause();
    ctx.fireChannelWritabilityChanged();
  }

  private void readOrPause() {
    Channel channel = context().channel();
    channel.config().setAutoRead(ended || (hops < MAX_HOPS && channel.isWritable()));
  }

  @Override
  public final void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
    if (ended) {
      return;
    }
    if (message instanceof ProtocolException error) {
      LOG.debug("{} broke the protocol: {}", ctx.channel().remoteAddress(), error.getMessage());
      badInput =
          switch (error.reason()) {
            case TLS -> Rejected.UNEXPECTED_TLS;
            case PLAIN_TEXT -> Rejected.PLAIN_TEXT;
            case NOT_JSON, NOT_AN_OBJECT, WRONG_TYPE, TOO_LARGE, TOO_DEEP, OUT_OF_PLACE ->
                Rejected.BAD_INPUT;
          };
      onBadInput(error);
    } else {
      onMessage((Message) message);
    }
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    if (lost) {
      lost = false;
      onGone();
    }
    end();
    ctx.fireChannelInactive();
  }

  @Override
  public final void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    Rejected reason = null;
    if (event instanceof TlsRefused refused) {
      LOG.debug("{} is closed: {}", ctx.channel().remoteAddress(), refused.why());
      counters.rejected(Rejected.TLS_HANDSHAKE);
      // TLS closes by itself, once it has told the peer.
      end();
      return;
    }
    if (event instanceof MessageDecoder.TimedOut timedOut && !ended) {
      reason =
          switch (timedOut) {
            case NO_MESSAGE -> Rejected.NO_MESSAGE;
            case UNFINISHED_MESSAGE -> Rejected.UNFINISHED_MESSAGE;
          };
    } else if (event instanceof SlowReaderGuard.SlowReader slow) {
      reason =
          switch (slow) {
            case NO_PROGRESS -> Rejected.NO_PROGRESS;
            case TOO_MUCH_UNSENT -> Rejected.TOO_MUCH_UNSENT;
          };
    }
    if (reason == null) {
      ctx.fireUserEventTriggered(event);
    } else {
      LOG.debug("{} is closed: {}", ctx.channel().remoteAddress(), reason.label());
      counters.rejected(reason);
      lose();
      Linger.closeAtOnce(ctx.channel());
    }
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{} is lost: {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.warn("{} is closed: internal error", ctx.channel().remoteAddress(), cause);
    }
    lose();
    ctx.close();
  }

  /**
   * The connection is of no more use, and is about to be closed. A write may find that out in the
   * middle of a call of a queue, while it hands out the items of a gang for instance, and a queue
   * must not be called from within itself. So queues hear of it when the channel has closed, which
   * is always later.
   */
  private void lose() {
    lost |= !ended;
    ended = true;
  }

  private void end() {
    if (!ended) {
      ended = true;
      onGone();
    }
  }
}
