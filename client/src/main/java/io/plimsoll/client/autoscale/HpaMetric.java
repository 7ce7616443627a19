package io.plimsoll.client.autoscale;

import java.math.BigDecimal;

/**
 * One metric of an autoscaler and what it is to be.
 *
 * @param source where the API server has it from, which changes nothing for us
 * @param metric which figure of the frontend
 * @param queue of which queue; empty: the sum of all
 * @param targetType how replicas follow from it
 * @param targetMilli what it is to be, in thousandths, 1 or more
 */
record HpaMetric(
    Source source, QueueMetric metric, String queue, TargetType targetType, long targetMilli) {

  /** The types of metrics that do not come from the pods. */
  enum Source {
    /** Of {@code external.metrics.k8s.io}. */
    EXTERNAL,
    /** Of {@code custom.metrics.k8s.io}, about another object. */
    OBJECT
  }

  /** How replicas follow from a metric. */
  enum TargetType {
    /** The metric itself is to have the target's value: replicas change in its ratio. */
    VALUE,
    /** The metric's share of each replica is to have it. */
    AVERAGE_VALUE
  }

  /** The target as a number. */
  double target() {
    return targetMilli / 1e3;
  }

  /** As {@code hpa_queue_waiting{name="sleep"} AverageValue 2}. */
  @Override
  public String toString() {
    return metric.metricName()
        + (queue.isEmpty() ? "" : "{name=\"" + queue + "\"}")
        + (targetType == TargetType.VALUE ? " Value " : " AverageValue ")
        + BigDecimal.valueOf(targetMilli, 3).stripTrailingZeros().toPlainString();
  }
}
