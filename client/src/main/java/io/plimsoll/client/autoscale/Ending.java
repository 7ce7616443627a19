package io.plimsoll.client.autoscale;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import io.plimsoll.client.scenario.ScenarioInProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a signal does: the first ends what goes on, and reports are written; the second ends all at
 * once. Backends and frontend of this program's own end when it is gone. For any thread.
 */
final class Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Thread main;
  private @Nullable ScenarioInProgress running;
  private boolean told;

  private Ending(Thread main) {
    this.main = main;
  }

  /** From now on signals end what this thread does. */
  static Ending onSignals() {
    Ending ending = new Ending(Thread.currentThread());
    Signals.onTermination(ending::onSignal);
    return ending;
  }

  private void onSignal(int count) {
    if (count > 1) {
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
    LOG.warn("told to end: the scenario ends now, another signal ends at once");
    stop();
  }

  private synchronized void stop() {
    told = true;
    if (running == null) {
      main.interrupt(); // It waits for a frontend or a fleet.
    } else {
      running.stop();
    }
  }

  /** From now on it is this scenario that is to end. */
  synchronized void of(ScenarioInProgress scenario) {
    running = scenario;
    if (told) {
      Thread.interrupted(); // What it was to end has come to its end.
      scenario.stop();
    }
  }
}
