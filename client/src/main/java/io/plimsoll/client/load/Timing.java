package io.plimsoll.client.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.stats.LatencyStats;
import org.jspecify.annotations.Nullable;

/**
 * How long something took. All but the count in seconds, 0 when there is none.
 *
 * @param count how many times it was measured
 * @param histogram all of it, as {@link LatencyStats#encode} writes it, for those who merge; null
 *     where it is left out
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
    double p999,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String histogram) {

  private static final double NANOS = 1e9;

  /**
   * The figures of a distribution.
   *
   * @param histogram whether it comes with them
   */
  public static Timing of(LatencyStats stats, boolean histogram) {
    return new Timing(
        stats.count(),
        stats.minNanos() / NANOS,
        stats.meanNanos() / NANOS,
        stats.maxNanos() / NANOS,
        stats.percentileNanos(50) / NANOS,
        stats.percentileNanos(90) / NANOS,
        stats.percentileNanos(95) / NANOS,
        stats.percentileNanos(99) / NANOS,
        stats.percentileNanos(99.9) / NANOS,
        histogram ? stats.encode() : null);
  }

  /**
   * The distribution that this was made of.
   *
   * @throws IllegalArgumentException if there is no histogram, or none that can be read
   */
  public LatencyStats stats() {
    if (histogram == null) {
      throw new IllegalArgumentException("histogram: missing (expected: one, to merge)");
    }
    return LatencyStats.decode(histogram);
  }

  /** The figures alone. */
  public Timing withoutHistogram() {
    return new Timing(count, min, mean, max, p50, p90, p95, p99, p999, null);
  }
}
