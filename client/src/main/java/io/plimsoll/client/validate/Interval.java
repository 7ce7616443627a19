package io.plimsoll.client.validate;

/**
 * An estimate and where its true value is with a confidence of 95 %.
 *
 * @param estimate the best guess
 * @param low not more than {@code estimate}; NaN if there is too little to tell
 * @param high not less than {@code estimate}; NaN if there is too little to tell
 */
record Interval(double estimate, double low, double high) {

  /** Whether the bounds are known, and hold the value. */
  boolean holds(double value) {
    return low <= value && value <= high;
  }
}
