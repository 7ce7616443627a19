package io.plimsoll.kfp;

import java.util.Locale;

/** How far a run is: {@code v2beta1RuntimeState} of the published API. */
public enum RunState {
  /** None said, or one that this version does not know. */
  RUNTIME_STATE_UNSPECIFIED(false),
  PENDING(false),
  RUNNING(false),
  SUCCEEDED(true),
  SKIPPED(true),
  FAILED(true),
  CANCELING(false),
  CANCELED(true),
  PAUSED(false);

  private final boolean over;

  RunState(boolean over) {
    this.over = over;
  }

  /** Whether none follows it. */
  public boolean isFinal() {
    return over;
  }

  /** Whether the run did what it was to do. */
  public boolean isSuccess() {
    return this == SUCCEEDED || this == SKIPPED;
  }

  /** Never fails: a server may be newer. */
  static RunState of(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return RUNTIME_STATE_UNSPECIFIED;
    }
  }
}
