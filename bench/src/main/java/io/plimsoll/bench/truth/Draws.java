package io.plimsoll.bench.truth;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The random times of a run. Pure. */
final class Draws {

  private Draws() {}

  /** Exponential times with this mean. */
  static double[] exponential(RandomGenerator random, double mean, int count) {
    double[] times = new double[count];
    Arrays.setAll(times, i -> -mean * Math.log1p(-random.nextDouble()));
    return times;
  }

  /** Poisson arrivals of a time, in order. */
  static double[] arrivals(RandomGenerator random, double ratePerSecond, double seconds) {
    double[] times = new double[(int) (2 * ratePerSecond * seconds) + 64];
    int count = 0;
    double at = 0;
    while (true) {
      at -= Math.log1p(-random.nextDouble()) / ratePerSecond;
      if (at > seconds || count == times.length) {
        return Arrays.copyOf(times, count);
      }
      times[count++] = at;
    }
  }

  /**
   * When {@code --rate R --poisson --seed SEED} of a client starts its requests, in seconds: its
   * documented formula over the generator of {@link SplittableRandom}.
   *
   * @param before how many gaps it has drawn before
   */
  static double[] starts(double ratePerSecond, long seed, int before, int count) {
    double[] gaps = exponential(new SplittableRandom(seed), 1 / ratePerSecond, before + count);
    double[] times = Arrays.copyOfRange(gaps, before, gaps.length);
    Arrays.parallelPrefix(times, Double::sum);
    return times;
  }

  /**
   * What {@code sleep TIME --seed SEED} of a backend draws, in seconds: its documented formula over
   * the generator of {@link SplittableRandom}.
   *
   * @param before how many it has drawn before
   */
  static double[] sleeps(QueueModel model, long seed, int before, int count) {
    if (!model.exponential()) {
      double[] same = new double[count];
      Arrays.fill(same, model.serviceSeconds());
      return same;
    }
    double[] all = exponential(new SplittableRandom(seed), model.serviceSeconds(), before + count);
    return Arrays.copyOfRange(all, before, all.length);
  }

  /** The same for services that take a constant time longer. */
  static double[] plus(double[] times, double extraSeconds) {
    return Arrays.stream(times).map(time -> time + extraSeconds).toArray();
  }
}
