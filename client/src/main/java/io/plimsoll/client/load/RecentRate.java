package io.plimsoll.client.load;

/**
 * How many per second over the last ten seconds, from counts of tenths of a second. Pure. Confined
 * to the load's event loop.
 */
final class RecentRate {

  private static final long SLICE_NANOS = 100_000_000L;
  private static final int SLICES = 100;

  private final long startNanos;
  private final long[] counts = new long[SLICES];

  private long current;
  private long sum;

  RecentRate(long startNanos) {
    this.startNanos = startNanos;
  }

  /** An independent copy. */
  RecentRate copy() {
    RecentRate copy = new RecentRate(startNanos);
    System.arraycopy(counts, 0, copy.counts, 0, SLICES);
    copy.current = current;
    copy.sum = sum;
    return copy;
  }

  void count(long now) {
    advance(now);
    counts[(int) (current % SLICES)]++;
    sum++;
  }

  /** Per second; 0 before any time has passed. */
  double perSecond(long now) {
    advance(now);
    long nanos =
        Math.min(now - startNanos, now - startNanos - (current - SLICES + 1) * SLICE_NANOS);
    return nanos <= 0 ? 0 : sum * 1e9 / nanos;
  }

  private void advance(long now) {
    long slice = Math.max(current, (now - startNanos) / SLICE_NANOS);
    for (long old = Math.max(current + 1, slice - SLICES + 1); old <= slice; old++) {
      int at = (int) (old % SLICES);
      sum -= counts[at];
      counts[at] = 0;
    }
    current = slice;
  }
}
