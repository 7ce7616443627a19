package io.plimsoll.client.scenario;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import java.util.Locale;

/** What a scenario came to, as lines of text. */
final class ScenarioText {

  /** Of a longer name, the beginning. */
  private static final int NAME_COLUMNS = 20;

  /** The most frequent ones; all are in the reports. */
  private static final int ERRORS_SHOWN = 10;

  private static final String ROW = "%-20s %10s %8s %9s %10s %10s %10s %10s";

  private ScenarioText() {}

  static String of(TestReport report) {
    StringBuilder out = new StringBuilder(2048);
    line(
        out,
        "%s: %s after %.1f s%s",
        Text.printable(report.title()),
        report.ending().name().toLowerCase(Locale.ROOT),
        report.seconds(),
        report.error().isEmpty() ? "" : ": " + Text.printable(report.error()));
    line(out, "");
    line(
        out,
        ROW,
        "phase",
        "succeeded",
        "failed",
        "per s",
        "wait p50",
        "wait p99",
        "run p50",
        "total p99");
    for (PhaseReport phase : report.phases()) {
      row(out, phase.name(), phase.period());
    }
    row(out, "(all)", report.whole());
    errors(out, report.whole());
    if (!report.thresholds().isEmpty()) {
      line(out, "");
      report.thresholds().forEach(result -> line(out, "%s", result.line()));
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, Period period) {
    String clean = Text.printable(name);
    line(
        out,
        ROW,
        clean.length() <= NAME_COLUMNS ? clean : clean.substring(0, NAME_COLUMNS - 3) + "...",
        period.succeeded(),
        period.failed(),
        String.format(Locale.ROOT, "%.2f", period.requestsPerSecond()),
        time(period.waitSeconds().p50()),
        time(period.waitSeconds().p99()),
        time(period.runSeconds().p50()),
        time(period.totalSeconds().p99()));
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.6f", seconds);
  }

  private static void errors(StringBuilder out, Period whole) {
    if (whole.failed() == 0) {
      return;
    }
    line(out, "");
    line(out, "errors");
    long shown = 0;
    for (Count error : whole.errors().top().stream().limit(ERRORS_SHOWN).toList()) {
      shown += error.count();
      line(out, "  %8d  %s", error.count(), Text.printable(error.name()));
    }
    if (whole.failed() > shown) {
      line(out, "  %8d  (other)", whole.failed() - shown);
    }
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
