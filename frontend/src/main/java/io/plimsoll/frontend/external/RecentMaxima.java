package io.plimsoll.frontend.external;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The maxima of the last half minute: the same for everybody who asks, however often, since
 * autoscalers that look at one queue come as one asker through the API server. See {@code
 * docs/decisions/external-metrics.md}. Not thread-safe; pure.
 */
final class RecentMaxima {

  /** As the rules for the Prometheus adapter; an autoscaler looks every 15 s by default. */
  static final int WINDOW_SECONDS = 30;

  /** How often {@link #add} is to be called at least. */
  static final int STEP_SECONDS = 5;

  private static final long STEP_NANOS = STEP_SECONDS * 1_000_000_000L;

  /** The steps of a whole window, and the one that has begun. */
  private static final int STEPS = WINDOW_SECONDS / STEP_SECONDS + 1;

  private record Key(String queue, Metric metric) {}

  private static final class Ring {
    final double[] maxima = new double[STEPS];
    long step;

    /** Forgets what is too old. */
    void advance(long to) {
      for (long next = Math.max(step + 1, to - STEPS + 1); next <= to; next++) {
        maxima[Math.floorMod(next, STEPS)] = 0;
      }
      step = Math.max(step, to);
    }
  }

  private final Map<Key, Ring> rings = new HashMap<>();
  private final long startNanos;

  RecentMaxima(long now) {
    this.startNanos = now;
  }

  /**
   * Notes a maximum of the time since the last call for the same queue and metric.
   *
   * @param value 0 = there was nothing
   */
  void add(String queue, Metric metric, double value, long now) {
    Ring ring = rings.computeIfAbsent(new Key(queue, metric), key -> new Ring());
    ring.advance(step(now));
    int place = Math.floorMod(ring.step, STEPS);
    ring.maxima[place] = Math.max(ring.maxima[place], value);
  }

  /** The largest of the last half minute, 0 if there was nothing. */
  double maximum(String queue, Metric metric, long now) {
    Ring ring = rings.get(new Key(queue, metric));
    if (ring == null) {
      return 0;
    }
    ring.advance(step(now));
    return Arrays.stream(ring.maxima).max().orElse(0);
  }

  private long step(long now) {
    return (now - startNanos) / STEP_NANOS;
  }
}
