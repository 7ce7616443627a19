package io.plimsoll.client.validate;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The geometric mean of what was measured several times, with Student's interval of the mean of the
 * logarithms: ratios vary by factors, not by sums. Pure.
 */
final class LogMean {

  /** That an interval misses, on each side. */
  static final double TAIL = 0.025;

  private LogMean() {}

  /**
   * The mean and its interval.
   *
   * @param values greater than 0; bounds are NaN with one alone, everything is without any
   */
  static Interval of(double... values) {
    int count = values.length;
    double mean = 0;
    for (double value : values) {
      mean += Math.log(value) / count;
    }
    if (count < 2) {
      double estimate = count == 0 ? Double.NaN : values[0];
      return new Interval(estimate, Double.NaN, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      double off = Math.log(value) - mean;
      squares += off * off;
    }
    double error = Math.sqrt(squares / (count - 1) / count);
    double half = error * TDistribution.of(count - 1).inverseSurvivalProbability(TAIL);
    return new Interval(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }
}
