package io.plimsoll.client;

import io.plimsoll.cli.Durations;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how a load goes: on a terminal one line that is redrawn every second, else a line of the
 * log every ten seconds.
 */
final class StatusLine {

  private static final Logger LOG = LoggerFactory.getLogger(StatusLine.class);

  /** Where Linux shows what stderr is; elsewhere there is no status line, only log lines. */
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private static final int SECONDS_BETWEEN_LOG_LINES = 10;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final LoadConfig config;
  private final PrintStream err;
  private final boolean redraw;

  /**
   * @param verbose whether the log is too busy for a line that is redrawn
   */
  StatusLine(LoadConfig config, PrintStream err, boolean verbose) {
    this.config = config;
    this.err = err;
    this.redraw = !verbose && isTerminal(STDERR);
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

  /** Waits for the load to end, and shows its status meanwhile. */
  Outcome follow(Load load) {
    CompletableFuture<Outcome> ended = load.ended();
    int seconds = 0;
    while (true) {
      try {
        Outcome outcome = ended.get(1, TimeUnit.SECONDS);
        clear();
        return outcome;
      } catch (TimeoutException notYet) {
        seconds++;
        if (redraw || seconds % SECONDS_BETWEEN_LOG_LINES == 0) {
          // Shown by this thread: a terminal that is held up must not hold up the load.
          show(text(load.status().join()));
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void show(String text) {
    if (redraw) {
      err.print(CLEAR_LINE + text);
      err.flush();
    } else {
      LOG.info("{}", text);
    }
  }

  private void clear() {
    if (redraw) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  /** What is shown. */
  String text(Status status) {
    return String.format(
        Locale.ROOT,
        "%.1f requests/s, %d outstanding, %d failed%s%s",
        status.requestsPerSecond(),
        status.outstanding(),
        status.failed(),
        progress(status),
        status.connected() ? "" : ", no connection");
  }

  private String progress(Status status) {
    StringBuilder text = new StringBuilder();
    if (config.requests() > 0) {
      text.append(", ").append(status.startedTotal()).append(" of ").append(config.requests());
      text.append(" started");
    }
    if (!config.duration().isZero()) {
      double whole = Durations.seconds(config.duration());
      text.append(
          String.format(Locale.ROOT, ", %.0f of %.0f s", Math.min(status.seconds(), whole), whole));
    }
    return text.toString();
  }
}
