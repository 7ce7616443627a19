package io.plimsoll.client.validate;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.fleet.Fleet;
import io.plimsoll.client.load.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to visit, and what to want of it.
 *
 * @param sizes of the fleet, at least two, ascending
 * @param factor least growth of throughput with each doubling, above 1, at most {@link #MAX_FACTOR}
 * @param samples how many times the workload's time to measure, 1 to {@link #MAX_SAMPLES}
 * @param rounds how often to visit each size, 1 to {@link #MAX_ROUNDS}
 * @param maxRounds how often if it is close, {@code rounds} to {@link #MAX_ROUNDS}
 * @param readyTimeout how long replicas may take to be ready, {@link #MIN_READY} to {@link
 *     #MAX_READY}
 */
record ValidatePlan(
    List<Integer> sizes,
    double factor,
    int samples,
    int rounds,
    int maxRounds,
    Duration readyTimeout) {

  /** Twice the replicas bring twice the throughput at best; what is more is a slip. */
  static final double MAX_FACTOR = 2;

  /** A thousandth of the workload's time is far below what can be told. */
  static final int MAX_SAMPLES = 10_000;

  /** Intervals shrink with the root of it: more are better spent on more samples. */
  static final int MAX_ROUNDS = 100;

  /** No container starts in less. */
  static final Duration MIN_READY = Duration.ofSeconds(1);

  /** More than it takes to buy a node and to pull an image of some gigabytes. */
  static final Duration MAX_READY = Duration.ofHours(1);

  ValidatePlan {
    sizes = List.copyOf(sizes);
    if (!(factor > 1 && factor <= MAX_FACTOR)) {
      throw CommandException.usage("--factor", factor, "above 1, at most " + MAX_FACTOR);
    }
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw CommandException.usage("--samples", samples, "1 to " + MAX_SAMPLES);
    }
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw CommandException.usage("--rounds", rounds, "1 to " + MAX_ROUNDS);
    }
    if (maxRounds < rounds || maxRounds > MAX_ROUNDS) {
      throw CommandException.usage(
          "--max-rounds", maxRounds, rounds + ", which --rounds sets, to " + MAX_ROUNDS);
    }
    if (readyTimeout.compareTo(MIN_READY) < 0 || readyTimeout.compareTo(MAX_READY) > 0) {
      throw CommandException.usage(
          "--ready-timeout", readyTimeout.toMillis() / 1e3 + " s", "1 s to 1 h");
    }
  }

  /**
   * The sizes that are asked for.
   *
   * @param steps they themselves; null: 1, 2, 4 and so on
   * @param max with the largest last, when {@code steps} is null
   * @throws CommandException if they are no growth, or too large
   */
  static List<Integer> sizes(@Nullable List<Integer> steps, int max) {
    if (steps == null) {
      return doublings(max);
    }
    boolean grows = steps.size() >= 2;
    int last = 0;
    for (int size : steps) {
      grows &= size > last && size <= Fleet.MAX_SIZE;
      last = size;
    }
    if (!grows) {
      throw CommandException.usage(
          "--steps", text(steps), "two sizes or more, ascending, 1 to " + Fleet.MAX_SIZE);
    }
    return List.copyOf(steps);
  }

  private static List<Integer> doublings(int max) {
    if (max < 2 || max > Fleet.MAX_SIZE) {
      throw CommandException.usage("--max", max, "2 to " + Fleet.MAX_SIZE);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int size = 1; size < max; size *= 2) {
      sizes.add(size);
    }
    sizes.add(max);
    return sizes;
  }

  /**
   * Checks the sizes against the fleet.
   *
   * @throws CommandException if it cannot be as large, or its load cannot
   */
  void checkFor(Fleet fleet) {
    int largest = sizes.get(sizes.size() - 1);
    if (largest > fleet.maxSize()) {
      throw CommandException.usage(
          "replicas", largest, "at most " + fleet.maxSize() + " of this fleet");
    }
    if ((long) largest * fleet.slots() > Shape.MOST_PARALLEL) {
      throw CommandException.usage(
          "replicas x --slots",
          (long) largest * fleet.slots(),
          "at most " + Shape.MOST_PARALLEL + " requests at once");
    }
  }

  /** The sizes in the order of this round: up, down, up, so that a drift is no growth. */
  List<Integer> order(int round) {
    List<Integer> order = new ArrayList<>(sizes);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private static String text(List<Integer> steps) {
    return String.join(",", steps.stream().map(String::valueOf).toList());
  }
}
