package io.plimsoll.protocol;

/** The limits of the protocol. Sizes are bytes of UTF-8. */
public final class Limits {

  /** A request or work request, default of {@code --max-request}: the original tool's buffer. */
  public static final int REQUEST_BYTES = 1024;

  /** Anything sent to a classic peer: it reads once, into a buffer of this size. */
  public static final int CLASSIC_BYTES = 1024;

  /** A reply in session mode, default of {@code --max-reply}: room for percentiles per URL. */
  public static final int REPLY_BYTES = 1 << 20;

  /** A reply of one runner of a replay: room for a report with its errors one by one. */
  public static final int RUNNER_REPLY_BYTES = 16 << 20;

  /** Nesting of objects and arrays: our own messages need 4, a {@code Result} some more. */
  public static final int NESTING = 16;

  /** The largest {@code Id}: the largest integer that every JSON implementation holds exactly. */
  public static final long MAX_ID = (1L << 53) - 1;

  /** Most runners of one replay. */
  public static final int RUNNERS = 1024;

  /**
   * Most work requests of one connection at the same time: each costs the frontend half a kilobyte,
   * and a backend needs one for each slot.
   */
  public static final int WORK_REQUESTS = 100_000;

  /**
   * The longest time, in seconds, that a message may carry (a hundred years): far above any use,
   * and its nanoseconds still fit a {@code long}.
   */
  public static final double SECONDS = 3.2e9;

  private Limits() {}
}
