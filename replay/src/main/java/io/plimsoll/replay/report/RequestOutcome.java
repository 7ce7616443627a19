package io.plimsoll.replay.report;

/** What became of one request. Every request has exactly one of these in the end. */
public enum RequestOutcome {
  /** Answered below 400, or with the status that the profile expects. */
  SUCCEEDED,
  /** Answered otherwise, timed out, or the connection failed. */
  FAILED,
  /** In flight when the run ended. */
  CANCELLED,
  /** Not yet started when the run ended. */
  NOT_STARTED
}
