package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import java.time.Duration;

/**
 * How much load, over time.
 *
 * @param parallelism requests outstanding at once in the closed model; 0 = paused
 * @param maxParallelism most that {@code parallelism} may be set to, 1 to {@link #MOST_PARALLEL};
 *     in the open model the most that may be outstanding
 * @param ratePerSecond starts per second of the open model, 0 to {@link #MAX_RATE}; 0 = closed
 *     model
 * @param poisson whether the gaps between starts of the open model are exponential, which makes
 *     them a Poisson process, rather than even
 * @param seed of the exponential gaps: the same seed, the same gaps
 * @param rampFrom what parallelism or rate begin with, in the range of what they go to; for
 *     parallelism a whole number
 * @param ramp how long they take, evenly, from there to their value; 0 = they begin with it
 * @param delay pause of each parallel slot between its requests, in the closed model
 */
public record Shape(
    int parallelism,
    int maxParallelism,
    double ratePerSecond,
    boolean poisson,
    long seed,
    double rampFrom,
    Duration ramp,
    Duration delay) {

  /** Far above what one client needs to fill a queue; bounds the memory for what is outstanding. */
  public static final int MOST_PARALLEL = 100_000;

  /** Starts per second that no single client reaches. */
  public static final double MAX_RATE = 1_000_000;

  /**
   * @throws CommandException if a value is bad, naming the option that gave it
   */
  public Shape {
    if (maxParallelism < 1 || maxParallelism > MOST_PARALLEL) {
      throw CommandException.usage("--req-max", maxParallelism, "1 to " + MOST_PARALLEL);
    }
    if (parallelism < 0 || parallelism > maxParallelism) {
      throw CommandException.usage(
          "--req-now", parallelism, "0 to " + maxParallelism + ", which --req-max sets");
    }
    if (!(ratePerSecond >= 0 && ratePerSecond <= MAX_RATE)) {
      throw CommandException.usage("--rate", ratePerSecond, "0 to " + (long) MAX_RATE);
    }
    double most = ratePerSecond > 0 ? MAX_RATE : maxParallelism;
    if (!(rampFrom >= 0 && rampFrom <= most)) {
      throw CommandException.usage("--ramp", "from " + rampFrom, "from 0 to " + (long) most);
    }
    if (ratePerSecond == 0 && rampFrom != Math.rint(rampFrom)) {
      throw CommandException.usage("--ramp", "from " + rampFrom, "a whole number");
    }
    if (poisson && ratePerSecond == 0) {
      throw CommandException.usage("--poisson", "without a rate", "--rate greater than 0");
    }
  }

  /** So many at once, from the start to the end. */
  public static Shape closed(int parallelism, int maxParallelism) {
    return new Shape(
        parallelism, maxParallelism, 0, false, 0, parallelism, Duration.ZERO, Duration.ZERO);
  }

  /** So many evenly spaced starts per second, from the start to the end. */
  public static Shape open(double ratePerSecond, int maxParallelism) {
    return new Shape(
        1, maxParallelism, ratePerSecond, false, 0, ratePerSecond, Duration.ZERO, Duration.ZERO);
  }
}
