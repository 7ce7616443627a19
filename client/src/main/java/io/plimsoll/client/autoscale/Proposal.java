package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas one metric asks for.
 *
 * @param replicas null: it could not be told
 * @param ratio of its value, or of its value for each replica, to the target; not a number if that
 *     could not be told
 * @param error why not, else empty
 */
record Proposal(@Nullable Integer replicas, double ratio, String error) {

  /**
   * As {@code replica_calculator.go} has it: {@code GetExternalMetricReplicas} and {@code
   * GetObjectMetricReplicas} with {@code getUsageRatioReplicaCount} for a {@code Value}, {@code
   * GetExternalPerPodMetricReplicas} and {@code GetObjectPerPodMetricReplicas} for an {@code
   * AverageValue}. The arithmetic is that of the controller, in doubles of thousandths, so that it
   * rounds where that rounds.
   *
   * @param current how many replicas there are to be, and are: a pod that is not ready counts
   * @param ready how many of them are ready
   */
  static Proposal of(
      HpaMetric metric, MetricReading reading, int current, int ready, Tolerance tolerance) {
    Long milli = reading.milli();
    if (milli == null) {
      return new Proposal(null, Double.NaN, reading.error());
    }
    double usage = (double) milli;
    double target = (double) metric.targetMilli();
    if (metric.targetType() == TargetType.VALUE) {
      double ratio = usage / target;
      if (current == 0) {
        return new Proposal(ceil(ratio), ratio, "");
      }
      return new Proposal(tolerance.holds(ratio) ? current : ceil(ratio * ready), ratio, "");
    }
    double ratio = usage / (target * current);
    return new Proposal(tolerance.holds(ratio) ? current : ceil(usage / target), ratio, "");
  }

  /** At most the greatest int, where the controller's conversion is not defined. */
  private static int ceil(double replicas) {
    return (int) Math.ceil(replicas);
  }
}
