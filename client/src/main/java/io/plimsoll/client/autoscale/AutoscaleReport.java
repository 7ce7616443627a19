package io.plimsoll.client.autoscale;

import io.plimsoll.client.report.TestReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an autoscaler did under a scenario. All forms of report are made of this alone.
 *
 * @param format {@link #FORMAT}
 * @param title the scenario's and the autoscaler's names
 * @param error why the autoscaler could not go on; empty if it could
 * @param fleet what was scaled
 * @param slots work items that one replica runs at the same time
 * @param syncPeriodSeconds from sync to sync
 * @param startDelaySeconds from when a replica is wanted to when it is started
 * @param autoscaler what it was told
 * @param syncs what it saw and did, in order of time
 * @param fleetCourse what the fleet was, in order of time
 * @param use what the fleet cost; null if there was no sync
 * @param test what the scenario came to
 */
record AutoscaleReport(
    String format,
    String title,
    String error,
    String fleet,
    int slots,
    double syncPeriodSeconds,
    double startDelaySeconds,
    Told autoscaler,
    List<Sync> syncs,
    List<FleetPoint> fleetCourse,
    @Nullable FleetUse use,
    TestReport test) {

  /** Another number: another form. */
  static final String FORMAT = "plimsoll-autoscale-report/1";

  AutoscaleReport {
    syncs = List.copyOf(syncs);
    fleetCourse = List.copyOf(fleetCourse);
  }

  /**
   * A manifest as a report has it.
   *
   * @param behavior with the defaults of what it leaves out; null if the manifest has none
   */
  record Told(
      String name,
      String target,
      int minReplicas,
      int maxReplicas,
      List<ToldMetric> metrics,
      HpaSpec.@Nullable HpaBehavior behavior) {

    static Told of(HpaSpec spec) {
      return new Told(
          spec.name(),
          spec.target(),
          spec.minReplicas(),
          spec.maxReplicas(),
          spec.metrics().stream().map(ToldMetric::of).toList(),
          spec.behavior());
    }
  }

  /**
   * A metric as a report has it.
   *
   * @param name as in the manifest
   * @param queue empty: the sum of all
   */
  record ToldMetric(
      String name,
      String queue,
      HpaMetric.Source source,
      HpaMetric.TargetType targetType,
      double target) {

    static ToldMetric of(HpaMetric metric) {
      return new ToldMetric(
          metric.metric().metricName(),
          metric.queue(),
          metric.source(),
          metric.targetType(),
          metric.target());
    }

    /** As {@code AverageValue 5}. */
    String targetText() {
      return (targetType == HpaMetric.TargetType.VALUE ? "Value " : "AverageValue ")
          + AutoscaleText.number(target);
    }

    /** The name, with the queue where one is selected. */
    String shown() {
      return queue.isEmpty() ? name : String.format(Locale.ROOT, "%s{name=\"%s\"}", name, queue);
    }
  }

  /** Until the scenario's end, and to the last sync at least. */
  double endSeconds() {
    double last = syncs.isEmpty() ? 0 : syncs.get(syncs.size() - 1).seconds();
    return Math.max(test.seconds(), last);
  }

  /** Whether it went as wanted: to its end, and no threshold failed. */
  boolean passed() {
    return error.isEmpty() && test.passed();
  }
}
