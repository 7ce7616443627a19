package io.plimsoll.client.autoscale;

import java.util.List;

/**
 * How fast an autoscaler may scale in one direction.
 *
 * @param windowSeconds how far back recommendations count: 0 to 3600
 * @param select which of the policies holds
 * @param policies at least one
 * @param tolerance 0 or more
 */
record ScalingRules(
    int windowSeconds, SelectPolicy select, List<ScalingPolicy> policies, double tolerance) {

  /** The longest window that the API server takes. */
  static final int MAX_WINDOW_SECONDS = 3_600;

  /** The longest period that the API server takes. */
  static final int MAX_PERIOD_SECONDS = 1_800;

  /** The controller's {@code --horizontal-pod-autoscaler-downscale-stabilization}. */
  static final int DOWN_WINDOW_SECONDS = 300;

  /** What holds of {@code scaleUp} where a manifest with a behavior says nothing. */
  static final ScalingRules UP =
      new ScalingRules(
          0,
          SelectPolicy.MAX,
          List.of(
              new ScalingPolicy(ScalingPolicy.Type.PODS, 4, 15),
              new ScalingPolicy(ScalingPolicy.Type.PERCENT, 100, 15)),
          Tolerance.DEFAULT_SHARE);

  /** What holds of {@code scaleDown} where a manifest with a behavior says nothing. */
  static final ScalingRules DOWN =
      new ScalingRules(
          DOWN_WINDOW_SECONDS,
          SelectPolicy.MAX,
          List.of(new ScalingPolicy(ScalingPolicy.Type.PERCENT, 100, 15)),
          Tolerance.DEFAULT_SHARE);

  ScalingRules {
    policies = List.copyOf(policies);
  }

  /** Which of several policies holds. */
  enum SelectPolicy {
    /** That of the largest change. */
    MAX,
    /** That of the smallest change. */
    MIN,
    /** None: nothing is scaled in this direction. */
    DISABLED
  }

  /**
   * How much may change in a time.
   *
   * @param type what {@code value} is
   * @param value greater than 0
   * @param periodSeconds 1 to {@link #MAX_PERIOD_SECONDS}
   */
  record ScalingPolicy(Type type, int value, int periodSeconds) {
    /** What the value of a policy counts. */
    enum Type {
      /** Pods. */
      PODS,
      /** Percent of the pods at the start of the period. */
      PERCENT
    }
  }

  /** In seconds. */
  int longestPeriod() {
    return policies.stream().mapToInt(ScalingPolicy::periodSeconds).max().orElse(0);
  }
}
