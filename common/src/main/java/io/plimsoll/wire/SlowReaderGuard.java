package io.plimsoll.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a peer that does not read: no progress for a time while something waits to be sent, or
 * too much that waits. Fires {@link SlowReader} once, for the handler that closes and counts. While
 * nothing waits there is no timer.
 */
public final class SlowReaderGuard extends ChannelDuplexHandler {

  /**
   * Most bytes that may wait for a peer to read: a frontend's memory is worth more than its link.
   */
  public static final int MAX_UNSENT_BYTES = 32 << 20;

  /**
   * The same for the client of a replay: the reports of all its runners come within seconds, each
   * of up to 16 MiB and mostly far below one.
   */
  public static final int MAX_UNSENT_REPORT_BYTES = 256 << 20;

  /** Looks so often within the time-out, so that a stall is told at most that much too late. */
  private static final int CHECKS = 4;

  /** The user event of a peer that does not read. */
  public enum SlowReader {
    NO_PROGRESS,
    TOO_MUCH_UNSENT
  }

  private final long timeoutNanos;

  private @Nullable ScheduledFuture<?> timer;
  private boolean fired;
  private long queuedBytes;
  private long sentBytes;
  private long progressNanos;
  private int maxUnsentBytes = MAX_UNSENT_BYTES;

  /**
   * @param timeoutNanos longest time without progress; 0 = none
   */
  public SlowReaderGuard(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  /** Changes how much may wait for this peer to read. Called on the channel's event loop. */
  public void maxUnsentBytes(int bytes) {
    maxUnsentBytes = bytes;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    long before = unsent(ctx);
    ctx.write(msg, promise);
    long after = unsent(ctx);
    queuedBytes += after - before;
    if (after > maxUnsentBytes) {
      fire(ctx, SlowReader.TOO_MUCH_UNSENT);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    if (timer == null && timeoutNanos > 0 && unsent(ctx) > 0) {
      sentBytes = sent(ctx);
      progressNanos = ctx.executor().ticker().nanoTime();
      arm(ctx);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    disarm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    disarm();
    ctx.fireChannelInactive();
  }

  private void arm(ChannelHandlerContext ctx) {
    timer = ctx.executor().schedule(() -> check(ctx), timeoutNanos / CHECKS, TimeUnit.NANOSECONDS);
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void check(ChannelHandlerContext ctx) {
    timer = null;
    if (unsent(ctx) == 0) {
      return;
    }
    long sent = sent(ctx);
    long now = ctx.executor().ticker().nanoTime();
    // With TLS what waits to be encrypted counts as waiting too, so that this can fall for a
    // moment.
    if (sent > sentBytes) {
      sentBytes = sent;
      progressNanos = now;
    }
    if (now - progressNanos >= timeoutNanos) {
      fire(ctx, SlowReader.NO_PROGRESS);
    } else {
      arm(ctx);
    }
  }

  private void fire(ChannelHandlerContext ctx, SlowReader event) {
    if (!fired) {
      fired = true;
      ctx.fireUserEventTriggered(event);
    }
  }

  private static long unsent(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Bytes that have gone out since the connection was made, also of a message half sent. */
  private long sent(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null
        ? queuedBytes
        : queuedBytes - buffer.totalPendingWriteBytes() + buffer.currentProgress();
  }
}
