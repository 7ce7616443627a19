package io.plimsoll.client.testing;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.load.Timings;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.stats.LatencyStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The report of a run that was only simulated: Poisson arrivals at one server with exponential run
 * times, so that waits follow each other as in a real queue. The fields are the settings.
 */
public final class SimulatedRun {

  public String name = "gpu";
  public String startedAt = "2026-01-31T12:00:00Z";
  public long seed = 1;
  public int seconds = 60;
  public double ratePerSecond = 300;
  public double runSeconds = 0.002;
  public double failures;
  public String text = "card broke";

  private final LatencyStats[] stats = new LatencyStats[5];

  /** Runs it. */
  public TestReport report() {
    PhaseReport phase = phase(0);
    return TestReport.of(
        "Queue " + name,
        startedAt,
        seconds,
        Ending.FINISHED,
        "",
        List.of("--queue=" + name, "--rate=" + ratePerSecond),
        List.of(phase));
  }

  /** Runs it as a phase. */
  public PhaseReport phase(double startSeconds) {
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    double clock = 0;
    double free = 0;
    double due = -Math.log(1 - random.nextDouble()) / ratePerSecond;
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < stats.length; i++) {
        stats[i] = new LatencyStats();
      }
      long started = 0;
      long failed = 0;
      clock++;
      for (; due < clock; due += -Math.log(1 - random.nextDouble()) / ratePerSecond) {
        started++;
        stats[4].record(1_000);
        double run = -Math.log(1 - random.nextDouble()) * runSeconds;
        double begin = Math.max(free, due);
        free = begin + run;
        if (random.nextDouble() < failures) {
          failed++;
          continue;
        }
        double overhead = 2e-4 * (1 + random.nextDouble());
        record(begin - due, run, overhead);
      }
      samples.add(sample(second, started, failed));
    }
    Course course = new Course(samples, List.of(new Change(0, Change.Kind.WARM_UP_OVER, 0)));
    return new PhaseReport(name, startSeconds, load(samples), period(samples), course);
  }

  private void record(double... times) {
    double total = 0;
    for (int i = 0; i < times.length; i++) {
      stats[i].record((long) (times[i] * 1e9));
      total += times[i];
    }
    stats[3].record((long) (total * 1e9));
  }

  private Sample sample(int second, long started, long failed) {
    return new Sample(
        second,
        second + 1.0,
        Model.OPEN,
        1,
        ratePerSecond,
        1,
        started,
        started - failed,
        failed,
        Timing.of(stats[0], true),
        Timing.of(stats[1], true),
        Timing.of(stats[2], true),
        Timing.of(stats[3], true),
        Timing.of(stats[4], true));
  }

  private LoadState load(List<Sample> samples) {
    long started = samples.stream().mapToLong(Sample::started).sum();
    long failed = samples.stream().mapToLong(Sample::failed).sum();
    return new LoadState(
        name,
        Model.OPEN,
        1,
        100,
        ratePerSecond,
        false,
        true,
        1,
        started,
        started - failed,
        failed,
        Map.of(404, 2L));
  }

  private Period period(List<Sample> samples) {
    long started = samples.stream().mapToLong(Sample::started).sum();
    long failed = samples.stream().mapToLong(Sample::failed).sum();
    Timing run = Timings.merge(samples.stream().map(Sample::runSeconds).toList());
    Counts errors = new Counts(failed > 0 ? List.of(new Count(text, failed)) : List.of(), 0);
    Counts devices = new Counts(List.of(new Count(text, started)), 0);
    return new Period(
        seconds,
        started,
        started - failed,
        failed,
        (double) (started - failed) / seconds,
        ratePerSecond,
        Timings.merge(samples.stream().map(Sample::waitSeconds).toList()),
        run,
        Timings.merge(samples.stream().map(Sample::overheadSeconds).toList()),
        Timings.merge(samples.stream().map(Sample::totalSeconds).toList()),
        Timings.merge(samples.stream().map(Sample::lagSeconds).toList()),
        errors,
        List.of(new NodePeriod(text, started, failed, run, devices, devices, errors)));
  }
}
