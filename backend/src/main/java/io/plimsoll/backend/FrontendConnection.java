package io.plimsoll.backend;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.wire.Linger;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the frontend, from dialling to its end. After {@link #farewell} or {@link
 * #abandon} it tells nothing more.
 */
abstract class FrontendConnection extends ChannelInboundHandlerAdapter {

  private @Nullable Channel channel;
  private @Nullable Runnable farewell;
  private boolean over;
  private String why = "the frontend closed the connection";

  /** The connection stands. */
  abstract void opened();

  abstract void answered(WorkerAnswer answer);

  /** The frontend sent what is no message; the connection is of no more use. */
  abstract void broken(String error);

  /** The connection could not be made, or is gone. Called once. */
  abstract void closed(String reason);

  abstract void crashed(Throwable bug);

  /** Sends a message; must be open. */
  final void send(Message message) {
    Channel open = requireNonNull(channel);
    assert open.eventLoop().inEventLoop();
    open.writeAndFlush(message, open.voidPromise());
  }

  /** Closes at once. */
  final void abandon() {
    if (farewell == null) {
      farewell = FrontendConnection::nobodyToTell;
    }
    if (channel != null) {
      channel.close();
    }
  }

  /** See {@link FrontendLink#close}. */
  final void farewell(long boundNanos, Runnable closed) {
    Channel open = channel;
    if (open == null || over) {
      farewell = FrontendConnection::nobodyToTell;
      closed.run();
      return;
    }
    ScheduledFuture<?> patience =
        open.eventLoop().schedule(() -> open.close(), boundNanos, TimeUnit.NANOSECONDS);
    farewell =
        () -> {
          patience.cancel(false);
          closed.run();
        };
    // An empty write is done when all before it is.
    open.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener((ChannelFutureListener) FrontendConnection::shutDownOutput);
  }

  private static void shutDownOutput(ChannelFuture sent) {
    if (sent.isSuccess()) {
      Linger.endOutput(sent.channel());
    }
  }

  /** Called when the connection could not be made. */
  final void failed(String reason) {
    why = reason;
    try {
      end();
    } catch (RuntimeException | Error bug) {
      crashed(bug);
    }
  }

  @Override
  public final void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    if (farewell != null) {
      ctx.close();
    } else {
      opened();
    }
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
    if (farewell != null) {
      return;
    }
    if (message instanceof WorkerAnswer answer) {
      answered(answer);
    } else if (message instanceof ProtocolException e) {
      broken("the frontend sent no work item: " + e.getMessage());
    } else {
      throw new AssertionError(message);
    }
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    end();
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      why = String.valueOf(cause.getMessage());
      ctx.close();
    } else {
      crashed(cause);
    }
  }

  private static void nobodyToTell() {}

  private void end() {
    if (over) {
      return;
    }
    over = true;
    if (farewell != null) {
      farewell.run();
    } else {
      closed(why);
    }
  }
}
