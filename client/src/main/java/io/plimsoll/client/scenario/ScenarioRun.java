package io.plimsoll.client.scenario;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import io.plimsoll.client.course.JointRecorder;
import io.plimsoll.client.course.LiveCourse;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Change.Kind;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Status;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scenario in execution: a load for each phase, all on one clock. It lives on the event loop of
 * the control port; those of its methods that say so are for every thread.
 *
 * <p>The clock begins when those phases that come first are connected. From then on every phase has
 * its time as a distance from there, so that nothing that is late makes the next one late.
 */
final class ScenarioRun {

  /** How long before its start a phase connects: time for a few tries and a TLS handshake. */
  private static final long AHEAD_NANOS = 2_000_000_000L;

  private final Scenario scenario;
  private final Plan plan;
  private final List<String> options;
  private final EventLoop loop;
  private final List<PhaseRun> phases = new ArrayList<>();
  private final JointRecorder recorder;
  private final CompletableFuture<Long> begun = new CompletableFuture<>();
  private final CompletableFuture<ScenarioOutcome> ended = new CompletableFuture<>();

  private Instant startedAt = Instant.EPOCH;
  private boolean clockRuns;
  private long beganNanos;
  private long endNanos;
  private boolean interrupted;
  private boolean stopping;
  private @Nullable CommandException failure;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * Makes a run that does nothing yet. Looks the frontend's host up, which may block.
   *
   * @param access the way to the frontend; each phase has its own number of connections
   * @param tls for all phases; closed by the caller
   * @param options as in {@link TestReport}
   * @param loads whose event loops are to own the loads
   * @param loop of the control port
   */
  ScenarioRun(
      Scenario scenario,
      Access access,
      TlsClient tls,
      List<String> options,
      Transport loads,
      EventLoop loop) {
    this.scenario = scenario;
    this.plan = new Plan(scenario);
    this.options = List.copyOf(options);
    this.loop = loop;
    this.recorder = new JointRecorder(loop);
    for (Phase phase : scenario.phases()) {
      phases.add(new PhaseRun(phase, Load.of(phase.config(access), loads, tls), loop));
    }
  }

  /** Begins. Called once, on any thread. */
  void start() {
    loop.execute(this::onStart);
  }

  /** Ends at once, as a signal asks for. For any thread. */
  void stop() {
    loop.execute(
        () -> {
          interrupted = true;
          stopAll();
        });
  }

  /** Completes with the time at which the clock began; never if it does not. For any thread. */
  CompletableFuture<Long> begun() {
    return begun;
  }

  /** Completes when all phases are over. For any thread. */
  CompletableFuture<ScenarioOutcome> ended() {
    return ended;
  }

  private void onStart() {
    startedAt = Instant.now();
    List<CompletableFuture<Void>> first = new ArrayList<>();
    for (PhaseRun run : phases) {
      run.recorder().listenInDetail(recorder::add);
      run.load().ended().thenAcceptAsync(outcome -> onEnded(run, outcome), loop);
      if (run.phase().start().toNanos() <= AHEAD_NANOS) {
        first.add(run.load().prepare());
      }
    }
    all(first).thenRunAsync(this::onPrepared, loop);
  }

  private void onPrepared() {
    if (stopping || phases.stream().anyMatch(run -> run.load().ended().isDone())) {
      return; // Of a load that broke, onEnded comes next.
    }
    startedAt = Instant.now();
    beganNanos = System.nanoTime();
    clockRuns = true;
    begun.complete(beganNanos);
    for (PhaseRun run : phases) {
      long startNanos = run.phase().start().toNanos();
      if (startNanos > AHEAD_NANOS) {
        loop.schedule(() -> run.load().prepare(), startNanos - AHEAD_NANOS, TimeUnit.NANOSECONDS);
      }
      run.load().startAt(beganNanos + startNanos).thenRunAsync(() -> onBegun(run), loop);
    }
    timer = loop.scheduleAtFixedRate(this::onSecond, 1, 1, TimeUnit.SECONDS);
  }

  private void onBegun(PhaseRun run) {
    if (!run.isOver() && !stopping) {
      run.onBegun();
      changed(run.phase().isOpen());
    }
  }

  /** For the chart of the page: what all phases together want now. */
  private void changed(boolean open) {
    long nanos = System.nanoTime() - beganNanos;
    recorder.add(
        open
            ? new Change(nanos / 1e9, Kind.RATE, plan.rateAt(nanos))
            : new Change(nanos / 1e9, Kind.PARALLELISM, plan.parallelismAt(nanos)));
  }

