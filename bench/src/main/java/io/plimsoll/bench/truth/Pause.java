package io.plimsoll.bench.truth;

import java.util.concurrent.TimeUnit;

/** Lets time pass. */
final class Pause {

  private Pause() {}

  static void millis(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
