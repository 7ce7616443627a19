package io.plimsoll.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what will come, and says what did not. Nothing here hopes: every wait has a condition.
 */
final class Wait {

  private static final long TICK_MILLIS = 10;

  private Wait() {}

  /** Until {@code condition} holds; an error with {@code what} if it does not within the time. */
  static void until(Duration atMost, Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what.get());
      }
      tick();
    }
  }

  /** The pause between two looks. */
  static void tick() {
    pause(TICK_MILLIS);
  }

  /** For what takes so long by itself, a fault for instance; never for what may come. */
  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
