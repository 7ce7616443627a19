package io.plimsoll.client.compare;

import io.plimsoll.client.compare.Steady.Batch;
import java.util.List;

/**
 * A figure of one test and how far it can be trusted.
 *
 * @param value of all of the test: NaN if there is none
 * @param scaled the same, or its logarithm if tests are compared by the ratio
 * @param variance of {@code scaled}
 * @param batches how many parts the variance was taken of
 * @param resolution as in {@link Measure#resolution}
 * @param reason why the variance is not known; empty if it is
 */
record Estimate(
    double value, double scaled, double variance, int batches, double resolution, String reason) {

  /*
   * Sectioning. The figure is that of the whole, from merged histograms; its variance is estimated
   * from the same figure of m parts that follow each other, around the figure of the whole:
   *
   *     variance = sum over i of (part[i] - whole)^2 / (m (m - 1))
   *
   * S. Asmussen, P. W. Glynn: Stochastic Simulation, Springer 2007, section III.5; for percentiles
   * M. K. Nakayama: Confidence intervals for quantiles using sectioning when applying
   * variance-reduction techniques, ACM TOMACS 24 (4), 2014.
   *
   * Parts must be so long that they hardly depend on each other. As in G. S. Fishman: Grouping
   * observations in digital simulation, Management Science 24 (5), 1978, neighbours are put together
   * until their correlation is not significant. It is tested on parts half as long, where it is
   * larger, and more of them make the test sharper.
   */

  /** Numbers of parts that are tried: more make the interval narrower, fewer make parts longer. */
  private static final int[] PARTS = {20, 15, 10};

  /** Fewest samples that can be judged: two for each part. */
  static final int FEWEST_SAMPLES = 2 * PARTS[PARTS.length - 1];

  /** The normal distribution exceeds it once in twenty times. */
  private static final double ONE_IN_TWENTY = 1.645;

  static Estimate of(Measure measure, Steady steady) {
    if (steady.size() == 0) {
      return unknown(Double.NaN, "nothing was measured");
    }
    Batch whole = steady.batches(1).get(0);
    if (measure.values(whole) == 0) {
      return unknown(Double.NaN, "no replies");
    }
    double value = measure.of(whole);
    int samples = steady.size();
    if (samples < FEWEST_SAMPLES) {
      return unknown(
          value, "too short: " + samples + " samples (expected: at least " + FEWEST_SAMPLES + ")");
    }
    String reason = "";
    for (int parts : PARTS) {
      if (samples < 2 * parts) {
        continue;
      }
      List<Batch> batches = steady.batches(parts);
      if (batches.stream().anyMatch(each -> measure.values(each) < measure.kind().fewest)) {
        reason =
            "too few replies: "
                + measure.values(whole)
                + " (expected: at least "
                + measure.kind().fewest
                + " in each tenth of the time)";
      } else if (dependent(measure.steadiness(), steady.batches(2 * parts))) {
        reason = "not steady, or too short: what follows depends on what was before";
      } else {
        return known(measure, whole, value, batches);
      }
    }
    return unknown(value, reason);
  }

  private static Estimate unknown(double value, String reason) {
    return new Estimate(value, Double.NaN, Double.NaN, 0, 0, reason);
  }

  private static Estimate known(Measure measure, Batch whole, double value, List<Batch> batches) {
    double scaled = scale(measure, value);
    double sum = 0;
    for (Batch batch : batches) {
      double off = scale(measure, measure.of(batch)) - scaled;
      sum += off * off;
    }
    int m = batches.size();
    return new Estimate(value, scaled, sum / (m * (m - 1.0)), m, measure.resolution(whole), "");
  }

  private static double scale(Measure measure, double value) {
    return measure.byRatio() ? Math.log(value) : value;
  }

  /** Whether neighbours are more alike than chance makes them. */
  private static boolean dependent(Measure measure, List<Batch> batches) {
    if (batches.stream().anyMatch(each -> measure.values(each) == 0)) {
      return false;
    }
    double[] values = batches.stream().mapToDouble(measure::of).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double square = 0;
    double product = 0;
    for (int i = 0; i < values.length; i++) {
      square += (values[i] - mean) * (values[i] - mean);
      product += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
    }
    // Of independent values the expected correlation is -1/n, its deviation 1/sqrt(n).
    return square > 0
        && product / square > ONE_IN_TWENTY / Math.sqrt(values.length) - 1.0 / values.length;
  }
}
