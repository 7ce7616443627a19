package io.plimsoll.stats;

/** The buckets of every histogram of times that is shown to Prometheus, so that they compare. */
public final class TimeBuckets {

  /** From what an idle frontend takes to what a training run takes. */
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
    300, 600, 1800, 3600
  };

  private TimeBuckets() {}

  /** Upper bounds in seconds, ascending, without the infinite one; the caller's own. */
  public static double[] seconds() {
    return SECONDS.clone();
  }
}
