package io.plimsoll.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how long work goes: on a terminal one line that is redrawn, else a line of the log every
 * ten seconds. Used by one thread, once a second: a terminal that is held up holds up that thread.
 */
public final class ProgressLine {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);

  /** Where Linux shows what stderr is; elsewhere there are only log lines. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private static final int SECONDS_BETWEEN_LOG_LINES = 10;
  private static final int BAR_COLUMNS = 20;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean redraw;
  private int seconds;

  /**
   * @param verbose whether the log is too busy for a line that is redrawn
   */
  public ProgressLine(PrintStream err, boolean verbose) {
    this(err, verbose, STDERR);
  }

  /**
   * @param link leads to where {@code err} goes
   */
  ProgressLine(PrintStream err, boolean verbose, Path link) {
    this.err = err;
    this.redraw = !verbose && isTerminal(link);
  }

  /** Whether a link to an open file leads to a terminal. */
  static boolean isTerminal(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** A second has passed: shows {@code text}, which is not asked for when it is not shown. */
  public void tick(Supplier<String> text) {
    seconds++;
    if (redraw) {
      err.print(CLEAR_LINE + text.get());
      err.flush();
    } else if (seconds % SECONDS_BETWEEN_LOG_LINES == 0) {
      LOG.info("{}", text.get());
    }
  }

  /** Takes the line away. */
  public void clear() {
    if (redraw) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  /** A bar such as {@code [===== ]} for {@code done} of {@code total}. */
  public static String bar(long done, long total) {
    long part = total <= 0 ? 0 : Math.max(0, Math.min(BAR_COLUMNS, done * BAR_COLUMNS / total));
    int filled = (int) part;
    return "[" + "=".repeat(filled) + " ".repeat(BAR_COLUMNS - filled) + "]";
  }
}
