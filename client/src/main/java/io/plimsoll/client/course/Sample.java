package io.plimsoll.client.course;

import io.plimsoll.client.load.Interval;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Tick;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.load.Timings;

/**
 * One point of a course: what came in a stretch of time.
 *
 * @param fromSeconds where it begins, since the load began
 * @param toSeconds where it ends
 * @param model what decided when a request started, at its end
 * @param parallelism wanted requests in parallel at its end
 * @param ratePerSecond starts per second of the open model at its end
 * @param outstanding requests that waited for their reply at its end
 * @param started requests started in it
 * @param succeeded requests that succeeded in it
 * @param failed requests that failed in it
 * @param waitSeconds as in the statistics of a period, and so on
 */
public record Sample(
    double fromSeconds,
    double toSeconds,
    Model model,
    int parallelism,
    double ratePerSecond,
    int outstanding,
    long started,
    long succeeded,
    long failed,
    Timing waitSeconds,
    Timing runSeconds,
    Timing overheadSeconds,
    Timing totalSeconds,
    Timing lagSeconds) {

  /** What a tick tells, with histograms. */
  static Sample of(Tick tick) {
    LoadState load = tick.load();
    Interval interval = tick.interval();
    return new Sample(
        tick.fromSeconds(),
        tick.toSeconds(),
        load.model(),
        load.parallelism(),
        load.ratePerSecond(),
        load.outstanding(),
        interval.started(),
        interval.succeeded(),
        interval.failed(),
        Timing.of(interval.waitTimes(), true),
        Timing.of(interval.runTimes(), true),
        Timing.of(interval.overheads(), true),
        Timing.of(interval.totals(), true),
        Timing.of(interval.lags(), true));
  }

  /** This and the next as one. */
  Sample merge(Sample next) {
    return new Sample(
        fromSeconds,
        next.toSeconds,
        next.model,
        next.parallelism,
        next.ratePerSecond,
        next.outstanding,
        started + next.started,
        succeeded + next.succeeded,
        failed + next.failed,
        Timings.merge(waitSeconds, next.waitSeconds),
        Timings.merge(runSeconds, next.runSeconds),
        Timings.merge(overheadSeconds, next.overheadSeconds),
        Timings.merge(totalSeconds, next.totalSeconds),
        Timings.merge(lagSeconds, next.lagSeconds));
  }

  /** The figures alone, for those who only draw them. */
  public Sample withoutHistograms() {
    return new Sample(
        fromSeconds,
        toSeconds,
        model,
        parallelism,
        ratePerSecond,
        outstanding,
        started,
        succeeded,
        failed,
        waitSeconds.withoutHistogram(),
        runSeconds.withoutHistogram(),
        overheadSeconds.withoutHistogram(),
        totalSeconds.withoutHistogram(),
        lagSeconds.withoutHistogram());
  }
}
