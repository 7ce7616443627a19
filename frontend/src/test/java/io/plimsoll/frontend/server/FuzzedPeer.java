package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.MockTicker;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageDecoder.Parser;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.Pipelines;
import io.plimsoll.wire.SlowReaderGuard.SlowReader;
import io.plimsoll.wire.TlsServer;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection of {@link FuzzedPorts}. Reads what it sends as the frontend does, to know what it
 * has asked for, and what it gets, which must be whole messages and no answer that is not due.
 */
final class FuzzedPeer {

  /**
   * A connection that turns out to be of no use while the frontend writes. And a close that is
   * heard of later, as it is with sockets: an embedded channel tells of it at once.
   */
  private static final class Faults extends ChannelOutboundHandlerAdapter {

    private enum Fault {
      NONE,
      CLOSED,
      FULL
    }

    private Fault fault = Fault.NONE;
    private @Nullable Runnable closing;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      if (closing == null) {
        closing = () -> ctx.close(promise);
        fault = Fault.CLOSED;
      }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      switch (fault) {
        case NONE -> ctx.write(message, promise);
        case CLOSED -> {
          ReferenceCountUtil.release(message);
          promise.setFailure(new ClosedChannelException());
        }
        case FULL -> {
          ctx.write(message, promise);
          ctx.fireUserEventTriggered(SlowReader.TOO_MUCH_UNSENT);
        }
      }
    }
  }

  private final EmbeddedChannel channel;
  private final EmbeddedChannel sent;
  private final EmbeddedChannel got;
  private final Faults faults = new Faults();
  private final Map<Long, Integer> asked = new HashMap<>();
  private final Map<Long, Integer> answered = new HashMap<>();

  private FuzzedPeer(MockTicker ticker, Parser toFrontend, Parser toPeer) {
    channel = EmbeddedChannel.builder().ticker(ticker).build();
    channel.pipeline().addFirst(faults);
    sent = reading(toFrontend, Limits.REQUEST_BYTES);
    got = reading(toPeer, Integer.MAX_VALUE);
  }

  private static EmbeddedChannel reading(Parser parser, int maxBytes) {
    return new EmbeddedChannel(new MessageDecoder(parser, maxBytes, 0));
  }

  static FuzzedPeer client(
      MockTicker ticker, QueueDirectory queues, PortCounters counters, FrontendConfig config) {
    FuzzedPeer peer =
        new FuzzedPeer(ticker, MessageReader::clientMessage, MessageReader::clientAnswer);
    MessageEncoder encoder = new MessageEncoder(Form.CLASSIC);
    ClientConnection connection = new ClientConnection(queues, counters, encoder);
    MessageDecoder decoder =
        new MessageDecoder(
            connection.parser(), config.maxRequestBytes(), config.firstMessageNanos());
    Pipelines.accepted(
        peer.channel.pipeline(),
        TlsServer.of(null),
        config.writeNanos(),
        decoder,
        encoder,
        connection);
    return peer;
  }

  static FuzzedPeer worker(
      MockTicker ticker, QueueDirectory queues, PortCounters counters, FrontendConfig config) {
    FuzzedPeer peer =
        new FuzzedPeer(ticker, MessageReader::workerMessage, MessageReader::workerAnswer);
    MessageEncoder encoder = new MessageEncoder(Form.CLASSIC);
    WorkerConnection connection = new WorkerConnection(queues, counters, config, encoder);
    Pipelines.accepted(
        peer.channel.pipeline(),
        TlsServer.of(null),
        config.writeNanos(),
        connection.decoder(),
        encoder,
        connection);
    return peer;
  }

  boolean isOpen() {
    return channel.isActive() && faults.closing == null;
  }

  /** Whether the frontend knows by now that the peer has gone. */
  boolean isGone() {
    return !channel.isActive();
  }

  /** The peer has sent these bytes. */
  void receive(byte[] bytes) {
    if (!isOpen()) {
      return;
    }
    sent.writeInbound(Unpooled.copiedBuffer(bytes));
    Object message;
    while ((message = sent.readInbound()) != null) {
      if (message instanceof Request request) {
        asked.merge(request.id(), 1, Integer::sum);
      }
    }
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(bytes));
    channel.pipeline().fireChannelReadComplete();
  }

  /** The peer has closed: the frontend's handlers hear of it when the loop comes to it. */
  FuzzedPeer leave() {
    if (isOpen()) {
      faults.close(channel.pipeline().context(faults), channel.newPromise());
    }
    return this;
  }

  /** From now on writing to this peer fails, or finds that too much waits for it. */
  void breakDown(int how) {
    faults.fault = how % 2 == 0 ? Faults.Fault.CLOSED : Faults.Fault.FULL;
  }

  void settle() {
    channel.runPendingTasks();
    if (faults.closing != null && channel.isActive()) {
      faults.closing.run();
    }
    channel.checkException();
  }

  /** What has come is whole messages, and answers what was asked once. */
  void check() {
    Object out;
    while ((out = channel.readOutbound()) != null) {
      got.writeInbound((ByteBuf) out);
    }
    Object read;
    while ((read = got.readInbound()) != null) {
      if (read instanceof ProtocolException broken) {
        throw new AssertionError("got no message", broken);
      }
      if (read instanceof Reply reply && asked.containsKey(reply.id())) {
        answered.merge(reply.id(), 1, Integer::sum);
      }
    }
    answered.forEach(
        (id, times) ->
            assertThat(times)
                .as("answers to Id %s", id)
                .isLessThanOrEqualTo(asked.getOrDefault(id, 0)));
  }

  /** Gives back what its messages lie in. */
  void release() {
    channel.finishAndReleaseAll();
    sent.finishAndReleaseAll();
    got.finishAndReleaseAll();
  }

  /** Whoever is still there has an answer to each request. */
  void assertAllAnswered() {
    if (isOpen() && faults.fault == Faults.Fault.NONE && asked.get(Message.NO_ID) == null) {
      assertThat(answered).isEqualTo(asked);
    }
  }
}
