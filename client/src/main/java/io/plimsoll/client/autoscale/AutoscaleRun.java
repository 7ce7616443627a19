package io.plimsoll.client.autoscale;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.scenario.ScenarioInProgress;
import io.plimsoll.client.scenario.ScenarioOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An autoscaler beside a scenario, on one clock. Belongs to the thread that calls it. */
final class AutoscaleRun {

  /** How often it looks at what is due and who is ready: what a chart can show. */
  private static final long LOOK_NANOS = 200_000_000L;

  private final Autoscaler autoscaler;
  private final ScenarioInProgress scenario;
  private final long periodNanos;
  private final Consumer<Sync> listener;

  /**
   * What came of it.
   *
   * @param outcome of the scenario
   * @param failure why the autoscaler or its fleet could not go on; null if it could
   */
  record Ended(ScenarioOutcome outcome, @Nullable CommandException failure) {}

  /**
   * @param scenario that has been started
   * @param periodNanos from sync to sync
   * @param listener told of every sync
   */
  AutoscaleRun(
      Autoscaler autoscaler,
      ScenarioInProgress scenario,
      long periodNanos,
      Consumer<Sync> listener) {
    this.autoscaler = autoscaler;
    this.scenario = scenario;
    this.periodNanos = periodNanos;
    this.listener = listener;
  }

  /** Goes on until the scenario is over. */
  Ended run() {
    CommandException failure = null;
    try {
      CompletableFuture.anyOf(scenario.begun(), scenario.ended()).join();
      if (scenario.begun().isDone()) {
        follow(scenario.begun().join());
      }
    } catch (CommandException e) {
      failure = e;
      scenario.stop();
    }
    return new Ended(scenario.ended().join(), failure);
  }

  private void follow(long beganNanos) {
    long next = 0;
    while (!scenario.ended().isDone()) {
      long now = System.nanoTime() - beganNanos;
      if (now >= next * periodNanos) {
        listener.accept(autoscaler.sync(next * periodNanos));
        // Those that this machine was too slow for are left out.
        now = System.nanoTime() - beganNanos;
        next = Math.max(next + 1, now / periodNanos);
      }
      autoscaler.follow(now);
      await(Math.min(LOOK_NANOS, next * periodNanos - (System.nanoTime() - beganNanos)));
    }
  }

  private void await(long nanos) {
    try {
      scenario.ended().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException notYet) {
      // It goes on.
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
