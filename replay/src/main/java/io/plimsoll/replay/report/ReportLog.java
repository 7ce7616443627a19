package io.plimsoll.replay.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link ReportLine} in the log of a runner, which may have any lines before it, after it
 * and in the middle of it. Whatever the length of the log, little more than one line of it is kept.
 */
public final class ReportLog {

  private static final byte[] MARK = ReportLine.MARK.getBytes(StandardCharsets.US_ASCII);

  /** What stands before the packed report: an error of which each character takes six. */
  static final int MAX_HEAD_CHARS = 16 << 10;

  /** What other lines may add: the program writes at most an error after its report was begun. */
  static final int MAX_FOREIGN_CHARS = 64 << 10;

  private static final int MAX_KEPT_BYTES =
      ReportLine.MAX_PACKED_CHARS + MAX_HEAD_CHARS + MAX_FOREIGN_CHARS;

  private static final int BUFFER_BYTES = 16 << 10;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** How much of the mark this line begins with; -1: it does not. */
  private int matched;

  private boolean found;

  private ReportLog() {}

  /**
   * Reads a log to its end; the last line that begins like a report counts.
   *
   * @throws IOException if it cannot be read to its end
   */
  public static FoundLine read(InputStream log) throws IOException {
    ReportLog reading = new ReportLog();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = log.read(buffer); count >= 0; count = log.read(buffer)) {
      for (int i = 0; i < count; i++) {
        reading.take(buffer[i]);
      }
    }
    return reading.result();
  }

  private void take(byte next) {
    if (found && kept.size() < MAX_KEPT_BYTES) {
      kept.write(next);
    }
    if (next == '\n') {
      matched = 0;
    } else if (matched >= 0) {
      matched = next == MARK[matched] ? matched + 1 : -1;
      if (matched == MARK.length) {
        matched = -1;
        found = true;
        kept.reset();
      }
    }
  }

  private FoundLine result() {
    @Nullable String text = found ? kept.toString(StandardCharsets.ISO_8859_1) : null;
    return text == null ? new FoundLine.None() : new ReportLineReader(text).read();
  }
}
