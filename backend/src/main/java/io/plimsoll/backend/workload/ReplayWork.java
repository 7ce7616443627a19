package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.replay.execute.ReplayOutcome;
import io.plimsoll.replay.execute.ReplayProgress;
import io.plimsoll.replay.execute.ReplayRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One replay, from loading to its report: one partition as a runner of a queue, or as many as there
 * are when it is alone. Confined to the event loop, but for {@link #prepare} and {@link #sumUp},
 * which block and run on a thread of their own, one after the other.
 */
final class ReplayWork implements Run {

  private final EventExecutor loop;
  private final ThreadFactory threads;
  private final Order order;
  private final RunListener listener;
  private final ReplayParts parts;

  private Thread helper;
  private int running;
  private @Nullable ReplayProgress[] progress = new ReplayProgress[0];
  private @Nullable ReplayOutcome[] outcomes = new ReplayOutcome[0];
  private @Nullable Instant startedAt;
  private @Nullable ScheduledFuture<?> limitTimer;
  private @Nullable String stopped;
  private boolean prepared;
  private boolean begun;
  private boolean timedOut;
  private long beganNanos;
  private long ranNanos;

  ReplayWork(
      EventExecutor loop,
      ThreadFactory threads,
      Order order,
      RunListener listener,
      ReplayParts parts) {
    this.loop = loop;
    this.threads = threads;
    this.order = order;
    this.listener = listener;
    this.parts = parts;
    this.helper = threads.newThread(this::prepare);
  }

  void start() {
    helper.start();
  }

  /** Loads and connects. Blocks. */
  private void prepare() {
    String error = null;
    try {
      parts.prepare(order.runner(), order.runners(), RunnerListener::new, this);
    } catch (Exception e) {
      error = e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (Error e) {
      // Too large a profile for the memory, say: whoever waits must not wait for ever.
      error = e.toString();
    }
    String failure = error;
    if (failure != null) {
      parts.close();
    }
    loop.execute(() -> prepared(failure));
  }

  private void prepared(@Nullable String failure) {
    if (failure != null) {
      listener.done(Outcome.failure(stopped != null ? stopped : "replay: " + failure, 0));
    } else if (stopped != null || parts.isDone()) {
      finishUnbegun();
    } else {
      prepared = true;
      if (order.runners() > 0) {
        listener.ready();
      } else {
        begin();
      }
    }
  }

  @Override
  public void go() {
    if (prepared && !begun && stopped == null) {
      begin();
    }
  }

  private void begin() {
    begun = true;
    running = parts.all().size();
    progress = new ReplayProgress[running];
    outcomes = new ReplayOutcome[running];
    beganNanos = loop.ticker().nanoTime();
    startedAt = Instant.now();
    parts.all().forEach(ReplayPartition::start);
    if (order.limitNanos() > 0) {
      limitTimer = loop.schedule(this::limit, order.limitNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void limit() {
    timedOut = running > 0 && stopped == null;
    cancel();
  }

  @Override
  public void stop(String why) {
    if (stopped != null || (begun && running == 0)) {
      return;
    }
    stopped = why;
    if (begun) {
      cancel();
    } else if (prepared) {
      finishUnbegun();
    } else {
      helper.interrupt();
    }
  }

  private void cancel() {
    parts.all().forEach(ReplayPartition::cancel);
  }

  private void finishUnbegun() {
    String why = stopped;
    helper =
        threads.newThread(
            () -> {
              parts.close();
              Outcome outcome = why == null ? Outcome.success(0) : Outcome.failure(why, 0);
              loop.execute(() -> listener.done(outcome));
            });
    helper.start();
  }

  /** What one partition tells, on a thread of its own. */
  private record RunnerListener(ReplayWork work, int index) implements ReplayRun.Listener {

    @Override
    public void onProgress(ReplayProgress told) {
      work.loop.execute(() -> work.progressed(index, told));
    }

    @Override
    public void onEnd(ReplayOutcome outcome) {
      work.loop.execute(() -> work.ended(index, outcome));
    }
  }

  private void progressed(int index, ReplayProgress told) {
    progress[index] = told;
    long done = 0;
    long total = 0;
    long failed = 0;
    for (ReplayProgress one : progress) {
      if (one != null) {
        done += one.done();
        total += one.total();
        failed += one.failed();
      }
    }
    listener.progress(Phase.RUNNING, done, total, failed);
  }

  private void ended(int index, ReplayOutcome outcome) {
    outcomes[index] = outcome;
    if (--running == 0) {
      ranNanos = loop.ticker().nanoTime() - beganNanos;
      if (limitTimer != null) {
        limitTimer.cancel(false);
      }
      helper = threads.newThread(this::sumUp);
      helper.start();
    }
  }

  /** Frees what was used, and makes the report. Blocks. */
  private void sumUp() {
    List<ReplayOutcome> all = new ArrayList<>();
    for (ReplayOutcome outcome : outcomes) {
      if (outcome != null) {
        all.add(outcome);
      }
    }
    Outcome outcome;
    try {
      parts.close();
      ReplaySummary summary = parts.summary(all, startedAt, order.runners() > 0);
      outcome =
          timedOut
              ? summary.timeout(order.limitNanos(), ranNanos)
              : summary.outcome(stopped, ranNanos);
    } catch (Exception e) {
      outcome = Outcome.failure("replay: " + e.getMessage(), ranNanos);
    } catch (Error e) {
      outcome = Outcome.failure("replay: " + e, ranNanos);
    }
    Outcome last = outcome;
    loop.execute(() -> listener.done(last));
  }
}
