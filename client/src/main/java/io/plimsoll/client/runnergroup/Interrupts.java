package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Ends a wait for a cluster at the first signal, and the program at the second. */
final class Interrupts {

  /** What a process that a signal has ended exits with at the second signal. */
  private static final int IMPATIENT = 1;

  private Interrupts() {}

  /**
   * Does something that a signal may interrupt. Called on the main thread.
   *
   * @param then what is to be known by whoever sent the signal
   * @throws CommandException exit code 1 if it was interrupted
   */
  static <T> T during(String then, Supplier<T> work) {
    Thread main = Thread.currentThread();
    Signals.onTermination(
        count -> {
          if (count > 1) {
            Runtime.getRuntime().halt(IMPATIENT);
          }
          main.interrupt();
        });
    try {
      return work.get();
    } catch (CancellationException e) {
      throw interrupted(then, e);
    }
  }

  /** The error, with what could not be cleaned up. */
  static CommandException interrupted(String then, CancellationException e) {
    CommandException told = new CommandException(ExitCode.FAILED, "interrupted; " + then, e);
    for (Throwable suppressed : e.getSuppressed()) {
      told.addSuppressed(suppressed);
    }
    return told;
  }
}
