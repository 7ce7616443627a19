package io.plimsoll.replay.profile;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * What stands between a YAML text and its parser, so that a small gzip that unpacks to gigabytes of
 * nothing is refused early. The parser has no limits of its own on the way to the next token: it
 * passes blanks one at a time after it has copied all of them into its window, and it gathers a
 * text to its end before anyone can ask how long it is.
 */
final class ScanGuard extends FilterReader {

  /** Text that the guard refuses. */
  static final class Refused extends IOException {

    private static final long serialVersionUID = 1;

    private final String problem;

    private Refused(String problem) {
      super("profile: " + problem);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  /**
   * Blanks, line ends and comment lines in a row. A licence or a changelog at the head of a profile
   * has some KiB; the parser, which keeps blanks in its window, passes this much in a moment.
   */
  static final int MAX_BLANK_CHARS = 1 << 20;

  /**
   * From the end of one token to the end of the next, so also the most that a line without tokens
   * can have. Twice the longest body, since a body in quotes has some of its characters escaped,
   * and a body of many lines is indented.
   */
  static final int MAX_TOKEN_CHARS = 2 * Formats.MAX_BODY_CHARS;

  /** What a line holds so far. */
  private enum Line {
    BLANK,
    COMMENT,
    CONTENT
  }

  private Line line = Line.BLANK;
  private long blankChars;
  private long tokenChars;

  ScanGuard(Reader in) {
    super(in);
  }

  /** The parser has come to the end of a token. */
  void onToken() {
    tokenChars = 0;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = fill(target, offset, length);
    if (count > 0) {
      tokenChars += count;
      if (tokenChars > MAX_TOKEN_CHARS) {
        throw new Refused(
            "a text of more than "
                + MAX_TOKEN_CHARS
                + " characters begins here or below (expected: at most "
                + Formats.MAX_BODY_CHARS
                + " in a body)");
      }
      countBlanks(target, offset, offset + count);
    }
    return count;
  }

  /** As much as there is room for: the parser copies its window each time that it gets some. */
  private int fill(char[] target, int offset, int length) throws IOException {
    int filled = 0;
    int count = 0;
    while (filled < length && count >= 0) {
      filled += count;
      count = in.read(target, offset + filled, length - filled);
    }
    return filled == 0 ? -1 : filled;
  }

  private void countBlanks(char[] text, int from, int to) throws Refused {
    Line now = line;
    long blanks = blankChars;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c == '\n' || c == '\r') {
        now = Line.BLANK;
      } else if (now == Line.BLANK && c == '#') {
        now = Line.COMMENT;
      } else if (now != Line.COMMENT && c != ' ' && c != '\t') {
        requireFew(blanks);
        blanks = -1; // This one is none.
        now = Line.CONTENT;
      }
      blanks++;
    }
    requireFew(blanks);
    line = now;
    blankChars = blanks;
  }

  private static void requireFew(long blanks) throws Refused {
    if (blanks > MAX_BLANK_CHARS) {
      throw new Refused(
          "more than "
              + MAX_BLANK_CHARS
              + " characters of blanks and comments begin here or below (expected: fewer in a row)");
    }
  }
}
