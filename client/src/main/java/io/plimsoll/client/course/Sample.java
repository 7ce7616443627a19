package io.plimsoll.client.course;

import io.plimsoll.client.load.Interval;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Tick;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.load.Timings;
import java.util.List;

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

  /**
   * What several loads did in the same stretch of time. Counts and histograms are added, and so is
   * what is wanted at its end.
   *
   * @param all of those that ran in it, also for a part of it
   * @param running of those that still run at its end
   */
  static Sample joint(
      double fromSeconds, double toSeconds, List<Sample> all, List<Sample> running) {
    boolean open = running.stream().anyMatch(part -> part.model == Model.OPEN);
    return new Sample(
        fromSeconds,
        toSeconds,
        open ? Model.OPEN : Model.CLOSED,
        running.stream()
            .filter(part -> part.model == Model.CLOSED)
            .mapToInt(Sample::parallelism)
            .sum(),
        running.stream().mapToDouble(Sample::ratePerSecond).sum(),
        running.stream().mapToInt(Sample::outstanding).sum(),
        all.stream().mapToLong(Sample::started).sum(),
        all.stream().mapToLong(Sample::succeeded).sum(),
        all.stream().mapToLong(Sample::failed).sum(),
        Timings.merge(all.stream().map(Sample::waitSeconds).toList()),
        Timings.merge(all.stream().map(Sample::runSeconds).toList()),
        Timings.merge(all.stream().map(Sample::overheadSeconds).toList()),
        Timings.merge(all.stream().map(Sample::totalSeconds).toList()),
        Timings.merge(all.stream().map(Sample::lagSeconds).toList()));
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
