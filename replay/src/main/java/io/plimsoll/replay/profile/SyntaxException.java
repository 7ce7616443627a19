package io.plimsoll.replay.profile;

/** The text cannot be read any further. */
final class SyntaxException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Violation violation;

  SyntaxException(Violation violation) {
    super(violation.toString());
    this.violation = violation;
  }

  Violation violation() {
    return violation;
  }
}
