package io.plimsoll.replay.schedule;

/** Which order requests keep. */
public enum Order {
  /** A request starts only when the one before it on the same object has ended. */
  OBJECT,
  /** Requests are started in the order of the profile and wait for nothing else. */
  NONE
}
