package io.plimsoll.replay.profile;

/**
 * One thing that is wrong with a profile.
 *
 * @param line from 1; 0 = not known
 * @param column from 1; 0 = not known
 * @param field such as {@code requests[17].verb}, or {@code profile} for the text as a whole
 * @param problem the value and what was expected, such as {@code FOO (expected: one of ...)}
 */
public record Violation(int line, int column, String field, String problem) {

  /** One line: where, which field, what is wrong. */
  @Override
  public String toString() {
    String text = field + ": " + problem;
    return line == 0 ? text : "line " + line + ": " + text;
  }
}
