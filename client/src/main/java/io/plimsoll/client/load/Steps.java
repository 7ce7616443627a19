package io.plimsoll.client.load;

/**
 * Parallelism over time: it goes evenly from one number to another, one by one, and stays then.
 * Pure.
 *
 * @param from at the beginning
 * @param to at the end of the ramp and from then on
 * @param beganNanos when it began, by a monotonic clock
 * @param rampNanos how long it takes; 0 = it is at its end from the beginning
 */
record Steps(int from, int to, long beganNanos, long rampNanos) {

  /** The same all the time. */
  static Steps constant(int value) {
    return new Steps(value, value, 0, 0);
  }

  /** How many there are at some time. */
  int at(long now) {
    return from < to ? from + taken(now) : from - taken(now);
  }

  private int count() {
    return Math.abs(to - from);
  }

  private int taken(long now) {
    long elapsed = now - beganNanos;
    if (elapsed >= rampNanos) {
      return count();
    }
    int taken = (int) ((double) elapsed / rampNanos * count());
    // Rounding may be off by one, and what is due now must have been taken.
    while (taken < count() && dueNanos(taken + 1) <= elapsed) {
      taken++;
    }
    while (taken > 0 && dueNanos(taken) > elapsed) {
      taken--;
    }
    return taken;
  }

  /** When step number {@code step} is due, since the beginning; the last at the end of the ramp. */
  private long dueNanos(int step) {
    return Math.round((double) rampNanos * step / count());
  }

  /** How long until the next step; {@link Demand#NEVER} after the last. */
  long nanosToNext(long now) {
    int taken = taken(now);
    return taken == count() ? Demand.NEVER : dueNanos(taken + 1) - (now - beganNanos);
  }
}
