package io.plimsoll.client.compare;

import io.plimsoll.client.compare.Steady.Batch;
import io.plimsoll.client.compare.Steady.Time;
import io.plimsoll.stats.LatencyStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure that two tests are compared by.
 *
 * @param time of what; null: of the replies
 * @param kind which figure
 */
record Measure(@Nullable Time time, Kind kind) {

  /** Which figure of the replies or of a time. */
  enum Kind {
    THROUGHPUT(1, 0),
    FAILURES(1, 0),
    MEAN(5, 0),
    P50(10, 50),
    P90(50, 90),
    P99(500, 99);

    /**
     * Fewest values of which it is taken: of a percentile, so many that at least five lie beyond.
     */
    final int fewest;

    private final double percent;

    Kind(int fewest, double percent) {
      this.fewest = fewest;
      this.percent = percent;
    }
  }

  /** What a histogram tells apart: it has 3 digits. */
  private static final double HISTOGRAM_STEP = 1e-3;

  /** And no less than this. */
  private static final double FINEST_SECONDS = 1e-6;

  /** All, in the order in which they are shown. */
  static List<Measure> all() {
    List<Measure> all = new ArrayList<>();
    all.add(new Measure(null, Kind.THROUGHPUT));
    all.add(new Measure(null, Kind.FAILURES));
    for (Time time : Time.values()) {
      for (Kind kind : List.of(Kind.MEAN, Kind.P50, Kind.P90, Kind.P99)) {
        all.add(new Measure(time, kind));
      }
    }
    return all;
  }

  /** {@code wait.p99}, as thresholds write it. */
  String name() {
    String figure = kind.name().toLowerCase(Locale.ROOT);
    return time == null ? figure : time.name().toLowerCase(Locale.ROOT) + "." + figure;
  }

  /** Whether it is good to have more of it. */
  boolean moreIsBetter() {
    return kind == Kind.THROUGHPUT;
  }

  /** Whether two are compared by their ratio; shares that may be 0 by their difference. */
  boolean byRatio() {
    return kind != Kind.FAILURES;
  }

  /** How many values it would be taken of. */
  long values(Batch batch) {
    return time != null
        ? batch.time(time).count()
        : kind == Kind.FAILURES ? batch.succeeded() + batch.failed() : batch.succeeded();
  }

  /** The figure: per second, a share, or seconds. */
  double of(Batch batch) {
    LatencyStats stats = time == null ? new LatencyStats() : batch.time(time);
    return switch (kind) {
      case THROUGHPUT -> batch.succeeded() / batch.seconds();
      case FAILURES -> (double) batch.failed() / (batch.succeeded() + batch.failed());
      case MEAN -> Math.max(FINEST_SECONDS, stats.meanNanos() / 1e9);
      case P50, P90, P99 -> Math.max(FINEST_SECONDS, stats.percentileNanos(kind.percent) / 1e9);
    };
  }

  /** What tells whether neighbouring parts depend on each other: of a percentile, the mean. */
  Measure steadiness() {
    return time == null ? this : new Measure(time, Kind.MEAN);
  }

  /**
   * The largest relative difference that is one of measuring: a request more or less at the ends,
   * or the next cell of a histogram.
   */
  double resolution(Batch whole) {
    return switch (kind) {
      case THROUGHPUT -> 1.0 / Math.max(1, whole.succeeded());
      case FAILURES -> 0;
      case MEAN, P50, P90, P99 -> Math.max(HISTOGRAM_STEP, FINEST_SECONDS / of(whole));
    };
  }
}
