package io.plimsoll.client.load;

/**
 * Something that was done to a load while it ran.
 *
 * @param seconds when, since the load began
 * @param kind what
 * @param value what it was set to; 0 where nothing was set
 */
public record Change(double seconds, Kind kind, double value) {

  /** What can be done to a load. */
  public enum Kind {
    /** Parallelism was set, which begins a period. */
    PARALLELISM,
    /** The rate was set, which begins a period. */
    RATE,
    /** The statistics were reset. */
    RESET,
    /** The warm-up was over, which begins a period. */
    WARM_UP_OVER
  }
}
