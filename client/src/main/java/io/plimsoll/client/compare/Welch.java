package io.plimsoll.client.compare;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Welch's t-test of two means whose variances may differ: B. L. Welch, The generalization of
 * "Student's" problem when several different population variances are involved, Biometrika 34,
 * 1947. Pure.
 *
 * @param difference B - A
 * @param standardError of the difference
 * @param degreesOfFreedom by Welch and Satterthwaite
 */
record Welch(double difference, double standardError, double degreesOfFreedom) {

  static Welch of(Estimate a, Estimate b) {
    double variance = a.variance() + b.variance();
    double sum =
        a.variance() * a.variance() / (a.batches() - 1)
            + b.variance() * b.variance() / (b.batches() - 1);
    double degrees = sum > 0 ? variance * variance / sum : a.batches() + b.batches() - 2;
    return new Welch(b.scaled() - a.scaled(), Math.sqrt(variance), degrees);
  }

  /**
   * How probable a difference at least as large is if there is none in truth beyond {@code margin}.
   */
  double probability(double margin) {
    double beyond = Math.abs(difference) - margin;
    if (beyond <= 0) {
      return 1;
    }
    if (standardError == 0) {
      return 0;
    }
    return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(beyond / standardError);
  }

  /** Half the width of the interval that holds the true difference with this probability. */
  double halfWidth(double confidence) {
    return standardError
        * TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - confidence) / 2);
  }
}
