package io.plimsoll.backend;

import io.plimsoll.cli.Durations;
import java.time.Duration;

/** The run time limit that counts: the smaller of two, where 0 means none. */
final class RunLimit {

  private RunLimit() {}

  /**
   * In nanoseconds, 0 = none.
   *
   * @param ours the backend's, 0 = none
   * @param requestedSeconds the request's, 0 = none
   */
  static long nanos(Duration ours, double requestedSeconds) {
    long our = ours.toNanos();
    // A limit that is too short to count in nanoseconds is a limit nevertheless.
    long requested = requestedSeconds > 0 ? Math.max(1, Durations.nanos(requestedSeconds)) : 0;
    if (our == 0 || requested == 0) {
      return Math.max(our, requested);
    }
    return Math.min(our, requested);
  }
}
