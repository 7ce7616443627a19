package io.plimsoll.backend.device;

import java.util.List;

/**
 * How the load of a request varies over its run.
 *
 * @param parts one after the other, at most {@link #MAX_PARTS}; none: it does not vary
 * @param repeat how often, 0 = for ever; after that the load is the request's own again
 */
public record Activity(List<Part> parts, int repeat) {

  /** They are kept with every request in the state of its device, which all backends read. */
  public static final int MAX_PARTS = 64;

  /** Bounds how often a second a load changes, and with it what a device costs. */
  public static final long MIN_NANOS = 100_000_000;

  /** Eleven days. */
  public static final long MAX_NANOS = 1_000_000_000_000_000L;

  /** More than anybody counts. */
  public static final int MAX_REPEAT = 1_000_000;

  /** A load that stays. */
  public static final Activity NONE = new Activity(List.of(), 1);

  public Activity {
    parts = List.copyOf(parts);
  }

  /**
   * A time with one load.
   *
   * @param loadPercent of the device, 0 to 100
   * @param fluctuationPercent how far the load is from that at most, 0 to 100; drawn anew every
   *     second, evenly, and kept within 0 to 100
   * @param nanos of work time, {@link #MIN_NANOS} to {@link #MAX_NANOS}
   */
  public record Part(double loadPercent, double fluctuationPercent, long nanos) {}
}
