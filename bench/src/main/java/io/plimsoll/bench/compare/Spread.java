package io.plimsoll.bench.compare;

import java.util.Arrays;

/** What several rounds say about one figure. */
record Spread(double median, double least, double most) {

  /**
   * Of at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Spread of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
