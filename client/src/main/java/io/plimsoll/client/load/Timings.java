package io.plimsoll.client.load;

import io.plimsoll.stats.LatencyStats;
import java.util.List;

/** Makes one of several {@link Timing}s. Pure. */
public final class Timings {

  private Timings() {}

  /**
   * What one would tell that had measured all that these have, with its histogram.
   *
   * @throws IllegalArgumentException if one of several that are not empty has no histogram
   */
  public static Timing merge(List<Timing> parts) {
    List<Timing> full = parts.stream().filter(part -> part.count() > 0).toList();
    if (full.size() == 1) {
      return full.get(0);
    }
    LatencyStats all = new LatencyStats();
    full.forEach(part -> all.merge(part.stats()));
    return Timing.of(all, true);
  }

  /** The same of two. */
  public static Timing merge(Timing a, Timing b) {
    return merge(List.of(a, b));
  }
}
