package io.plimsoll.client.load;

import io.plimsoll.stats.LatencyStats;

/**
 * How long something took. All but the count in seconds, 0 when there is none.
 *
 * @param count how many times it was measured
 */
public record Timing(
    long count,
    double min,
    double mean,
    double max,
    double p50,
    double p90,
    double p95,
    double p99,
    double p999) {

  private static final double NANOS = 1e9;

  static Timing of(LatencyStats stats) {
    return new Timing(
        stats.count(),
        stats.minNanos() / NANOS,
        stats.meanNanos() / NANOS,
        stats.maxNanos() / NANOS,
        stats.percentileNanos(50) / NANOS,
        stats.percentileNanos(90) / NANOS,
        stats.percentileNanos(95) / NANOS,
        stats.percentileNanos(99) / NANOS,
        stats.percentileNanos(99.9) / NANOS);
  }
}