  private void onSecond() {
    List<CompletableFuture<@Nullable Sample>> ticks =
        phases.stream().filter(PhaseRun::isRunning).map(run -> run.recorder().tick()).toList();
    all(ticks)
        .thenRunAsync(
            () -> {
              if (!ended.isDone()) {
                cut(ticks.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList());
              }
            },
            loop);
  }

  private void cut(List<Sample> running) {
    recorder.cut(seconds(System.nanoTime()), running);
  }

  private void onEnded(PhaseRun run, Outcome outcome) {
    if (outcome.failure() != null && failure == null && !interrupted) {
      failure = outcome.failure();
      stopAll();
    }
    run.onEnded(outcome).thenRunAsync(this::onReported, loop);
  }

  private void onReported() {
    if (phases.stream().allMatch(PhaseRun::isOver)) {
      onAllEnded();
    }
  }

  private void onAllEnded() {
    if (timer != null) {
      timer.cancel(false);
    }
    endNanos = System.nanoTime();
    cut(List.of());
    Ending ending =
        failure != null ? Ending.BROKEN : interrupted ? Ending.INTERRUPTED : Ending.FINISHED;
    report(loop, ending)
        .whenComplete(
            (report, error) -> {
              if (error == null) {
                ended.complete(new ScenarioOutcome(report, failure));
              } else {
                ended.completeExceptionally(error);
              }
            });
  }

  private void stopAll() {
    stopping = true;
    phases.forEach(run -> run.load().stop());
  }

  /** Since the clock began, until now or until all was over. */
  private double seconds(long now) {
    return clockRuns ? ((endNanos == 0 ? now : endNanos) - beganNanos) / 1e9 : 0;
  }

  /** What the phases that have begun came to; of a scenario that never did, its first. */
  private CompletableFuture<List<PhaseReport>> reports(Executor where) {
    assert loop.inEventLoop();
    List<PhaseRun> begun = phases.stream().filter(PhaseRun::hasBegun).toList();
    List<CompletableFuture<PhaseReport>> reports =
        (begun.isEmpty() ? phases.subList(0, 1) : begun)
            .stream().map(run -> run.soFar(where)).toList();
    return all(reports).thenApply(done -> reports.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<TestReport> report(Executor where, Ending ending) {
    double seconds = seconds(System.nanoTime());
    String message = failure == null ? null : failure.getMessage();
    String error = message == null ? "" : message;
    String began = startedAt.truncatedTo(ChronoUnit.MILLIS).toString();
    return reports(where)
        .thenApplyAsync(
            parts ->
                Verdict.of(
                    scenario,
                    TestReport.of(scenario.name(), began, seconds, ending, error, options, parts)),
            where);
  }

  /** How far it is. For any thread. */
  CompletableFuture<ScenarioProgress> progress() {
    return onLoop(
        () -> {
          List<PhaseRun> running = phases.stream().filter(PhaseRun::isRunning).toList();
          return join(running, run -> run.load().status())
              .thenApply(
                  states ->
                      new ScenarioProgress(
                          seconds(System.nanoTime()),
                          Durations.seconds(scenario.length()),
                          running.stream().map(run -> run.phase().name()).toList(),
                          states.stream().mapToDouble(Status::requestsPerSecond).sum(),
                          states.stream().mapToInt(Status::outstanding).sum(),
                          states.stream().mapToLong(Status::failed).sum()));
        });
  }

  /** Of the scenario. */
  String name() {
    return scenario.name();
  }

  /** The course of all phases together. */
  LiveCourse course() {
    return recorder;
  }

  /** What it has come to so far. For any thread. */
  CompletableFuture<TestReport> soFar(Executor where) {
    return onLoop(() -> report(where, Ending.RUNNING));
  }

  /** What all phases together are driving. For any thread. */
  CompletableFuture<LoadState> state(Map<Integer, Long> refusedHttpRequests) {
    return onLoop(
        () -> {
          List<PhaseRun> begun = phases.stream().filter(PhaseRun::hasBegun).toList();
          List<PhaseRun> running = begun.stream().filter(PhaseRun::isRunning).toList();
          return join(begun.isEmpty() ? phases.subList(0, 1) : begun, PhaseRun::state)
              .thenCombine(
                  join(running, PhaseRun::state),
                  (all, now) -> JointState.of(all, now, refusedHttpRequests));
        });
  }

  private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> asked) {
    return CompletableFuture.supplyAsync(asked, loop).thenCompose(Function.identity());
  }

  private static <T> CompletableFuture<List<T>> join(
      List<PhaseRun> runs, Function<PhaseRun, CompletableFuture<T>> asked) {
    List<CompletableFuture<T>> answers = runs.stream().map(asked).toList();
    return all(answers).thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }

  private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }
}
