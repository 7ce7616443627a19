package io.plimsoll.frontend.queue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs random schedules, each known by its seed. Of one that fails it finds the few steps that
 * suffice, and tells what happened in each of them.
 *
 * <p>{@code -Dplimsoll.schedules=N} runs that many, {@code -Dplimsoll.seed=N} only that one.
 */
final class Schedules {

  /** One schedule on its way. Its steps are to be possible in any order, and with any left out. */
  interface Schedule {

    /** Does one thing, which is up to {@code random} and to what was done before, and checks. */
    void step(SplittableRandom random);

    /** Brings it to its end, and checks. */
    void end(SplittableRandom random);

    /** What was done so far, and what came of it, for people. */
    List<String> story();
  }

  /** The seed of a step: far enough from that of the same step in the next schedule. */
  private static final long STEPS_AT_MOST = 1_000_000;

  private final int steps;
  private final LongFunction<? extends Schedule> start;

  /**
   * @param steps of each schedule
   * @param start makes the schedule of a seed
   */
  Schedules(int steps, LongFunction<? extends Schedule> start) {
    this.steps = steps;
    this.start = start;
  }

  /**
   * Runs the schedules with the seeds 1, 2 and so on.
   *
   * @param usual how many, if no property says otherwise
   * @throws AssertionError if one fails, with its seed and its story
   */
  void run(int usual) {
    Long only = Long.getLong("plimsoll.seed");
    if (only == null) {
      run(1, Long.getLong("plimsoll.schedules", usual));
    } else {
      run(only, only);
    }
  }

  /** Runs the schedules with these seeds. */
  void run(long first, long last) {
    for (long seed = first; seed <= last; seed++) {
      int[] all = IntStream.range(0, steps).toArray();
      if (run(seed, all).failure() != null) {
        tell(seed, shrink(seed, all));
      }
    }
  }

  private record Outcome(Schedule schedule, @Nullable Throwable failure) {}

  private Outcome run(long seed, int[] numbers) {
    Schedule schedule = start.apply(seed);
    try {
      for (int number : numbers) {
        schedule.step(new SplittableRandom(seed * STEPS_AT_MOST + number));
      }
      schedule.end(new SplittableRandom(seed * STEPS_AT_MOST + steps));
      return new Outcome(schedule, null);
    } catch (AssertionError | RuntimeException e) {
      return new Outcome(schedule, e);
    }
  }

  /** Leaves out what is not needed to fail: first the half, in the end single steps. */
  private int[] shrink(long seed, int[] failing) {
    int[] numbers = failing;
    int chunk = Math.max(1, numbers.length / 2);
    while (chunk > 0) {
      int before = numbers.length;
      int at = 0;
      while (at < numbers.length) {
        int[] fewer = without(numbers, at, chunk);
        if (run(seed, fewer).failure() != null) {
          numbers = fewer;
        } else {
          at += chunk;
        }
      }
      boolean again = chunk == 1 && numbers.length < before;
      chunk = again ? 1 : chunk / 2;
    }
    return numbers;
  }

  private static int[] without(int[] numbers, int from, int count) {
    return IntStream.range(0, numbers.length)
        .filter(i -> i < from || i >= from + count)
        .map(i -> numbers[i])
        .toArray();
  }

  private void tell(long seed, int[] numbers) {
    Outcome outcome = run(seed, numbers);
    String why = String.valueOf(outcome.failure()).strip();
    throw new AssertionError(
        "seed "
            + seed
            + " (run it alone with -Dplimsoll.seed="
            + seed
            + "), of its steps these "
            + numbers.length
            + " suffice:\n  "
            + String.join("\n  ", outcome.schedule().story())
            + "\n"
            + why,
        outcome.failure());
  }
}
