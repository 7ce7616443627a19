package io.plimsoll.client.validate;

/**
 * From one step to the next.
 *
 * @param from replicas before
 * @param to replicas after
 * @param wanted least ratio of throughputs: the factor, to the power of how many doublings it is
 * @param ratio of throughputs, after to before
 * @param outcome what became of it
 * @param reason why it failed or is close, with the device or node where it stopped; empty if there
 *     is nothing to say
 */
record Growth(int from, int to, double wanted, Interval ratio, Outcome outcome, String reason) {

  /** What can become of it. */
  enum Outcome {
    PASSED,
    /** The estimate is enough, and the interval reaches below what is wanted. */
    PASSED_CLOSELY,
    /** The estimate is not enough, and the interval reaches what is wanted. */
    FAILED_CLOSELY,
    FAILED;

    boolean passed() {
      return this == PASSED || this == PASSED_CLOSELY;
    }

    boolean close() {
      return this == PASSED_CLOSELY || this == FAILED_CLOSELY;
    }
  }
}
