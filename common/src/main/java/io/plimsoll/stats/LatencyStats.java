package io.plimsoll.stats;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, many times: count, exact minimum, maximum and mean, and percentiles to 3
 * significant digits. Merging is associative and commutative, and exact: the percentiles of a
 * merged value are those of one that saw everything.
 *
 * <p>Times are nanoseconds, 0 to {@link #MAX_NANOS}; what is outside is taken as the nearest end.
 * Not thread-safe.
 */
public final class LatencyStats {

  /*
   * A report has one of these for each URL, ten thousand at most, and most of them see few times. So
   * the counts begin as a sorted array of the histogram's own cells, and become a histogram, which
   * resizes itself, when there are many different ones. Both give the same answers.
   */

  /**
   * Two significant decimal digits more than anyone reads; the histogram's memory grows with it.
   */
  static final int SIGNIFICANT_DIGITS = 3;

  /** Below a microsecond times are not told apart: finer than any clock across a network. */
  static final long RESOLUTION_NANOS = 1_000;

  /** The longest time that is told apart: 30 days. */
  public static final long MAX_NANOS = 30L * 24 * 3600 * 1_000_000_000L;

  /** Where the cells of every histogram here lie; never written to. */
  private static final Histogram CELLS = newHistogram();

  private SparseCounts sparse = new SparseCounts();
  private @Nullable Histogram histogram;
  private long count;
  private long minNanos = Long.MAX_VALUE;
  private long maxNanos;

  /**
   * Stops at the largest value, 292 years. Whole numbers: sums of fractions depend on the order.
   */
  private long sumNanos;

  public LatencyStats() {}

  LatencyStats(SparseCounts sparse, long count, long minNanos, long maxNanos, long sumNanos) {
    this.sparse = sparse;
    this.count = count;
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.sumNanos = sumNanos;
  }

  LatencyStats(Histogram histogram, long minNanos, long maxNanos, long sumNanos) {
    this(new SparseCounts(), histogram.getTotalCount(), minNanos, maxNanos, sumNanos);
    this.histogram = histogram;
  }

  private LatencyStats(LatencyStats other) {
    this(
        new SparseCounts(other.sparse),
        other.count,
        other.minNanos,
        other.maxNanos,
        other.sumNanos);
    histogram = other.histogram == null ? null : other.histogram.copy();
  }

  static Histogram newHistogram() {
    Histogram histogram = new Histogram(RESOLUTION_NANOS, 2 * RESOLUTION_NANOS, SIGNIFICANT_DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** The lower end of the cell that {@code nanos} is in. */
  static long cell(long nanos) {
    return CELLS.lowestEquivalentValue(nanos);
  }

  /** Counts one time. */
  public void record(long nanos) {
    long time = Math.max(0, Math.min(nanos, MAX_NANOS));
    add(cell(time), 1);
    count++;
    minNanos = Math.min(minNanos, time);
    maxNanos = Math.max(maxNanos, time);
    sumNanos = sum(sumNanos, time);
  }

  /** Adds everything that {@code other} has seen. */
  public void merge(LatencyStats other) {
    Histogram theirs = other.histogram;
    if (theirs != null) {
      dense().add(theirs);
    }
    SparseCounts few = other.sparse;
    // The size is read once: whoever merges a value with itself adds to what is read here.
    for (int i = 0, size = few.size(); i < size; i++) {
      add(few.time(i), few.count(i));
    }
    count += other.count;
    minNanos = Math.min(minNanos, other.minNanos);
    maxNanos = Math.max(maxNanos, other.maxNanos);
    sumNanos = sum(sumNanos, other.sumNanos);
  }

  private void add(long cell, long times) {
    Histogram many = histogram;
    if (many != null) {
      many.recordValueWithCount(cell, times);
    } else if (!sparse.add(cell, times)) {
      dense().recordValueWithCount(cell, times);
    }
  }

  private Histogram dense() {
    Histogram many = histogram;
    if (many == null) {
      many = toHistogram();
      histogram = many;
      sparse = new SparseCounts();
    }
    return many;
  }

  /** All counts as a histogram, which is this value's own if it has one. */
  Histogram toHistogram() {
    if (histogram != null) {
      return histogram;
    }
    Histogram copy = newHistogram();
    for (int i = 0; i < sparse.size(); i++) {
      copy.recordValueWithCount(sparse.time(i), sparse.count(i));
    }
    return copy;
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
    return count;
  }

  /** The shortest time, 0 when there is none. */
  public long minNanos() {
    return count == 0 ? 0 : minNanos;
  }

  /** The longest time, 0 when there is none. */
  public long maxNanos() {
    return maxNanos;
  }

  /** The sum of all times, at most {@link Long#MAX_VALUE}. */
  public long sumNanos() {
    return sumNanos;
  }

  /** The mean, 0 when there is none. */
  public double meanNanos() {
    return count == 0 ? 0 : (double) sumNanos / count;
  }

  /**
   * The smallest time that at least {@code percent} of all times do not exceed, to the histogram's
   * resolution and never outside {@link #minNanos()} and {@link #maxNanos()}; 0 when there is none.
   *
   * @param percent 0 to 100
   */
  public long percentileNanos(double percent) {
    if (count == 0 || percent <= 0) {
      return minNanos();
    }
    long time =
        histogram != null
            ? histogram.getValueAtPercentile(percent)
            : sparse.timeAtRank(rank(percent), CELLS::highestEquivalentValue);
    return Math.max(minNanos, Math.min(maxNanos, time));
  }

  /** Which of the sorted times a percentile is, as the histogram computes it. */
  private long rank(double percent) {
    // A percentage that is exactly met must not be rounded up to the next time.
    double below = Math.min(Math.max(Math.nextAfter(percent, Double.NEGATIVE_INFINITY), 0), 100);
    return Math.max(1, (long) Math.ceil(below * count / 100));
  }

  /** About how much memory this takes, in bytes. */
  public long heldBytes() {
    return histogram != null ? histogram.getEstimatedFootprintInBytes() : 16L * sparse.size() + 128;
  }

  /**
   * Everything as one line of text, from which {@link #decode} makes the same value: count,
   * minimum, maximum and sum in nanoseconds, and the HdrHistogram in its compressed form (V2) in
   * base64, with commas between.
   */
  public String encode() {
    return LatencyText.encode(this);
  }

  /**
   * Reads what {@link #encode} wrote. The text may come from anywhere: what it takes in memory is
   * bounded by {@link #MAX_DECODED_BYTES}, whatever it claims.
   *
   * @throws IllegalArgumentException with a text that says what is wrong
   */
  public static LatencyStats decode(String text) {
    return LatencyText.decode(text);
  }

  /** Most memory that one decoded value takes: cells of 8 bytes for 30 days, and some more. */
  public static final int MAX_DECODED_BYTES = 512 << 10;
}
