package io.plimsoll.backend.workload;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When several runners begin together, each by its own clock. The wall clock is read once; from
 * then on the time is that of a monotonic clock, which nobody sets. May be used from any thread.
 */
final class CommonStart {

  private static final Logger LOG = LoggerFactory.getLogger(CommonStart.class);

  /** Who waits longer has mistaken the date: pods hold their place in the cluster all the time. */
  static final Duration MAX_AHEAD = Duration.ofDays(1);

  /**
   * How long before the start to connect: enough for a thousand connections, and less than the 90 s
   * after which an API server closes those that are idle.
   */
  static final long CONNECT_AHEAD_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Ticker ticker;
  private final long startNanos;

  private CommonStart(Ticker ticker, long startNanos) {
    this.ticker = ticker;
    this.startNanos = startNanos;
  }

  /**
   * Fixes a start.
   *
   * @param at null: no common start
   * @param now the wall clock's time
   * @param ticker the monotonic clock
   * @throws IllegalArgumentException if it is too far ahead
   */
  static @Nullable CommonStart of(@Nullable Instant at, Instant now, Ticker ticker) {
    if (at == null) {
      return null;
    }
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      throw new IllegalArgumentException(
          "--start-at: "
              + at
              + " (expected: within "
              + MAX_AHEAD.toHours()
              + " hours from now, "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + ")");
    }
    return new CommonStart(ticker, ticker.nanoTime() + nanosBetween(now, at));
  }

  private static long nanosBetween(Instant from, Instant to) {
    try {
      return Duration.between(from, to).toNanos();
    } catch (ArithmeticException centuries) {
      return -Long.MAX_VALUE / 2;
    }
  }

  /** A time in words. */
  static String text(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  /** How long until the start; less than 0: it is past. */
  long waitNanos() {
    return startNanos - ticker.nanoTime();
  }

  /** How long until it is time to connect, 0 or less: it is. */
  long waitToConnectNanos() {
    return waitNanos() - CONNECT_AHEAD_NANOS;
  }

  /**
   * Waits until it is time to connect.
   *
   * @param noun what begins, for the log
   */
  void sleepUntilConnecting(String noun) throws InterruptedException {
    if (waitToConnectNanos() > 0) {
      LOG.info("the {} begins in {}, and connects half a minute before", noun, text(waitNanos()));
    }
    for (long left = waitToConnectNanos(); left > 0; left = waitToConnectNanos()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
