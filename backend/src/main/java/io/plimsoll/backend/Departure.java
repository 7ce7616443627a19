package io.plimsoll.backend;

import java.util.concurrent.TimeUnit;

/**
 * How long a backend that leaves waits for the frontend. Pure; times are nanoseconds of any one
 * clock.
 */
final class Departure {

  /** For answers when leaving idle: leaves the rest of a second for the exit itself. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /** For the frontend's close after a reply, which says that it has the reply. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private boolean begun;
  private boolean replied;
  private long patienceEndNanos;

  /** Returns whether this was the first call. */
  boolean begin(long nowNanos) {
    if (begun) {
      return false;
    }
    begun = true;
    patienceEndNanos = nowNanos + PATIENCE_NANOS;
    return true;
  }

  boolean hasBegun() {
    return begun;
  }

  /** A reply was sent. */
  void replied() {
    replied |= begun;
  }

  /** Whether answers to parked work requests are no longer waited for. */
  boolean isImpatient(long nowNanos) {
    return begun && nowNanos - patienceEndNanos >= 0;
  }

  /** How long to wait for the frontend's close. */
  long closeNanos(long nowNanos) {
    return begun && !replied ? Math.max(0, patienceEndNanos - nowNanos) : CLOSE_NANOS;
  }
}
