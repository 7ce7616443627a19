package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.ScaleRate.Limit;
import java.util.List;

/**
 * What the controller decided, and why.
 *
 * @param basis what it went by
 * @param recommended what the metrics asked for; the current count where they were not asked
 * @param stabilized what was left of that within the stabilization windows
 * @param desired how many replicas there are to be
 * @param limit what held the count between {@code stabilized} and {@code desired}
 * @param metric the index of the metric whose proposal was recommended; -1 for none
 * @param proposals of the metrics, in their order; empty where they were not asked
 * @param state to be given to the next decision
 */
record HpaDecision(
    Basis basis,
    int recommended,
    int stabilized,
    int desired,
    Limit limit,
    int metric,
    List<Proposal> proposals,
    HpaState state) {

  /** What a decision went by. */
  enum Basis {
    /** The metrics. */
    METRICS,
    /** Not all metrics could be had, and so nothing is scaled down, or nothing at all. */
    METRIC_MISSING,
    /** There are 0 replicas and the least is more: scaling is off. */
    DISABLED,
    /** There are more than {@code maxReplicas}. */
    ABOVE_MAX,
    /** There are less than {@code minReplicas}. */
    BELOW_MIN
  }

  HpaDecision {
    proposals = List.copyOf(proposals);
  }

  /** One that asked no metric. */
  static HpaDecision without(Basis basis, int desired, HpaState state) {
    return new HpaDecision(basis, desired, desired, desired, Limit.NONE, -1, List.of(), state);
  }

  /**
   * Why, in words: what decided, then what held it back. The reasons are those of the autoscaler's
   * conditions in Kubernetes.
   *
   * @param current how many replicas there were
   */
  String why(HpaSpec spec, int current) {
    return switch (basis) {
      case DISABLED -> "ScalingDisabled: 0 replicas, minReplicas is " + spec.minReplicas();
      case ABOVE_MAX -> "more than maxReplicas, which is " + spec.maxReplicas();
      case BELOW_MIN -> "less than minReplicas, which is " + spec.minReplicas();
      case METRIC_MISSING -> firstError(spec);
      case METRICS -> ofMetrics(spec, current);
    };
  }

  /** Of the first metric that could not be had; empty if all could. */
  private String firstError(HpaSpec spec) {
    for (int i = 0; i < proposals.size(); i++) {
      if (proposals.get(i).replicas() == null) {
        HpaMetric failed = spec.metrics().get(i);
        return (failed.source() == HpaMetric.Source.EXTERNAL
                ? "FailedGetExternalMetric: "
                : "FailedGetObjectMetric: ")
            + failed.metric().metricName()
            + ": "
            + proposals.get(i).error();
      }
    }
    return "";
  }

  private String ofMetrics(HpaSpec spec, int current) {
    StringBuilder why = new StringBuilder();
    if (recommended == current) {
      why.append("no change");
    } else {
      why.append(spec.metrics().get(metric).metric().metricName())
          .append(recommended > current ? " above target: " : " below target: ")
          .append(recommended);
    }
    if (stabilized != recommended) {
      // Without a behavior there is only the window of scaling down.
      boolean up = spec.behavior() != null && recommended >= current;
      why.append(up ? ", ScaleUpStabilized: " : ", ScaleDownStabilized: ").append(stabilized);
    }
    if (limit != Limit.NONE) {
      why.append(", ").append(limit.reason()).append(": ").append(desired);
    }
    String error = firstError(spec);
    return error.isEmpty() ? why.toString() : why + " (" + error + ")";
  }
}
