package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What requests to the workload {@code kfp} have in common: a limit, a way to stop, and one
 * outcome. Confined to the event loop.
 */
abstract class KfpWork implements Run {

  /**
   * How long an outcome waits until the API was told that the run is to end. Less than the ten
   * seconds after which a frontend takes a backend for stuck, and as long as a program has after
   * its limit.
   */
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final EventExecutor loop;
  private final long limitNanos;
  private final RunListener listener;
  private final long begunNanos;
  private final @Nullable ScheduledFuture<?> limit;
  private boolean over;
  private boolean reported;

  KfpWork(EventExecutor loop, long limitNanos, RunListener listener) {
    this.loop = loop;
    this.limitNanos = limitNanos;
    this.listener = listener;
    this.begunNanos = loop.ticker().nanoTime();
    this.limit =
        limitNanos == 0 ? null : loop.schedule(this::onLimit, limitNanos, TimeUnit.NANOSECONDS);
  }

  private void onLimit() {
    long ran = ranNanos();
    cutShort(() -> Outcome.timeout(limitNanos, ran, soFar()));
  }

  @Override
  public final void stop(String why) {
    long ran = ranNanos();
    cutShort(() -> new Outcome(Reply.ERROR_RETCODE, why, 0, ran, soFar()));
  }

  /** What is known so far. */
  abstract @Nullable RawJson soFar();

  /** Ends what was begun. Completes, in whatever way, once it has been told to end. */
  abstract CompletableFuture<?> leave();

  /** It could not be done to its end: what was begun is ended first, then this is reported. */
  final void failed(String error) {
    long ran = ranNanos();
    cutShort(() -> failure(error, ran));
  }

  final Outcome failure(String error, long ran) {
    return new Outcome(Reply.ERROR_RETCODE, "kfp: " + error, 0, ran, soFar());
  }

  private void cutShort(Supplier<Outcome> outcome) {
    if (!takeOver()) {
      return;
    }
    Runnable report = () -> report(outcome.get());
    ScheduledFuture<?> patience = loop.schedule(report, LEAVE_NANOS, TimeUnit.NANOSECONDS);
    leave()
        .whenComplete(
            (told, failure) ->
                loop.execute(
                    () -> {
                      patience.cancel(false);
                      report.run();
                    }));
  }

  /** It is over, and nothing of it goes on. */
  final void finish(Outcome outcome) {
    if (takeOver()) {
      report(outcome);
    }
  }

  /** Whether this is the first that ends it. */
  private boolean takeOver() {
    if (over) {
      return false;
    }
    over = true;
    if (limit != null) {
      limit.cancel(false);
    }
    return true;
  }

  private void report(Outcome outcome) {
    if (!reported) {
      reported = true;
      listener.done(outcome);
    }
  }

  final boolean isOver() {
    return over;
  }

  final void onLoop(Runnable task) {
    loop.execute(task);
  }

  final long ranNanos() {
    return loop.ticker().nanoTime() - begunNanos;
  }
}
