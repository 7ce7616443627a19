package io.plimsoll.backend.workload;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import io.plimsoll.replay.report.FittedReport;
import io.plimsoll.replay.report.ReportLine;
import io.plimsoll.replay.report.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report, and the outcome that carries it.
 *
 * @param noun what was run: {@code replay} or {@code load}
 * @param failure what broke; empty: nothing
 * @param files where the report goes instead of into the outcome
 * @param room how large it may be in the outcome
 * @param asRunner whether somebody else puts several reports together and judges them
 */
record ReportSummary(
    String noun,
    RunReport report,
    String failure,
    List<Path> files,
    ReportRoom room,
    boolean asRunner) {

  /** Room in a reply for everything beside its {@code Result}. */
  private static final int ROOM_BYTES = 64 << 10;

  /**
   * The outcome.
   *
   * @param stopped why it was ended early; null: it was not
   */
  Outcome outcome(@Nullable String stopped, long ranNanos) {
    String error = "";
    if (stopped != null) {
      error = stopped;
    } else if (!failure.isEmpty()) {
      error = noun + " broke off: " + failure;
    } else if (!asRunner && report.verdict().failed()) {
      error = noun + " is " + report.verdict().text();
    }
    return outcome(error.isEmpty() ? 0 : Reply.ERROR_RETCODE, error, 0, ranNanos);
  }

  /** The outcome of a replay that was ended at its limit. */
  Outcome timeout(long limitNanos, long ranNanos) {
    Outcome timeout = Outcome.timeout(limitNanos, ranNanos, null);
    return outcome(timeout.retcode(), timeout.error(), timeout.timeoutSeconds(), ranNanos);
  }

  private Outcome outcome(int retcode, String error, double timeoutSeconds, long ranNanos) {
    if (!files.isEmpty()) {
      String lost = write();
      if (lost.isEmpty() && room != ReportRoom.LINE) {
        return new Outcome(retcode, error, timeoutSeconds, ranNanos, null);
      }
      if (lost.isEmpty()) {
        return withReport(retcode, error, timeoutSeconds, ranNanos);
      }
      // What was measured is not lost with the file.
      String both = error.isEmpty() ? lost : error + "; " + lost;
      return withReport(ExitCode.UNREACHABLE.code(), both, timeoutSeconds, ranNanos);
    }
    return withReport(retcode, error, timeoutSeconds, ranNanos);
  }

  private Outcome withReport(int retcode, String error, double timeoutSeconds, long ranNanos) {
    FittedReport fitted =
        switch (room) {
          case ANY -> whole();
          case REPLY -> report.fit(replyBytes() - ROOM_BYTES);
          case LINE -> ReportLine.fit(report);
        };
    return new Outcome(retcode, error, timeoutSeconds, ranNanos, fitted.json(), fitted.dropped());
  }

  private FittedReport whole() {
    byte[] json = report.toJson();
    return new FittedReport(RawJson.copyOf(json, 0, json.length), List.of());
  }

  private int replyBytes() {
    return asRunner ? Limits.RUNNER_REPLY_BYTES : Limits.REPLY_BYTES;
  }

  private String title() {
    return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
  }

  /** Writes every file; says why the first that could not be written was not, else nothing. */
  private String write() {
    String lost = "";
    for (Path file : files) {
      String text = RunnerSettings.isHtml(file) ? report.toHtml(title()) : report.toPrettyJson();
      try {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (lost.isEmpty()) {
          lost = "--report: " + file + ": " + reason(e) + " (expected: a file to write)";
        }
      }
    }
    return lost;
  }

  /** Without the file's name, which such messages repeat or consist of. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "not allowed";
    }
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? "cannot be written" : reason;
  }
}
