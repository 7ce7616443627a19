package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaDecision.Basis;
import io.plimsoll.client.autoscale.HpaState.Recommendation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the controller of autoscaling/v2 decides: {@code reconcileAutoscaler} of {@code
 * pkg/controller/podautoscaler/horizontal.go}, Kubernetes 1.32, as a function of the time and of
 * what it sees. Its parts are {@link Proposal} (a metric to replicas), {@link Stabilization} and
 * {@link ScaleRate}.
 *
 * <p>Times are those that are given: where the controller takes the time anew for each step, a few
 * milliseconds apart, here all steps of a decision have the same.
 */
final class HpaController {

  /** In a second. */
  static final long NANOS = 1_000_000_000L;

  private HpaController() {}

  /**
   * Decides once, as every sync period does.
   *
   * @param state what the decision before came to
   * @param now in nanoseconds, of a clock that does not go back
   * @param current how many replicas are wanted now
   * @param ready how many of them are ready
   * @param readings one for each metric, in the same order
   */
  static HpaDecision decide(
      HpaSpec spec,
      HpaState state,
      long now,
      int current,
      int ready,
      List<MetricReading> readings) {
    if (readings.size() != spec.metrics().size()) {
      throw new IllegalArgumentException(
          "readings: " + readings.size() + " (expected: " + spec.metrics().size() + ")");
    }
    // recordInitialRecommendation: where it began counts as if it had been recommended.
    HpaState begun =
        state.recommendations().isEmpty()
            ? state.with(List.of(new Recommendation(now, current)))
            : state;
    if (current == 0 && spec.minReplicas() != 0) {
      return HpaDecision.without(Basis.DISABLED, 0, begun);
    }
    if (current > spec.maxReplicas()) {
      return HpaDecision.without(
          Basis.ABOVE_MAX,
          spec.maxReplicas(),
          scaled(spec, begun, now, current, spec.maxReplicas()));
    }
    if (current < spec.minReplicas()) {
      return HpaDecision.without(
          Basis.BELOW_MIN,
          spec.minReplicas(),
          scaled(spec, begun, now, current, spec.minReplicas()));
    }
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      proposals.add(
          Proposal.of(spec.metrics().get(i), readings.get(i), current, ready, spec.tolerance()));
    }
    return ofMetrics(spec, begun, now, current, proposals);
  }

  /**
   * As {@code computeReplicasForMetrics}: the largest proposal counts. If one could not be had,
   * those that are there must not scale down; if none could, nothing happens, and no recommendation
   * is remembered.
   */
  private static HpaDecision ofMetrics(
      HpaSpec spec, HpaState state, long now, int current, List<Proposal> proposals) {
    int recommended = 0;
    int metric = -1;
    int failed = 0;
    for (int i = 0; i < proposals.size(); i++) {
      Integer replicas = proposals.get(i).replicas();
      if (replicas == null) {
        failed++;
      } else if (recommended == 0 || replicas > recommended) {
        recommended = replicas;
        metric = i;
      }
    }
    if (failed == proposals.size() || (failed > 0 && recommended < current)) {
      return new HpaDecision(
          Basis.METRIC_MISSING,
          current,
          current,
          current,
          ScaleRate.Limit.NONE,
          metric,
          proposals,
          state);
    }
    Stabilization stable =
        Stabilization.of(spec.behavior(), state.recommendations(), now, current, recommended);
    HpaState remembered = state.with(stable.recommendations());
    ScaleRate rate = ScaleRate.of(spec, remembered, now, current, stable.replicas());
    return new HpaDecision(
        Basis.METRICS,
        recommended,
        stable.replicas(),
        rate.replicas(),
        rate.limit(),
        metric,
        proposals,
        scaled(spec, remembered, now, current, rate.replicas()));
  }

  private static HpaState scaled(HpaSpec spec, HpaState state, long now, int from, int to) {
    HpaSpec.HpaBehavior behavior = spec.behavior();
    return behavior == null || from == to ? state : state.scaled(behavior, now, from, to);
  }
}
