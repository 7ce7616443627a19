package io.plimsoll.client.autoscale;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a HorizontalPodAutoscaler is told.
 *
 * @param name of the autoscaler
 * @param target what it scales, as {@code Deployment/sleep}
 * @param minReplicas 0 to {@code maxReplicas}
 * @param maxReplicas 1 or more
 * @param metrics at least one
 * @param behavior null if the manifest has none, which is not the same as one of defaults: see
 *     {@link ScaleRate}
 */
record HpaSpec(
    String name,
    String target,
    int minReplicas,
    int maxReplicas,
    List<HpaMetric> metrics,
    @Nullable HpaBehavior behavior) {

  HpaSpec {
    metrics = List.copyOf(metrics);
  }

  /**
   * How fast it may scale, in each direction.
   *
   * @param up of scaling up
   * @param down of scaling down
   */
  record HpaBehavior(ScalingRules up, ScalingRules down) {}

  /** How far from its target a metric may be before anything happens. */
  Tolerance tolerance() {
    return behavior == null
        ? Tolerance.DEFAULT
        : new Tolerance(behavior.up().tolerance(), behavior.down().tolerance());
  }
}
