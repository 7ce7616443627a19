package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.protocol.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One program from its start until nothing of its process tree is left. {@link #launch} and {@link
 * #cleanUp} run on threads that may block, everything else on the event loop.
 */
final class ProgramRun implements Run {

  /**
   * How long to wait for the end of standard error once the tree is gone. Only a process that hid
   * from us can still hold it open.
   */
  private static final long STDERR_SECONDS = 1;

  private final ProcessBuilder builder;
  private final String mark;
  private final OutputStream stderr;
  private final long limitNanos;
  private final EventExecutor loop;
  private final ExecutorService helpers;
  private final Consumer<Outcome> done;
  private final StderrTail tail = new StderrTail();

  private @Nullable Process process;
  private @Nullable Future<?> stderrRead;
  private @Nullable ScheduledFuture<?> limitTimer;
  private @Nullable String stopped;
  private boolean timedOut;
  private boolean ending;

  /** Set by the thread that sees the program's end, before it hands over to {@link #cleanUp}. */
  private volatile long endedNanos;

  private long begunNanos;

  /**
   * @param mark what {@code builder} puts into the environment, {@code NAME=VALUE}
   * @param limitNanos longest run time, 0 = none
   */
  ProgramRun(
      ProcessBuilder builder,
      String mark,
      OutputStream stderr,
      long limitNanos,
      EventExecutor loop,
      ExecutorService helpers,
      Consumer<Outcome> done) {
    this.builder = builder;
    this.mark = mark;
    this.stderr = stderr;
    this.limitNanos = limitNanos;
    this.loop = loop;
    this.helpers = helpers;
    this.done = done;
  }

  /** Starts the program. Blocks. */
  void launch() {
    long nanos = System.nanoTime();
    try {
      Process started = builder.start();
      Future<?> read = helpers.submit(() -> tail.copy(started.getErrorStream(), stderr));
      loop.execute(() -> started(started, read, nanos));
    } catch (IOException | RuntimeException e) {
      loop.execute(() -> done.accept(Outcome.failure("cannot be started: " + e.getMessage(), 0)));
    }
  }

  private void started(Process started, Future<?> read, long nanos) {
    assert loop.inEventLoop();
    process = started;
    stderrRead = read;
    begunNanos = nanos;
    started
        .onExit()
        .thenRun(
            () -> {
              endedNanos = System.nanoTime();
              loop.execute(this::endTree);
            });
    if (stopped != null) {
      endTree();
    } else if (limitNanos > 0) {
      long leftNanos = limitNanos - (System.nanoTime() - nanos);
      limitTimer = loop.schedule(this::limit, leftNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void limit() {
    if (!ending) {
      timedOut = true;
      endTree();
    }
  }

  @Override
  public void stop(String why) {
    assert loop.inEventLoop();
    if (stopped == null && !ending) {
      stopped = why;
      if (process != null) {
        endTree();
      }
    }
  }

  /** The program has ended, or is to end: so must the rest of its tree. */
  private void endTree() {
    Process started = process;
    Future<?> read = stderrRead;
    if (ending || started == null || read == null) {
      return;
    }
    ending = true;
    if (limitTimer != null) {
      limitTimer.cancel(false);
    }
    helpers.execute(() -> cleanUp(started, read));
  }

  private void cleanUp(Process started, Future<?> read) {
    try {
      new ProcessTree(mark, started.toHandle()).end();
      int retcode = started.waitFor();
      long lastNanos = endedNanos != 0 ? endedNanos : System.nanoTime();
      awaitEnd(read);
      loop.execute(() -> done.accept(outcome(retcode, lastNanos - begunNanos)));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the helpers of a workload", e);
    }
  }

  private static void awaitEnd(Future<?> read) throws InterruptedException {
    try {
      read.get(STDERR_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException notToTheEnd) {
      // What has been read so far is what there is.
    }
  }

  private Outcome outcome(int retcode, long runNanos) {
    if (timedOut) {
      return Outcome.timeout(limitNanos, runNanos, tail.result());
    }
    if (stopped != null) {
      int code = retcode == 0 ? Reply.ERROR_RETCODE : retcode;
      return new Outcome(code, stopped, 0, runNanos, tail.result());
    }
    return retcode == 0
        ? Outcome.success(runNanos)
        : new Outcome(retcode, "", 0, runNanos, tail.result());
  }
}
