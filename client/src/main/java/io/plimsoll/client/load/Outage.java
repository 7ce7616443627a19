package io.plimsoll.client.load;

import java.util.random.RandomGenerator;

/**
 * How long the frontend has been gone, and whether to go on trying. An outage begins with the first
 * connection that fails and ends with the first that works: one that brings an answer, or lasts a
 * second. Pure: time and randomness come in. Confined to the load's event loop.
 */
final class Outage {

  /** The answer of {@link #failed} when it is time to give up. */
  static final long GIVE_UP = -1;

  /**
   * A connection that lasts so long was accepted by a frontend, not just by its host or a proxy.
   */
  static final long WORKING_NANOS = 1_000_000_000L;

  private static final long SHORTEST_DELAY_NANOS = 100_000_000L;
  private static final long LONGEST_DELAY_NANOS = 300_000_000L;

  private final long retryNanos;
  private final RandomGenerator random;

  private boolean down;
  private long sinceNanos;

  Outage(long retryNanos, RandomGenerator random) {
    this.retryNanos = retryNanos;
    this.random = random;
  }

  /** Whether the last thing known is that the frontend is gone. */
  boolean isDown() {
    return down;
  }

  /** Whether it began before {@code nanos}, which is then a time within it. */
  boolean beganBefore(long nanos) {
    return down && sinceNanos - nanos < 0;
  }

  /** Something works. */
  void over() {
    down = false;
  }

  /**
   * A connection failed, or could not be made.
   *
   * @return nanoseconds until the next try, or {@link #GIVE_UP}
   */
  long failed(long now) {
    if (!down) {
      down = true;
      sinceNanos = now;
    }
    // Jitter, so that many clients do not come back in step.
    long delay = random.nextLong(SHORTEST_DELAY_NANOS, LONGEST_DELAY_NANOS);
    return now - sinceNanos + delay > retryNanos ? GIVE_UP : delay;
  }
}
