package io.plimsoll.bench.truth;

/**
 * What the client and the frontend tell of one queue, of the time from an empty queue until the
 * look. Seconds.
 *
 * @param gapsBefore gaps that its client had drawn before
 * @param sleepsBefore sleeps that its backend had drawn before
 * @param seconds how long
 * @param started requests started
 * @param failed requests that failed
 * @param waits of those answered
 * @param meanRun of those answered
 * @param meanOverhead of those answered: total less wait and run
 * @param meanLag how late starts were
 * @param meanWaiting requests that waited, over time, by the frontend's gauge
 */
record Measured(
    int gapsBefore,
    int sleepsBefore,
    double seconds,
    long started,
    long failed,
    Waits waits,
    double meanRun,
    double meanOverhead,
    double meanLag,
    double meanWaiting) {

  /** The same with every wait told as so many times as long. */
  Measured withWaits(double factor) {
    return withWaits(waits.times(factor));
  }

  /** The same with other waits. */
  Measured withWaits(Waits other) {
    return new Measured(
        gapsBefore,
        sleepsBefore,
        seconds,
        started,
        failed,
        other,
        meanRun,
        meanOverhead,
        meanLag,
        meanWaiting);
  }

  /** The same with every run told as so many times as long. */
  Measured withRuns(double factor) {
    return new Measured(
        gapsBefore,
        sleepsBefore,
        seconds,
        started,
        failed,
        waits,
        meanRun * factor,
        meanOverhead,
        meanLag,
        meanWaiting);
  }
}
