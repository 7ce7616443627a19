package io.plimsoll.client.validate;

/**
 * The Universal Scalability Law, X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)), fitted to
 * what was measured. N. J. Gunther: Guerrilla Capacity Planning, Springer 2007.
 *
 * @param lambdaPerSecond throughput of one replica
 * @param contention sigma, 0 or more
 * @param coherency kappa, 0 or more
 * @param peakSize where throughput is highest; 0 if it never falls
 * @param residual root mean square of the relative differences of the steps' throughputs from the
 *     law's
 * @param worstSize the step that is furthest from the law
 * @param worstResidual how far, as a part of the law's value
 * @param fits whether the differences are small enough for the law to be of use
 */
record UslFit(
    Interval lambdaPerSecond,
    Interval contention,
    Interval coherency,
    int peakSize,
    double residual,
    int worstSize,
    double worstResidual,
    boolean fits) {

  /** The law's throughput of so many replicas. */
  double at(double size) {
    return lambdaPerSecond.estimate()
        * size
        / (1 + contention.estimate() * (size - 1) + coherency.estimate() * size * (size - 1));
  }
}
