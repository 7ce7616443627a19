package io.plimsoll.client.autoscale;

import org.jspecify.annotations.Nullable;

/**
 * What a metric was when it was asked for.
 *
 * @param milli in thousandths, as the controller has it; null: it could not be had
 * @param error why not, else empty
 */
record MetricReading(@Nullable Long milli, String error) {

  /**
   * A value, cut to thousandths as the Prometheus adapter cuts it.
   *
   * @param value 0 or more
   */
  static MetricReading of(double value) {
    return new MetricReading((long) (value * 1e3), "");
  }

  /** A metric that could not be had. */
  static MetricReading missing(String error) {
    return new MetricReading(null, error);
  }
}
