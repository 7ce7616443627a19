package io.plimsoll.client;

import io.plimsoll.cli.Durations;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Status;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows how a load goes. */
final class StatusLine {

  private final LoadConfig config;
  private final ProgressLine line;

  StatusLine(LoadConfig config, ProgressLine line) {
    this.config = config;
    this.line = line;
  }

  /** Waits for the load to end, and shows its status meanwhile. */
  Outcome follow(Load load) {
    CompletableFuture<Outcome> ended = load.ended();
    while (true) {
      try {
        Outcome outcome = ended.get(1, TimeUnit.SECONDS);
        line.clear();
        return outcome;
      } catch (TimeoutException notYet) {
        // Shown by this thread: a terminal that is held up must not hold up the load.
        line.tick(() -> text(load.status().join()));
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
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
    if (status.seconds() < Durations.seconds(config.ends().warmUp())) {
      text.append(", warming up");
    }
    if (config.ends().requests() > 0) {
      text.append(", ")
          .append(status.startedTotal())
          .append(" of ")
          .append(config.ends().requests());
      text.append(" started");
    }
    if (!config.ends().duration().isZero()) {
      double whole = Durations.seconds(config.ends().duration());
      text.append(
          String.format(Locale.ROOT, ", %.0f of %.0f s", Math.min(status.seconds(), whole), whole));
    }
    return text.toString();
  }
}
