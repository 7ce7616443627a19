package io.plimsoll.bench.truth;

import java.util.Arrays;

/**
 * What is told of the waits of a run, in seconds.
 *
 * @param count how many
 */
record Waits(long count, double mean, double p50, double p90, double p99) {

  /** Of these waits; percentiles as the client's: the least that so many do not exceed. */
  static Waits of(double[] waits) {
    double[] sorted = waits.clone();
    Arrays.sort(sorted);
    return new Waits(
        sorted.length,
        Arrays.stream(sorted).average().orElse(0),
        percentile(sorted, 0.5),
        percentile(sorted, 0.9),
        percentile(sorted, 0.99));
  }

  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** The same, every one so many times as long. */
  Waits times(double factor) {
    return new Waits(count, mean * factor, p50 * factor, p90 * factor, p99 * factor);
  }

  /** One of the figures. */
  double figure(Figure figure) {
    return switch (figure) {
      case MEAN -> mean;
      case P50 -> p50;
      case P90 -> p90;
      case P99 -> p99;
    };
  }

  /** What is compared. */
  enum Figure {
    MEAN("mean", 0),
    P50("p50", 0.5),
    P90("p90", 0.9),
    P99("p99", 0.99);

    /** Above the share that does not wait, which varies so much from one short run to the next. */
    private static final double CLEARLY_ABOVE = 0.12;

    /** As it is printed. */
    final String label;

    /** Of a percentile, the share of all that do not exceed it. */
    final double share;

    Figure(String label, double share) {
      this.label = label;
      this.share = share;
    }

    /** What theory says of it, in seconds. */
    double theory(QueueModel model, double extraSeconds) {
      return this == MEAN ? model.meanWait(extraSeconds) : model.percentile(share, extraSeconds);
    }

    /**
     * Whether it is to be compared. A percentile near those that do not wait at all is 0 in one run
     * and not in the next.
     */
    boolean tells(QueueModel model, double extraSeconds) {
      return this == MEAN || share - model.shareNotWaiting(extraSeconds) >= CLEARLY_ABOVE;
    }
  }
}
