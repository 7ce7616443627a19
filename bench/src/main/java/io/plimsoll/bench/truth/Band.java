package io.plimsoll.bench.truth;

import io.plimsoll.bench.truth.Waits.Figure;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where a figure of a correct system lies after a run of a given length that begins empty. Waits
 * near saturation hang together over thousands of requests, so the interval is far wider than as
 * many independent times would have. It is found by doing the run many times in simulation, and
 * taken from mean and standard deviation of the figure's logarithm, as the figures themselves are
 * skewed. Pure.
 *
 * @param low seconds
 * @param high seconds
 */
record Band(double low, double high) {

  /** Runs in simulation: the standard deviation is then known to 4 %. */
  private static final int RUNS = 400;

  /**
   * Standard deviations on either side: of 25 figures of normal logarithms one is outside in one
   * run of 1,500.
   */
  static final double DEVIATIONS = 6;

  /** Below that a wait is none: two looks at the clock. */
  private static final double LEAST_SECONDS = 1e-6;

  /**
   * The bands of those figures that tell something.
   *
   * @param extraSeconds by which a server is busy longer than the workload sleeps
   * @param seconds length of the run
   */
  static Map<Figure, Band> of(QueueModel model, double extraSeconds, double seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Waits[] runs = new Waits[RUNS];
    for (int i = 0; i < RUNS; i++) {
      runs[i] = run(model, extraSeconds, seconds, random.split());
    }
    Map<Figure, Band> bands = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      if (figure.tells(model, extraSeconds)) {
        bands.put(figure, of(runs, figure));
      }
    }
    return bands;
  }

  /** One run in simulation. */
  static Waits run(QueueModel model, double extraSeconds, double seconds, SplittableRandom random) {
    double[] arrivals = Draws.arrivals(random, model.ratePerSecond(), seconds);
    double[] services = Draws.sleeps(model, random.nextLong(), 0, arrivals.length);
    return QueuePath.of(arrivals, Draws.plus(services, extraSeconds), model.servers())
        .ofThoseGoneAt(seconds);
  }

  private static Band of(Waits[] runs, Figure figure) {
    double sum = 0;
    double squares = 0;
    for (Waits run : runs) {
      double log = Math.log(Math.max(LEAST_SECONDS, run.figure(figure)));
      sum += log;
      squares += log * log;
    }
    double mean = sum / runs.length;
    double deviation = Math.sqrt(Math.max(0, squares / runs.length - mean * mean));
    return new Band(
        Math.exp(mean - DEVIATIONS * deviation), Math.exp(mean + DEVIATIONS * deviation));
  }

  boolean holds(double seconds) {
    return seconds >= low && seconds <= high;
  }
}
