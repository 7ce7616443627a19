package io.plimsoll.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.plimsoll.wire.TlsServer.TlsRefused;
import java.nio.channels.ClosedChannelException;

/** Behind TLS on the side of a server: tells the connection in our words what happens there. */
final class TlsReport extends ChannelInboundHandlerAdapter {

  private boolean failed;

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      Throwable cause = handshake.cause();
      // A peer that leaves is not refused.
      if (cause != null && !(cause instanceof ClosedChannelException)) {
        failed = true;
        ctx.fireUserEventTriggered(new TlsRefused(TlsErrors.ofPeer(cause)));
      }
    } else if (event instanceof SslCloseCompletionEvent closed) {
      // The peer says that nothing more comes, which in TLS need not end the connection below.
      if (closed.isSuccess()) {
        ctx.close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!TlsErrors.isTls(cause)) {
      ctx.fireExceptionCaught(cause);
    } else if (!failed) {
      ctx.fireExceptionCaught(new TlsException(TlsErrors.ofPeer(cause), cause));
    }
  }
}
