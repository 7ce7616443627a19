package io.plimsoll.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.wire.MessageDecoder.TimedOut;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches that the first message arrives whole within a time of connecting, and that any message
 * that has begun is finished in that time. A whole message costs no timer: one is armed while
 * something is awaited and looks, when it fires, at what is awaited then. Confined to its channel's
 * event loop.
 */
final class MessageTimeout {

  /** A loop never waits for anything: one that is as late was stopped, or its machine was. */
  private static final long STOPPED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** For a loop that was stopped to read what has come meanwhile. */
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long timeoutNanos;

  private @Nullable ScheduledFuture<?> timer;
  private boolean awaited;
  private boolean first = true;
  private long deadlineNanos;

  MessageTimeout(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  /** The connection is there: its first message is awaited. */
  void opened(ChannelHandlerContext ctx) {
    begun(ctx);
  }

  /** Part of a message is there: the rest is awaited, if it was not already. */
  void begun(ChannelHandlerContext ctx) {
    if (!awaited && timeoutNanos > 0) {
      awaited = true;
      deadlineNanos = ctx.executor().ticker().nanoTime() + timeoutNanos;
      if (timer == null) {
        timer = ctx.executor().schedule(() -> check(ctx), timeoutNanos, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A message is whole: nothing is awaited until the next begins. */
  void finished() {
    awaited = false;
    first = false;
  }

  void closed() {
    awaited = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void check(ChannelHandlerContext ctx) {
    timer = null;
    if (!awaited) {
      return;
    }
    long now = ctx.executor().ticker().nanoTime();
    if (now - deadlineNanos > STOPPED_NANOS) {
      deadlineNanos = now + CATCH_UP_NANOS;
    }
    long leftNanos = deadlineNanos - now;
    if (leftNanos > 0) {
      timer = ctx.executor().schedule(() -> check(ctx), leftNanos, TimeUnit.NANOSECONDS);
    } else {
      awaited = false;
      ctx.fireUserEventTriggered(first ? TimedOut.NO_MESSAGE : TimedOut.UNFINISHED_MESSAGE);
    }
  }
}
