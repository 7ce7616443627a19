package io.plimsoll.backend;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long, and how often, to try to reach a frontend that is gone: with doubling delays, each
 * shortened at random, so that a thousand backends do not all come back in the same instant. Pure;
 * times are nanoseconds of any one clock.
 */
final class Retry {

  private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MAX_DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MAX_DOUBLINGS = 5;

  /** A connection that stood as long was no part of the trouble before it. */
  private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long windowNanos;
  private final RandomGenerator random;

  private boolean trouble;
  private long untilNanos;
  private int attempts;
  private boolean reached;
  private long reachedNanos;

  /**
   * @param windowNanos how long to keep trying, 0 = not at all
   */
  Retry(long windowNanos, RandomGenerator random) {
    this.windowNanos = windowNanos;
    this.random = random;
  }

  /** The frontend was reached. Returns whether it was not already. */
  boolean reached(long nowNanos) {
    if (reached) {
      return false;
    }
    reached = true;
    reachedNanos = nowNanos;
    return true;
  }

  /** The frontend has answered. */
  void answered() {
    trouble = false;
  }

  /** Whether the frontend has been missed once only since it last answered. */
  boolean isFirstTry() {
    return attempts == 1;
  }

  /** The frontend is gone: the delay until it should be tried again; empty: give up. */
  OptionalLong lost(long nowNanos) {
    if (!trouble || (reached && nowNanos - reachedNanos > STABLE_NANOS)) {
      trouble = true;
      untilNanos = nowNanos + windowNanos;
      attempts = 0;
    }
    reached = false;
    long leftNanos = untilNanos - nowNanos;
    if (leftNanos <= 0) {
      return OptionalLong.empty();
    }
    long delay =
        Math.min(FIRST_DELAY_NANOS << Math.min(attempts++, MAX_DOUBLINGS), MAX_DELAY_NANOS);
    return OptionalLong.of(Math.min(leftNanos, delay / 2 + random.nextLong(delay / 2 + 1)));
  }
}
