package io.plimsoll.bench.truth;

import io.plimsoll.bench.truth.Waits.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * What was measured of a queue beside what must be. Pure. Seconds.
 *
 * <p>Two questions, as no run is long enough for one. <em>Is the wait that was measured the wait of
 * this run?</em> Arrivals and sleeps of the run are known, each of them, from the seeds, and so is
 * the wait of each request: {@link QueuePath}. Chance has no part in that, so it tells 15 % apart
 * in half a minute. <em>Is it a wait that theory allows?</em> Near saturation that is a wide band:
 * {@link Band}.
 *
 * @param model what was run
 * @param measured what was measured
 * @param extraSeconds by which a server was busy longer than the workload slept: timer slack, and
 *     the time from a reply to the next item
 * @param meanSleep of those answered, as drawn
 * @param path the waits of this run's own arrivals and sleeps
 * @param waitedByOthers what those had waited by then, all together, who were not answered yet
 * @param bands what chance allows, of the figures that tell something
 */
record Judgement(
    QueueModel model,
    Measured measured,
    double extraSeconds,
    double meanSleep,
    Waits path,
    double waitedByOthers,
    Map<Figure, Band> bands) {

  /** Of a wait, beside what an error of the service time does to it. */
  static final double TOLERANCE = 0.05;

  /**
   * Share of {@link #extraSeconds} that it may be more or less: the time between a reply and the
   * next item is measured on another queue of the same run, and what a machine adds comes in
   * bursts.
   */
  private static final double EXTRA_ERROR = 1.0 / 3;

  /** At least so much, on a quiet machine too. */
  private static final double LEAST_EXTRA_ERROR_SECONDS = 0.0001;

  /**
   * Share of the service time by which a machine may keep servers busy beyond it, or starts late.
   * With more, errors of these grow to those that are looked for.
   */
  static final double BUSY = 0.02;

  /**
   * By which mean run time and mean sleep may differ, beside a millisecond of a busy machine's
   * timers. More, and the workload did not do what it was told.
   */
  static final double RUN_TOLERANCE = 0.02;

  static final double TIMER_SECONDS = 0.001;

  /** Of Little's law: the gauge is looked at a hundred times a second at best. */
  static final double LITTLE_TOLERANCE = 0.1;

  /** Standard deviations by which the number of arrivals may be off. */
  private static final double ARRIVAL_DEVIATIONS = 5;

  /**
   * Works it out.
   *
   * @param arrivals as the client drew them, at least those that started
   * @param sleeps as the backend drew them, as many
   * @param gapSeconds between a reply and the next item of a server that has work
   * @param bands what chance allows, given by how many seconds a server is busy beyond sleep
   */
  static Judgement of(
      QueueModel model,
      Measured measured,
      double[] arrivals,
      double[] sleeps,
      double gapSeconds,
      DoubleFunction<Map<Figure, Band>> bands) {
    int count = (int) Math.min(measured.waits().count(), arrivals.length);
    double meanSleep = mean(sleeps, QueuePath.of(arrivals, sleeps, model.servers()), count);
    double extra = measured.meanRun() - meanSleep + gapSeconds;
    QueuePath path = QueuePath.of(arrivals, Draws.plus(sleeps, extra), model.servers());
    return new Judgement(
        model,
        measured,
        extra,
        meanSleep,
        path.ofFirstToLeave(count),
        path.waitedByOthers(count, measured.seconds()),
        bands.apply(extra));
  }

  private static double mean(double[] sleeps, QueuePath path, int count) {
    return path.firstToLeave(count).mapToDouble(i -> sleeps[i]).average().orElse(0);
  }

  Judgement {
    bands = new EnumMap<>(bands);
  }

  /** Measured to what the path says, less 1. */
  double off(Figure figure) {
    return measured.waits().figure(figure) / path.figure(figure) - 1;
  }

  /** Whether what was measured is what the path says, as nearly as can be known. */
  boolean isOfThisRun(Figure figure) {
    return Math.abs(measured.waits().figure(figure) - path.figure(figure)) <= most(figure);
  }

  /**
   * Seconds by which it may differ. An error of a service time grows on its way into the wait: by
   * (2 - load) / (1 - load), which is the derivative of the mean wait of M/M/1, both as shares. A
   * request that was sent late waits so much less.
   */
  private double most(Figure figure) {
    double load = Math.min(model.load(0), 0.99);
    double growth = (2 - load) / (1 - load);
    double error = Math.max(LEAST_EXTRA_ERROR_SECONDS, EXTRA_ERROR * extraSeconds);
    double share = TOLERANCE + growth * error / model.serviceSeconds();
    return share * path.figure(figure) + LEAST_EXTRA_ERROR_SECONDS + measured.meanLag();
  }

  /**
   * By Little's law as many wait on average: arrivals a second times mean wait. Those who still
   * wait at the end are in the gauge only; the path tells how long they have.
   */
  double littleWaiting() {
    double waited = measured.waits().count() * measured.waits().mean() + waitedByOthers;
    return waited / measured.seconds();
  }

  /** Whether the machine had so much else to do that nothing can be told. */
  boolean tooBusy() {
    double most = BUSY * model.serviceSeconds();
    return extraSeconds > most || measured.meanLag() > most;
  }

  /** What is wrong; empty: nothing. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (measured.failed() > 0) {
      faults.add(measured.failed() + " requests failed (expected: none)");
    }
    double expected = model.ratePerSecond() * measured.seconds();
    double most = ARRIVAL_DEVIATIONS * Math.sqrt(expected);
    if (Math.abs(measured.started() - expected) > most) {
      faults.add(fault("started", (double) measured.started(), expected, most));
    }
    double runError = RUN_TOLERANCE * meanSleep + TIMER_SECONDS;
    if (Math.abs(measured.meanRun() - meanSleep) > runError) {
      faults.add(fault("mean run, s", measured.meanRun(), meanSleep, runError));
    }
    faults.addAll(faultsOfWaits());
    double little = littleWaiting();
    if (Math.abs(measured.meanWaiting() - little) > LITTLE_TOLERANCE * little) {
      faults.add(fault("mean waiting", measured.meanWaiting(), little, LITTLE_TOLERANCE * little));
    }
    return faults;
  }

  /** What is wrong with the waits alone. */
  List<String> faultsOfWaits() {
    List<String> faults = new ArrayList<>();
    bands.forEach(
        (figure, band) -> {
          double wait = measured.waits().figure(figure);
          double path = this.path.figure(figure);
          if (!isOfThisRun(figure)) {
            faults.add(fault(figure.label + " wait of this run, s", wait, path, most(figure)));
          }
          if (!band.holds(wait)) {
            faults.add(
                String.format(
                    Locale.ROOT,
                    "%s wait, s: %.4f (expected: %.4f to %.4f)",
                    figure.label,
                    wait,
                    band.low(),
                    band.high()));
          }
        });
    return faults;
  }

  private static String fault(String what, double is, double expected, double most) {
    return String.format(
        Locale.ROOT, "%s: %.4f (expected: %.4f, give or take %.4f)", what, is, expected, most);
  }

  /** The same judgement of other figures. */
  Judgement of(Measured other) {
    return new Judgement(model, other, extraSeconds, meanSleep, path, waitedByOthers, bands);
  }
}
