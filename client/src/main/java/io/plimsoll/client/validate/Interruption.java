package io.plimsoll.client.validate;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The first signal interrupts the thread that waits, the second ends the program at once: what it
 * started notices that, and ends by itself.
 */
final class Interruption {

  /**
   * Ctrl-C goes to all programs of a terminal at once. That a backend leaves may be noticed before
   * our own signal is.
   */
  private static final long AT_ONCE_MILLIS = 500;

  private final Thread thread = Thread.currentThread();
  private final CountDownLatch signalled = new CountDownLatch(1);

  private Interruption() {}

  /** From now on signals interrupt this thread. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Signals.onTermination(interruption::onSignal);
    return interruption;
  }

  private void onSignal(int count) {
    if (count > 1) {
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
    signalled.countDown();
    thread.interrupt();
  }

  /** Whether there was a signal, or is one at this moment. Takes the interruption of the thread. */
  boolean happened() {
    boolean happened = Thread.interrupted();
    try {
      return signalled.await(AT_ONCE_MILLIS, TimeUnit.MILLISECONDS) || happened;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
