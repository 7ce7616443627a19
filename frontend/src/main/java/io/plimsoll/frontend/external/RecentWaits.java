package io.plimsoll.frontend.external;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The longest wait of each queue in the last minute: the same for everybody who asks, however
 * often, since autoscalers that look at one queue come as one asker through the API server. See
 * {@code docs/decisions/external-metrics.md}. Not thread-safe; pure.
 */
final class RecentWaits {

  /**
   * Several times what an autoscaler takes between two looks, which is 15 s, and 30 s with some.
   */
  static final int WINDOW_SECONDS = 60;

  /** How often {@link #add} is to be called at least. */
  static final int STEP_SECONDS = 5;

  private static final long STEP_NANOS = STEP_SECONDS * 1_000_000_000L;

  /** The steps of a whole window, and the one that has begun. */
  private static final int STEPS = WINDOW_SECONDS / STEP_SECONDS + 1;

  private static final class Ring {
    final double[] longest = new double[STEPS];
    long step;

    /** Forgets what is too old. */
    void advance(long to) {
      for (long next = Math.max(step + 1, to - STEPS + 1); next <= to; next++) {
        longest[Math.floorMod(next, STEPS)] = 0;
      }
      step = Math.max(step, to);
    }
  }

  private final Map<String, Ring> queues = new HashMap<>();
  private final long startNanos;

  RecentWaits(long now) {
    this.startNanos = now;
  }

  /**
   * Notes the longest wait since the last call for the same queue.
   *
   * @param seconds 0 = nothing was handed out
   */
  void add(String queue, double seconds, long now) {
    Ring ring = queues.computeIfAbsent(queue, name -> new Ring());
    ring.advance(step(now));
    int place = Math.floorMod(ring.step, STEPS);
    ring.longest[place] = Math.max(ring.longest[place], seconds);
  }

  /** In seconds, 0 if nothing was handed out in the last minute. */
  double longest(String queue, long now) {
    Ring ring = queues.get(queue);
    if (ring == null) {
      return 0;
    }
    ring.advance(step(now));
    return Arrays.stream(ring.longest).max().orElse(0);
  }

  private long step(long now) {
    return (now - startNanos) / STEP_NANOS;
  }
}
