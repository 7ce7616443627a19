package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.Reply;
import io.plimsoll.replay.profile.ProfileException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay or load, from loading to its report: one part as a runner of a queue, or as many as
 * there are when it is alone. Confined to the event loop, but for {@link #prepare} and {@link
 * #sumUp}, which block and run on a thread of their own, one after the other.
 *
 * @param <O> what one part leaves
 */
final class ProfileWork<O> implements Run {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileWork.class);

  private final EventExecutor loop;
  private final ThreadFactory threads;
  private final Order order;
  private final RunListener listener;
  private final ProfileParts<O> parts;
  private final @Nullable CommonStart start;

  private Thread helper;
  private int running;
  private @Nullable PartProgress[] progress = new PartProgress[0];
  private final SortedMap<Integer, O> outcomes = new TreeMap<>();
  private @Nullable Instant startedAt;
  private @Nullable ScheduledFuture<?> startTimer;
  private @Nullable ScheduledFuture<?> limitTimer;
  private @Nullable String stopped;
  private boolean prepared;
  private boolean begun;
  private boolean timedOut;
  private long beganNanos;
  private long ranNanos;
  private double lateSeconds;

  /**
   * Begins to load.
   *
   * @param start when to begin after that, where there is no frontend; null: at once
   */
  static <O> Run start(
      EventExecutor loop,
      ThreadFactory threads,
      Order order,
      RunListener listener,
      ProfileParts<O> parts,
      @Nullable CommonStart start) {
    ProfileWork<O> work = new ProfileWork<>(loop, threads, order, listener, parts, start);
    work.helper.start();
    return work;
  }

  private ProfileWork(
      EventExecutor loop,
      ThreadFactory threads,
      Order order,
      RunListener listener,
      ProfileParts<O> parts,
      @Nullable CommonStart start) {
    this.loop = loop;
    this.threads = threads;
    this.order = order;
    this.listener = listener;
    this.parts = parts;
    this.start = start;
    this.helper = threads.newThread(this::prepare);
  }

  /** Loads and connects. Blocks. */
  private void prepare() {
    Outcome failure = null;
    try {
      parts.prepare(order.runner(), order.runners(), Part::new);
    } catch (Exception e) {
      failure = failed(exitCode(e).code(), e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (Error e) {
      // Too large a profile for the memory, say: whoever waits must not wait for ever.
      failure = failed(Reply.ERROR_RETCODE, e.toString());
    }
    Outcome last = failure;
    if (last != null) {
      parts.close();
    }
    loop.execute(() -> prepared(last));
  }

  /** Whose fault it is that the work could not be begun. */
  private static ExitCode exitCode(Exception e) {
    if (e instanceof CommandException known) {
      return known.exitCode();
    }
    if (e instanceof IllegalArgumentException || e instanceof ProfileException) {
      return ExitCode.USAGE;
    }
    return e instanceof IOException ? ExitCode.UNREACHABLE : ExitCode.FAILED;
  }

  private Outcome failed(int retcode, String why) {
    return new Outcome(retcode, parts.noun() + ": " + why, 0, ranNanos, null);
  }

  private void prepared(@Nullable Outcome failure) {
    if (failure != null) {
      listener.done(stopped != null ? Outcome.failure(stopped, 0) : failure);
    } else if (stopped != null || parts.isDone()) {
      finishUnbegun();
    } else {
      prepared = true;
      if (order.runners() > 0) {
        listener.ready();
      } else {
        beginInTime();
      }
    }
  }

  private void beginInTime() {
    long waitNanos = start == null ? 0 : start.waitNanos();
    if (waitNanos > 0) {
      LOG.info("ready, the {} begins in {}", parts.noun(), CommonStart.text(waitNanos));
      startTimer = loop.schedule(this::begin, waitNanos, TimeUnit.NANOSECONDS);
      return;
    }
    if (waitNanos < 0) {
      LOG.warn(
          "--start-at: past, the {} begins {} late", parts.noun(), CommonStart.text(-waitNanos));
    }
    begin();
  }

  @Override
  public void go() {
    if (prepared && !begun && stopped == null) {
      begin();
    }
  }

  private void begin() {
    begun = true;
    lateSeconds = start == null ? 0 : Math.max(0, -start.waitNanos()) / 1e9;
    running = parts.size();
    progress = new PartProgress[running];
    beganNanos = loop.ticker().nanoTime();
    startedAt = Instant.now();
    parts.start();
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
      if (startTimer != null) {
        startTimer.cancel(false);
      }
      finishUnbegun();
    } else {
      helper.interrupt();
    }
  }

  private void cancel() {
    parts.cancel();
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

  private record PartProgress(long done, long total, long failed) {}

  /** What one part tells, on a thread of its own. */
  private final class Part implements PartListener<O> {

    private final int index;

    Part(int index) {
      this.index = index;
    }

    @Override
    public void onProgress(long done, long total, long failed) {
      loop.execute(() -> progressed(index, new PartProgress(done, total, failed)));
    }

    @Override
    public void onEnd(O outcome) {
      loop.execute(() -> ended(index, outcome));
    }
  }

  private void progressed(int index, PartProgress told) {
    progress[index] = told;
    long done = 0;
    long total = 0;
    long failed = 0;
    for (PartProgress one : progress) {
      if (one != null) {
        done += one.done();
        total += one.total();
        failed += one.failed();
      }
    }
    listener.progress(Phase.RUNNING, done, total, failed);
  }

  private void ended(int index, O outcome) {
    outcomes.put(index, outcome);
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
    Outcome outcome;
    try {
      parts.close();
      ReportSummary summary =
          parts.summary(List.copyOf(outcomes.values()), startedAt, order.runners() > 0);
      outcome =
          timedOut
              ? summary.timeout(order.limitNanos(), ranNanos)
              : summary.outcome(stopped, ranNanos);
    } catch (Exception e) {
      outcome = failed(Reply.ERROR_RETCODE, String.valueOf(e.getMessage()));
    } catch (Error e) {
      outcome = failed(Reply.ERROR_RETCODE, e.toString());
    }
    Outcome last = outcome.late(lateSeconds);
    loop.execute(() -> listener.done(last));
  }
}
