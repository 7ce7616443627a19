package io.plimsoll.replay.audit;

import io.plimsoll.replay.profile.ReplayRequest;

/** What became of one event. */
sealed interface Rebuilt {

  /**
   * A request, whose timestamp is not set yet.
   *
   * @param synthesized whether its body was made up
   */
  record Request(ReplayRequest request, boolean synthesized) implements Rebuilt {}

  /** Nothing, and why. */
  record Skipped(SkipReason reason) implements Rebuilt {}
}
