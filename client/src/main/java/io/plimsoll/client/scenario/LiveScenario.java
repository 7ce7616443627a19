package io.plimsoll.client.scenario;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.LiveCourse;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.LiveRun;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.load.Status;
import io.plimsoll.client.report.LiveReport;
import io.plimsoll.client.report.TestReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A scenario as the control port shows it: all its phases as one, and nothing to change. */
final class LiveScenario implements LiveRun, LiveCourse, LiveReport {

  private final ScenarioRun run;
  private final Map<Integer, Long> refusedHttpRequests = new ConcurrentSkipListMap<>();

  LiveScenario(ScenarioRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return run.name();
  }

  @Override
  public @Nullable Load adjustable() {
    return null;
  }

  /** Not as cheap as of one load: the phases are added up. */
  @Override
  public CompletableFuture<Status> status() {
    return detailed(ForkJoinPool.commonPool())
        .thenApply(
            now ->
                new Status(
                    now.period().seconds(),
                    now.period().requestsPerSecondLast10s(),
                    now.load().outstanding(),
                    now.period().failed(),
                    now.load().startedTotal(),
                    now.load().connected(),
                    now.load().parallelism(),
                    now.load().ratePerSecond(),
                    now.period().requestsPerSecond()));
  }

  @Override
  public CompletableFuture<Snapshot> snapshot(Executor where) {
    return detailed(where)
        .thenApply(now -> new Snapshot(now.load(), now.period().withoutHistograms()));
  }

  @Override
  public CompletableFuture<Snapshot> detailed(Executor where) {
    return run.state(Collections.unmodifiableMap(new TreeMap<>(refusedHttpRequests)))
        .thenCombine(run.soFar(where), (load, report) -> new Snapshot(load, report.whole()));
  }

  @Override
  public CompletableFuture<TestReport> soFar(Executor where) {
    return run.soFar(where);
  }

  @Override
  public void httpRefused(int status) {
    refusedHttpRequests.merge(status, 1L, Long::sum);
  }

  @Override
  public void listen(BiConsumer<Sample, List<Change>> listener) {
    run.course().listen(listener);
  }

  @Override
  public CompletableFuture<Course> course() {
    return run.course().course();
  }
}
