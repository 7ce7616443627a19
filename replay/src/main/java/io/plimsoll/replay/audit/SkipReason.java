package io.plimsoll.replay.audit;

/** Why an audit event did not become a request. */
public enum SkipReason {
  NO_RESOURCE("not a request for a resource"),
  UNKNOWN_VERB("a verb that a replay does not have"),
  STREAM("exec, attach, port-forward, proxy or following a log: a stream, not a request"),
  EXCLUDED_USER("from an excluded user"),
  FILTERED("not kept by the filters"),
  NO_TIME("no requestReceivedTimestamp"),
  NO_NAME("no object name in the log"),
  NO_BODY("no request body in the log (audit level below Request)"),
  TOO_LONG("longer than a profile may have it"),
  SAME_ID("the same auditID once more"),
  TOO_LATE("more than a year after the first");

  private final String text;

  SkipReason(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
