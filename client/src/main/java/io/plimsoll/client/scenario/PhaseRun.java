package io.plimsoll.client.scenario;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.Durations;
import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Recorder;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.report.PhaseReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One phase in execution. Confined to the scenario's event loop. */
final class PhaseRun {

  private final Phase phase;
  private final Load load;
  private final Recorder recorder;
  private boolean begun;
  private @Nullable PhaseReport report;

  PhaseRun(Phase phase, Load load, EventLoop loop) {
    this.phase = phase;
    this.load = load;
    this.recorder = new Recorder(load, loop);
  }

  Phase phase() {
    return phase;
  }

  Load load() {
    return load;
  }

  Recorder recorder() {
    return recorder;
  }

  /** Its first requests are due. */
  void onBegun() {
    begun = true;
  }

  /**
   * Its load is over.
   *
   * @return completes on the loop when its report is there
   */
  CompletableFuture<Void> onEnded(Outcome outcome) {
    return recorder
        .finish(outcome)
        .thenAccept(course -> report = report(outcome.statistics(), course));
  }

  boolean hasBegun() {
    return begun;
  }

  boolean isOver() {
    return report != null;
  }

  boolean isRunning() {
    return begun && report == null;
  }

  /** What it has come to so far, or in the end. */
  CompletableFuture<PhaseReport> soFar(Executor where) {
    PhaseReport last = report;
    return last != null
        ? CompletableFuture.completedFuture(last)
        : load.detailed(where).thenCombine(recorder.course(), this::report);
  }

  /** What it is driving, or was in the end. */
  CompletableFuture<LoadState> state() {
    PhaseReport last = report;
    return last != null ? CompletableFuture.completedFuture(last.load()) : load.state();
  }

  private PhaseReport report(Snapshot statistics, Course course) {
    return new PhaseReport(
        phase.name(),
        Durations.seconds(phase.start()),
        statistics.load(),
        statistics.period(),
        course);
  }
}
