package io.plimsoll.backend;

import io.plimsoll.backend.workload.Run;
import org.jspecify.annotations.Nullable;

/** One work request, from asking to the reply or to <em>empty</em>. */
final class Poll {

  enum State {
    /** Its answer is awaited. */
    PARKED,
    /** Its item runs. */
    RUNNING,
    /** Its item still runs, but the connection to reply on is gone. */
    LOST,
    OVER
  }

  final long id;
  final Slot slot;
  final long askedNanos;

  State state = State.PARKED;

  /** Whether its item is one runner of a replay. */
  boolean isRunner;

  @Nullable Run run;

  Poll(long id, Slot slot, long askedNanos) {
    this.id = id;
    this.slot = slot;
    this.askedNanos = askedNanos;
  }

  /** Starts the run, if it waits for that. */
  void go() {
    if (run != null) {
      run.go();
    }
  }

  /** Ends the run, if it has begun. */
  void stop(String why) {
    if (run != null) {
      run.stop(why);
    }
  }
}
