package io.plimsoll.frontend.queue;

import java.util.Locale;

/** Why a queue refused a request. */
public enum Rejection {
  /** As many wait as may. */
  FULL,
  /** Too long for a classic worker, and the queue has no others. */
  TOO_LARGE,
  /** Asks for runners, which a work queue does not have. */
  RUNNERS,
  /** The queue takes no requests, or no more. */
  CLOSED;

  /** The value of the metric's label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
