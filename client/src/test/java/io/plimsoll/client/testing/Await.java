package io.plimsoll.client.testing;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what must come, and fails if it does not come in time. */
public final class Await {

  /** Long enough for a busy machine; only a failing test waits so long. */
  public static final int SECONDS = 20;

  private Await() {}

  /** The first value that is wanted. */
  public static <T> T until(Supplier<T> source, Predicate<T> wanted) {
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    T value = source.get();
    while (!wanted.test(value)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("still not there after " + SECONDS + " s, but " + value);
      }
      LockSupport.parkNanos(1_000_000);
      value = source.get();
    }
    return value;
  }
}
