package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.kfp.KfpApi;
import io.plimsoll.kfp.KfpException;
import io.plimsoll.kfp.NewRun;
import io.plimsoll.kfp.Run;
import io.plimsoll.kfp.RunFollower;
import io.plimsoll.protocol.RawJson;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run of a pipeline: created, followed to its end, and terminated if it is cut short. */
final class KfpRun extends KfpWork {

  /** A stack trace of a task; the run's page has all of it. */
  private static final int MOST_ERROR_CHARACTERS = 1000;

  private final KfpApi api;
  private final CompletableFuture<Run> creation;
  private @Nullable Run run;
  private @Nullable CompletableFuture<Run> end;
  private long createNanos;

  /** Asks for the run. */
  KfpRun(
      EventExecutor loop,
      KfpApi api,
      RunFollower follower,
      KfpRequest.Start start,
      Duration runTimeout,
      long limitNanos,
      RunListener listener) {
    super(loop, limitNanos, listener);
    this.api = api;
    // Random: several backends make runs for the same scenario, and users tell them apart.
    String name = start.name() + "-" + UUID.randomUUID().toString().substring(0, 8);
    creation =
        api.createRun(
            new NewRun(name, start.pipeline(), start.version(), start.experiment(), Map.of(), ""));
    creation.whenComplete(
        (made, failure) -> onLoop(() -> onCreated(follower, runTimeout, made, failure)));
  }

  private void onCreated(
      RunFollower follower, Duration runTimeout, @Nullable Run made, @Nullable Throwable failure) {
    if (made == null) {
      finish(failure("create the run: " + message(failure), ranNanos()));
      return;
    }
    run = made;
    createNanos = ranNanos();
    if (!isOver()) {
      end = follower.follow(made, runTimeout);
      end.whenComplete((last, error) -> onLoop(() -> onEnd(last, error)));
    }
  }

  private void onEnd(@Nullable Run last, @Nullable Throwable failure) {
    if (last != null) {
      run = last;
      finish(
          last.state().isSuccess()
              ? new Outcome(0, "", 0, ranNanos(), soFar())
              : failure("run " + last.id() + ": " + last.state() + said(last), ranNanos()));
    } else if (failure != null && KfpException.of(failure).isNotFound()) {
      finish(failure(message(failure), ranNanos()));
    } else {
      failed(message(failure));
    }
  }

  private static String said(Run run) {
    String error = run.error();
    if (error.isEmpty()) {
      return "";
    }
    return ": "
        + (error.length() > MOST_ERROR_CHARACTERS
            ? error.substring(0, MOST_ERROR_CHARACTERS) + "..."
            : error);
  }

  private static String message(@Nullable Throwable failure) {
    return failure == null ? "" : String.valueOf(KfpException.of(failure).getMessage());
  }

  @Override
  @Nullable RawJson soFar() {
    return run == null ? null : KfpResult.of(run, createNanos);
  }

  /** What nobody waits for any more is not to load the cluster, also if it is made only now. */
  @Override
  CompletableFuture<?> leave() {
    if (end != null) {
      end.cancel(false);
    }
    return creation.thenCompose(made -> api.terminate(made.id()));
  }
}
