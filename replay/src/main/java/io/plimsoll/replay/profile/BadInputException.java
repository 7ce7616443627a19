package io.plimsoll.replay.profile;

import java.io.IOException;

/** A source that can be read, but whose bytes are not what they must be. */
final class BadInputException extends IOException {

  private static final long serialVersionUID = 1;

  private final String problem;

  /**
   * @param problem what is wrong and what was expected
   */
  BadInputException(String problem, Throwable cause) {
    super("profile: " + problem, cause);
    this.problem = problem;
  }

  BadInputException(String problem) {
    super("profile: " + problem);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
