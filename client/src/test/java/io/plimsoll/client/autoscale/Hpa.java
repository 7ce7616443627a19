package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaMetric.Source;
import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.autoscale.ScalingRules.ScalingPolicy;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Autoscalers for tests. */
final class Hpa {

  private Hpa() {}

  static HpaMetric value(double target) {
    return metric(TargetType.VALUE, target);
  }

  static HpaMetric average(double target) {
    return metric(TargetType.AVERAGE_VALUE, target);
  }

  private static HpaMetric metric(TargetType type, double target) {
    return new HpaMetric(
        Source.EXTERNAL, QueueMetric.WAITING, "sleep", type, Math.round(target * 1e3));
  }

  static HpaSpec spec(int min, int max, @Nullable HpaBehavior behavior, HpaMetric... metrics) {
    return new HpaSpec("test", "Deployment/test", min, max, List.of(metrics), behavior);
  }

  static ScalingRules rules(int windowSeconds, SelectPolicy select, ScalingPolicy... policies) {
    return new ScalingRules(windowSeconds, select, List.of(policies), Tolerance.DEFAULT_SHARE);
  }

  static ScalingPolicy pods(int value, int seconds) {
    return new ScalingPolicy(ScalingPolicy.Type.PODS, value, seconds);
  }

  static ScalingPolicy percent(int value, int seconds) {
    return new ScalingPolicy(ScalingPolicy.Type.PERCENT, value, seconds);
  }

  /** Neither windows nor, for a fleet of a test, limits. */
  static HpaBehavior free() {
    ScalingRules rules = rules(0, SelectPolicy.MAX, pods(1_000_000, 1));
    return new HpaBehavior(rules, rules);
  }

  /** The first decision of an autoscaler. */
  static HpaDecision first(HpaSpec spec, int current, int ready, double... values) {
    return HpaController.decide(spec, HpaState.NONE, 0, current, ready, readings(values));
  }

  /** Not a number: missing. */
  static List<MetricReading> readings(double... values) {
    return Arrays.stream(values)
        .mapToObj(
            value -> Double.isNaN(value) ? MetricReading.missing("gone") : MetricReading.of(value))
        .toList();
  }
}
