package io.plimsoll.client.runnergroup;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits between looks, up to a limit. */
final class Patience {

  /** An API server answers such a look in milliseconds; people see seconds. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private final @Nullable Duration longest;
  private final Duration look;
  private final LongSupplier nanoClock;
  private final long startNanos;

  /**
   * Begins to count.
   *
   * @param longest null: no limit
   */
  Patience(@Nullable Duration longest) {
    this(longest, LOOK, System::nanoTime);
  }

  Patience(@Nullable Duration longest, Duration look, LongSupplier nanoClock) {
    this.longest = longest;
    this.look = look;
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
    try {
      Thread.sleep(look.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
