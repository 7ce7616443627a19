package io.plimsoll.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Behind TLS on the side of a client: to the connection's own handler the connection stands when
 * the handshake is done, and what goes wrong later is a {@link TlsException}. With TLS 1.3 that is
 * where the frontend says that it does not take this side's certificate.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {

  private enum State {
    HANDSHAKE,
    OPEN,
    FAILED
  }

  private final Function<Throwable, TlsException> errors;
  private final Consumer<TlsException> failed;
  private State state = State.HANDSHAKE;

  /**
   * @param errors says what went wrong
   * @param failed told once if the handshake fails
   */
  TlsGate(Function<Throwable, TlsException> errors, Consumer<TlsException> failed) {
    this.errors = errors;
    this.failed = failed;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    // Told when the handshake is done.
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.cause() != null) {
        fail(ctx, handshake.cause());
      } else if (state == State.HANDSHAKE) {
        state = State.OPEN;
        ctx.fireChannelActive();
      }
    } else if (event instanceof SslCloseCompletionEvent closed) {
      if (closed.isSuccess()) {
        ctx.close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.OPEN) {
      ctx.fireExceptionCaught(TlsErrors.isTls(cause) ? errors.apply(cause) : cause);
    } else {
      fail(ctx, cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.OPEN) {
      ctx.fireChannelInactive();
    } else {
      fail(ctx, new ClosedChannelException());
    }
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.HANDSHAKE) {
      state = State.FAILED;
      failed.accept(errors.apply(cause));
      ctx.close();
    }
  }
}
