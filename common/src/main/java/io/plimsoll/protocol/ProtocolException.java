package io.plimsoll.protocol;

/**
 * A message that breaks the protocol. The text is fit for the error reply: it says what is wrong
 * and what was expected. It carries no stack trace, since it tells of a peer and not of this
 * program.
 */
public final class ProtocolException extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String text;

  /** What rule was broken. */
  public enum Reason {
    /** Bytes that are no JSON. */
    NOT_JSON,
    /** TLS on a port for plain text. */
    TLS,
    /** Plain text on a port for TLS. */
    PLAIN_TEXT,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** A field whose type or range is wrong. */
    WRONG_TYPE,
    /** More bytes than the limit of this kind of message. */
    TOO_LARGE,
    /** Nested deeper than {@link Limits#NESTING}. */
    TOO_DEEP,
    /** Well formed, but not allowed here: an {@code Id} that is missing, in use or unknown. */
    OUT_OF_PLACE
  }

  public ProtocolException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.text = message;
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return text;
  }

  public Reason reason() {
    return reason;
  }
}
