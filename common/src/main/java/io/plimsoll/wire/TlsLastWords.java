package io.plimsoll.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Between TLS and the socket of a server: sees to it that the alert which says why a handshake has
 * failed reaches the peer. With TLS 1.3 a client sends its first message right behind its
 * certificate, and to close with that unread would reset the connection, which destroys the alert:
 * see {@link Linger}.
 */
final class TlsLastWords extends ChannelDuplexHandler {

  private boolean lingering;

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    boolean refused = tls != null && tls.handshakeFuture().cause() != null;
    if (!refused || !ctx.channel().isActive()) {
      ctx.close(promise);
      return;
    }
    ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
    if (!lingering) {
      lingering = true;
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener((ChannelFutureListener) written -> Linger.from(ctx, written));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lingering) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
