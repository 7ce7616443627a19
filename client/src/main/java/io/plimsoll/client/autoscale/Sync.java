package io.plimsoll.client.autoscale;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sync of the autoscaler saw and did.
 *
 * @param seconds when, since the scenario began
 * @param replicas how many were wanted before
 * @param ready how many were ready
 * @param metrics in the order of the manifest
 * @param recommended what the metrics asked for
 * @param stabilized what the stabilization windows left of that
 * @param desired what policies, least and most left of that: how many are wanted from now on
 * @param basis what the decision went by
 * @param limit what held replicas between {@code stabilized} and {@code desired}
 * @param why in words
 */
record Sync(
    double seconds,
    int replicas,
    int ready,
    List<Seen> metrics,
    int recommended,
    int stabilized,
    int desired,
    HpaDecision.Basis basis,
    ScaleRate.Limit limit,
    String why) {

  Sync {
    metrics = List.copyOf(metrics);
  }

  /**
   * What one metric said.
   *
   * @param value null: it could not be had
   * @param ratio of the value, or of its share of each replica, to the target; null: there is none
   * @param replicas how many it asked for; null: it was not asked, or could not be had
   * @param error why it could not be had, else empty
   */
  record Seen(
      @Nullable Double value, @Nullable Double ratio, @Nullable Integer replicas, String error) {}

  static Sync of(
      double seconds,
      int replicas,
      int ready,
      HpaSpec spec,
      List<MetricReading> readings,
      HpaDecision decision) {
    List<Seen> metrics = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      Long milli = readings.get(i).milli();
      Proposal proposal = decision.proposals().isEmpty() ? null : decision.proposals().get(i);
      Double ratio = proposal == null ? null : (Double) proposal.ratio();
      metrics.add(
          new Seen(
              milli == null ? null : (Double) (milli / 1e3),
              ratio == null || !Double.isFinite(ratio) ? null : ratio,
              proposal == null ? null : proposal.replicas(),
              readings.get(i).error()));
    }
    return new Sync(
        seconds,
        replicas,
        ready,
        metrics,
        decision.recommended(),
        decision.stabilized(),
        decision.desired(),
        decision.basis(),
        decision.limit(),
        decision.why(spec, replicas));
  }
}
