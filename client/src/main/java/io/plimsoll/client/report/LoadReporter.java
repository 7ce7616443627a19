package io.plimsoll.client.report;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Recorder;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.report.TestReport.Ending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Reports of one load. For any thread. */
public final class LoadReporter implements LiveReport {

  private final Load load;
  private final Recorder recorder;
  private final List<String> options;
  private final Instant startedAt;

  /**
   * @param recorder of the load
   * @param options as in {@link TestReport}
   * @param startedAt when the load started
   */
  public LoadReporter(Load load, Recorder recorder, List<String> options, Instant startedAt) {
    this.load = load;
    this.recorder = recorder;
    this.options = List.copyOf(options);
    this.startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public CompletableFuture<TestReport> soFar(Executor where) {
    return load.detailed(where)
        .thenCombine(recorder.course(), (now, course) -> report(now, course, Ending.RUNNING, ""));
  }

  /**
   * What the load came to.
   *
   * @param interrupted whether a signal ended it
   */
  public CompletableFuture<TestReport> end(Outcome outcome, boolean interrupted) {
    Ending ending =
        outcome.failure() != null
            ? Ending.BROKEN
            : interrupted ? Ending.INTERRUPTED : Ending.FINISHED;
    String message = outcome.failure() == null ? "" : outcome.failure().getMessage();
    String error = message == null ? "" : message;
    return recorder
        .finish(outcome)
        .thenApply(course -> report(outcome.statistics(), course, ending, error));
  }

  private TestReport report(Snapshot now, Course course, Ending ending, String error) {
    double seconds =
        course.samples().isEmpty()
            ? 0
            : course.samples().get(course.samples().size() - 1).toSeconds();
    String queue = now.load().queue();
    PhaseReport phase = new PhaseReport(queue, 0, now.load(), now.period(), course);
    return TestReport.of(
        "Queue " + queue, startedAt.toString(), seconds, ending, error, options, List.of(phase));
  }
}
