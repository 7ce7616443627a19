package io.plimsoll.client.scenario;

import io.plimsoll.client.load.Access;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A scenario that runs, with threads of its own. For any thread. */
public final class ScenarioInProgress implements AutoCloseable {

  private final TlsClient tls;
  private final Transport loads;
  private final Transport control;
  private final ScenarioRun run;

  private ScenarioInProgress(TlsClient tls, Transport loads, Transport control, ScenarioRun run) {
    this.tls = tls;
    this.loads = loads;
    this.control = control;
    this.run = run;
  }

  @SuppressWarnings("MustBeClosed") // What is opened here is closed with this, or below.
  static ScenarioInProgress start(Scenario scenario, Access access, List<String> options) {
    TlsClient tls = TlsClient.of(access.tls());
    Transport loads = Transport.start("load", 1);
    Transport control = Transport.start("control", 1);
    try {
      ScenarioRun run =
          new ScenarioRun(scenario, access, tls, options, loads, control.loops().next());
      run.start();
      return new ScenarioInProgress(tls, loads, control, run);
    } catch (RuntimeException e) {
      control.close();
      loads.close();
      tls.close();
      throw e;
    }
  }

  /** Completes with the {@link System#nanoTime} at which its clock began; never if it does not. */
  public CompletableFuture<Long> begun() {
    return run.begun();
  }

  /** Completes when all phases are over. */
  public CompletableFuture<ScenarioOutcome> ended() {
    return run.ended();
  }

  /** How far it is, in a line. */
  public CompletableFuture<String> progress() {
    return run.progress().thenApply(ScenarioProgress::toString);
  }

  /** Ends it at once, as a signal asks for. */
  public void stop() {
    run.stop();
  }

  /** To be called when it has ended. */
  @Override
  public void close() {
    control.close();
    loads.close();
    tls.close();
  }
}
