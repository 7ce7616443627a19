package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaState.ScaleEvent;
import io.plimsoll.client.autoscale.ScalingRules.ScalingPolicy;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import java.util.List;

/**
 * How far replicas may change at once. Pure.
 *
 * @param replicas what is left of what was wanted
 * @param limit what held it
 */
record ScaleRate(int replicas, Limit limit) {

  /** What holds replicas. The names are those of the autoscaler's condition ScalingLimited. */
  enum Limit {
    /** Nothing. */
    NONE("DesiredWithinRange"),
    /** A policy of scaling up. */
    UP("ScaleUpLimit"),
    /** A policy of scaling down. */
    DOWN("ScaleDownLimit"),
    /** {@code maxReplicas}. */
    MAX("TooManyReplicas"),
    /** {@code minReplicas}. */
    MIN("TooFewReplicas");

    private final String reason;

    Limit(String reason) {
      this.reason = reason;
    }

    /** As Kubernetes calls it. */
    String reason() {
      return reason;
    }
  }

  /** Without a behavior replicas may double at once. */
  private static final int FACTOR_WITHOUT_BEHAVIOR = 2;

  /** Without a behavior there may be so many at once, however few there are. */
  private static final int LEAST_WITHOUT_BEHAVIOR = 4;

  /**
   * As {@code convertDesiredReplicasWithBehaviorRate} of {@code horizontal.go}; without a behavior
   * as {@code convertDesiredReplicasWithRules}, which allows max(2 x current, 4) in each sync where
   * the default policies allow max(2 x, +4) in each 15 s: of one replica four, not five.
   *
   * @param wanted after stabilization
   */
  static ScaleRate of(HpaSpec spec, HpaState state, long now, int current, int wanted) {
    HpaSpec.HpaBehavior behavior = spec.behavior();
    if (behavior == null) {
      int upTo =
          (int)
              Math.min(
                  Integer.MAX_VALUE,
                  Math.max((long) FACTOR_WITHOUT_BEHAVIOR * current, LEAST_WITHOUT_BEHAVIOR));
      return wanted < spec.minReplicas()
          ? new ScaleRate(spec.minReplicas(), Limit.MIN)
          : atMost(wanted, upTo, spec.maxReplicas());
    }
    if (wanted > current) {
      int upTo = Math.max(current, upTo(behavior.up(), state, now, current));
      return atMost(wanted, upTo, spec.maxReplicas());
    }
    if (wanted < current) {
      int downTo = Math.min(current, downTo(behavior.down(), state, now, current));
      if (wanted < Math.max(downTo, spec.minReplicas())) {
        return spec.minReplicas() < downTo
            ? new ScaleRate(downTo, Limit.DOWN)
            : new ScaleRate(spec.minReplicas(), Limit.MIN);
      }
    }
    return new ScaleRate(wanted, Limit.NONE);
  }

  private static ScaleRate atMost(int wanted, int upTo, int maxReplicas) {
    if (wanted <= Math.min(upTo, maxReplicas)) {
      return new ScaleRate(wanted, Limit.NONE);
    }
    return maxReplicas > upTo
        ? new ScaleRate(upTo, Limit.UP)
        : new ScaleRate(maxReplicas, Limit.MAX);
  }

  /**
   * As {@code calculateScaleUpLimitWithScalingRules}. Percents are rounded up, in the controller's
   * arithmetic: 10 % of 100 allow 111, as 100 x 1.1 is a little more than 110 in floating point.
   */
  private static int upTo(ScalingRules rules, HpaState state, long now, int current) {
    if (rules.select() == SelectPolicy.DISABLED) {
      return current;
    }
    boolean least = rules.select() == SelectPolicy.MIN;
    int result = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    for (ScalingPolicy policy : rules.policies()) {
      int start = atStart(policy, state, now, current);
      int proposed =
          switch (policy.type()) {
            case PODS -> (int) Math.min(Integer.MAX_VALUE, (long) start + policy.value());
            case PERCENT -> (int) Math.ceil(start * (1 + policy.value() / 100.0));
          };
      result = least ? Math.min(result, proposed) : Math.max(result, proposed);
    }
    return result;
  }

  /** As {@code calculateScaleDownLimitWithBehaviors}. What is left of percents is cut. */
  private static int downTo(ScalingRules rules, HpaState state, long now, int current) {
    if (rules.select() == SelectPolicy.DISABLED) {
      return current;
    }
    boolean least = rules.select() == SelectPolicy.MIN;
    int result = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (ScalingPolicy policy : rules.policies()) {
      int start = atStart(policy, state, now, current);
      int proposed =
          switch (policy.type()) {
            case PODS -> start - policy.value();
            case PERCENT -> (int) (start * (1 - policy.value() / 100.0));
          };
      result = least ? Math.max(result, proposed) : Math.min(result, proposed);
    }
    return result;
  }

  /** Replicas when the policy's period began: what came in it is not there, what went is. */
  private static int atStart(ScalingPolicy policy, HpaState state, long now, int current) {
    long cutoff = now - policy.periodSeconds() * HpaController.NANOS;
    return current - changes(state.ups(), cutoff) + changes(state.downs(), cutoff);
  }

  private static int changes(List<ScaleEvent> events, long cutoff) {
    return events.stream()
        .filter(event -> event.nanos() > cutoff)
        .mapToInt(ScaleEvent::change)
        .sum();
  }
}
