package io.plimsoll.stats;

import org.HdrHistogram.Histogram;

/**
 * How long something took, many times: count, exact minimum, maximum and mean, and percentiles to 3
 * significant digits. Merging is associative and commutative, and exact: the percentiles of a
 * merged value are those of one that saw everything.
 *
 * <p>Times are nanoseconds, 0 to {@link #MAX_NANOS}; what is outside is taken as the nearest end.
 * Not thread-safe.
 */
public final class LatencyStats {

  /**
   * Two significant decimal digits more than anyone reads; the histogram's memory grows with it.
   */
  private static final int SIGNIFICANT_DIGITS = 3;

  /** Below a microsecond times are not told apart: finer than any clock across a network. */
  private static final long RESOLUTION_NANOS = 1_000;

  /** The longest time that is told apart: 30 days. */
  public static final long MAX_NANOS = 30L * 24 * 3600 * 1_000_000_000L;

  private final Histogram histogram;
  private long minNanos = Long.MAX_VALUE;
  private long maxNanos;

  /**
   * Stops at the largest value, 292 years. Whole numbers: sums of fractions depend on the order.
   */
  private long sumNanos;

  public LatencyStats() {
    histogram = new Histogram(RESOLUTION_NANOS, MAX_NANOS, SIGNIFICANT_DIGITS);
  }

  private LatencyStats(LatencyStats other) {
    histogram = other.histogram.copy();
    minNanos = other.minNanos;
    maxNanos = other.maxNanos;
    sumNanos = other.sumNanos;
  }

  /** Counts one time. */
  public void record(long nanos) {
    long time = Math.max(0, Math.min(nanos, MAX_NANOS));
    histogram.recordValue(time);
    minNanos = Math.min(minNanos, time);
    maxNanos = Math.max(maxNanos, time);
    sumNanos = sum(sumNanos, time);
  }

  /** Adds everything that {@code other} has seen. */
  public void merge(LatencyStats other) {
    histogram.add(other.histogram);
    minNanos = Math.min(minNanos, other.minNanos);
    maxNanos = Math.max(maxNanos, other.maxNanos);
    sumNanos = sum(sumNanos, other.sumNanos);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** An independent copy. */
  public LatencyStats copy() {
    return new LatencyStats(this);
  }

  /** How many times were counted. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** The shortest time, 0 when there is none. */
  public long minNanos() {
    return count() == 0 ? 0 : minNanos;
  }

  /** The longest time, 0 when there is none. */
  public long maxNanos() {
    return maxNanos;
  }

  /** The mean, 0 when there is none. */
  public double meanNanos() {
    return count() == 0 ? 0 : (double) sumNanos / count();
  }

  /**
   * The smallest time that at least {@code percent} of all times do not exceed, to the histogram's
   * resolution and never outside {@link #minNanos()} and {@link #maxNanos()}; 0 when there is none.
   *
   * @param percent 0 to 100
   */
  public long percentileNanos(double percent) {
    if (count() == 0) {
      return 0;
    }
    return Math.max(minNanos, Math.min(maxNanos, histogram.getValueAtPercentile(percent)));
  }
}
