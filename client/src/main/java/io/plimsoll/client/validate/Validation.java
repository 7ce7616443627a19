package io.plimsoll.client.validate;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.fleet.FleetSite;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.client.report.Environment;
import io.plimsoll.wire.Transport;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One validation of a fleet, from its first visit to its report. Confined to one thread. */
final class Validation {

  private final ValidatePlan plan;
  private final FleetSite site;
  private final List<String> options;
  private final PrintStream err;
  private final ProgressLine progress;

  private boolean headed;
  private boolean interrupted;
  private @Nullable CommandException failure;

  /**
   * @param options as in {@link ValidationReport}
   * @param err where steps are shown as they come
   */
  Validation(
      ValidatePlan plan,
      FleetSite site,
      List<String> options,
      PrintStream err,
      ProgressLine progress) {
    this.plan = plan;
    this.site = site;
    this.options = options;
    this.err = err;
    this.progress = progress;
  }

  /** Measures, until it is done, or breaks off, or is interrupted. */
  ValidationReport run(Interruption interruption) {
    Instant startedAt = Instant.now();
    long began = System.nanoTime();
    try (Transport transport = Transport.start("load", 1)) {
      Load load = Load.of(load(), transport);
      load.start();
      FleetVisits visits = new FleetVisits(site, load, plan, progress);
      ValidateRun run = new ValidateRun(plan, visits, this::show);
      try {
        run.run();
      } catch (CancellationException e) {
        interrupted = true;
      } catch (CommandException e) {
        failure = e;
      } finally {
        load.stop();
        progress.clear();
      }
      // Whatever else happened: a signal is why.
      if (interruption.happened()) {
        interrupted = true;
        failure = null;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return report(startedAt, seconds, run.steps());
    }
  }

  /** Why it broke off; null if it did not. */
  @Nullable CommandException failure() {
    return failure;
  }

  private LoadConfig load() {
    int largest = plan.sizes().get(plan.sizes().size() - 1) * site.fleet().slots();
    return new LoadConfig(
        site.access(),
        new Work(site.queue(), site.requestArgs(), Duration.ZERO),
        Shape.closed(0, largest),
        new Ends(Duration.ZERO, Duration.ZERO, 0));
  }

  private void show(Step step) {
    progress.clear();
    if (!headed) {
      headed = true;
      err.println(ValidationText.header());
    }
    err.println(ValidationText.row(step));
  }

  private ValidationReport report(Instant startedAt, double seconds, List<Step> steps) {
    List<Growth> growths = Growths.of(steps, plan.factor());
    String message = failure == null ? null : failure.getMessage();
    boolean passed =
        !interrupted
            && failure == null
            && steps.stream().noneMatch(step -> step.failed() > 0)
            && growths.size() == plan.sizes().size() - 1
            && growths.stream().allMatch(growth -> growth.outcome().passed());
    return new ValidationReport(
        ValidationReport.FORMAT,
        site.fleet().name(),
        startedAt.truncatedTo(ChronoUnit.MILLIS).toString(),
        seconds,
        options,
        Environment.here(),
        plan.factor(),
        steps,
        growths,
        Growths.knee(steps, growths),
        UslFitter.fit(Growths.points(steps)),
        interrupted,
        message == null ? "" : message,
        passed);
  }
}
