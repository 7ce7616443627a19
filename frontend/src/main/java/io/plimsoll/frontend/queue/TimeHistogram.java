package io.plimsoll.frontend.queue;

import io.plimsoll.stats.TimeBuckets;
import java.util.List;

/** Counts times in fixed buckets, as a Prometheus histogram has them. Not thread-safe. */
public final class TimeHistogram {

  private static final double[] BOUNDS = TimeBuckets.seconds();

  private final long[] counts = new long[BOUNDS.length + 1];
  private double sumSeconds;

  /** What was counted. Immutable. */
  public record Snapshot(List<Bucket> buckets, double sumSeconds) {

    public Snapshot {
      buckets = List.copyOf(buckets);
    }
  }

  /**
   * Times of at most {@code boundSeconds}.
   *
   * @param boundSeconds positive infinity for the last bucket
   * @param count cumulative
   */
  public record Bucket(double boundSeconds, long count) {}

  void record(double seconds) {
    int i = 0;
    while (i < BOUNDS.length && seconds > BOUNDS[i]) {
      i++;
    }
    counts[i]++;
    sumSeconds += seconds;
  }

  Snapshot snapshot() {
    Bucket[] buckets = new Bucket[counts.length];
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += counts[i];
      buckets[i] = new Bucket(i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY, count);
    }
    return new Snapshot(List.of(buckets), sumSeconds);
  }
}
