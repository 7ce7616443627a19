package io.plimsoll.client.autoscale;

import java.util.List;

/** Where an autoscaler has its metrics from. */
@FunctionalInterface
interface MetricSource {

  /** One for each metric, in the same order; a metric that cannot be had is no exception. */
  List<MetricReading> read(List<HpaMetric> metrics);
}
