package io.plimsoll.client.runnergroup;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits between looks, up to a limit. */
final class Patience {

  /** An API server answers such a look in milliseconds; people see seconds. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final @Nullable Duration longest;
  private final Runnable pause;
  private final LongSupplier nanoClock;
  private final long startNanos;

  /**
   * Begins to count.
   *
   * @param longest null: no limit
   */
  Patience(@Nullable Duration longest) {
    this(longest, Patience::sleep, System::nanoTime);
  }

  /** The same for tests, in which no time passes. */
  Patience(@Nullable Duration longest, Runnable pause, LongSupplier nanoClock) {
    this.longest = longest;
    this.pause = pause;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  /** Whether the limit is reached. */
  boolean isOver() {
    return longest != null && nanoClock.getAsLong() - startNanos >= longest.toNanos();
  }

  /**
   * Waits for the next look.
   *
   * @throws CancellationException if this thread is interrupted
   */
  void pause() {
    pause.run();
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
