package io.plimsoll.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose peer's host no longer acknowledges what was sent. The keep-alive of the
 * kernel is silent while something is on its way. While nothing is sent there is no timer. Does
 * nothing on sockets that are not epoll's.
 */
final class AcknowledgementGuard extends ChannelOutboundHandlerAdapter {

  /*
   * TCP_USER_TIMEOUT would do the same, and more: it also ends a connection to a host that
   * acknowledges all the time, but reads so slowly that its window stays smaller than what is to be
   * sent next. See docs/decisions/keep-alive.md.
   */

  /** So often a connection is looked at: a host is found gone at most that much too late. */
  private static final int LOOK_SECONDS = 4;

  private final long timeoutMillis;
  private @Nullable ScheduledFuture<?> timer;
  private boolean flushed;

  /**
   * @param timeoutMillis longest time without an acknowledgement while one is due
   */
  AcknowledgementGuard(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    flushed = true;
    if (timer == null && ctx.channel() instanceof EpollSocketChannel socket && socket.isOpen()) {
      arm(ctx, socket);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void arm(ChannelHandlerContext ctx, EpollSocketChannel socket) {
    flushed = false;
    timer = ctx.executor().schedule(() -> look(ctx, socket), LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look(ChannelHandlerContext ctx, EpollSocketChannel socket) {
    timer = null;
    if (!socket.isActive()) {
      return;
    }
    EpollTcpInfo info = socket.tcpInfo();
    boolean due = info.unacked() > 0 || info.probes() > 0;
    if (due && info.lastAckRecv() >= timeoutMillis) {
      ctx.fireExceptionCaught(
          new IOException(
              "the peer's host has acknowledged nothing for " + timeoutMillis / 1000 + " s"));
      ctx.close();
    } else if (due || flushed) {
      arm(ctx, socket);
    }
  }
}
