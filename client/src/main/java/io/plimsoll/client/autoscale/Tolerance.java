package io.plimsoll.client.autoscale;

/**
 * How far the ratio of a metric's value to its target may be from 1 before anything happens.
 *
 * @param up above 1, 0 or more
 * @param down below 1, 0 or more
 */
record Tolerance(double up, double down) {

  /** The controller's {@code --horizontal-pod-autoscaler-tolerance}. */
  static final double DEFAULT_SHARE = 0.1;

  static final Tolerance DEFAULT = new Tolerance(DEFAULT_SHARE, DEFAULT_SHARE);

  /**
   * As {@code Tolerances.isWithin} of {@code replica_calculator.go}, from where there is a
   * tolerance in each direction. With one for both the controller had {@code |1 - ratio| <= 0.1},
   * which in floating point is false for a ratio of 1.1.
   *
   * @param ratio 0 or more; not a number where nothing of nothing is used, which is not within
   */
  boolean holds(double ratio) {
    return 1.0 - down <= ratio && ratio <= 1.0 + up;
  }
}
