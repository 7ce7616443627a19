package io.plimsoll.replay.execute;

/** How a run ended. */
public enum ReplayEnding {
  /** All requests have ended. */
  COMPLETED,
  /** The time after the end of the profile was over. */
  CUT_OFF,
  /** {@link ReplayRun#cancel()}. */
  CANCELLED,
  /** Something on this side broke; what was not done by then was cancelled. */
  BROKEN
}
