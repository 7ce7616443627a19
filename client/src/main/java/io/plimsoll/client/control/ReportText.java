package io.plimsoll.client.control;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import java.util.Locale;

/** A report as lines of text, for people on a terminal. */
public final class ReportText {

  private ReportText() {}

  /** Everything but the course. */
  public static String of(TestReport report) {
    StringBuilder out = new StringBuilder(4096);
    line(
        out,
        "%s: %s after %.1f s, started at %s",
        Text.printable(report.title()),
        report.ending().name().toLowerCase(Locale.ROOT),
        report.seconds(),
        Text.printable(report.startedAt()));
    if (!report.error().isEmpty()) {
      line(out, "error: %s", Text.printable(report.error()));
    }
    report.thresholds().forEach(result -> out.append(result.line()).append('\n'));
    for (PhaseReport phase : report.phases()) {
      line(out, "");
      if (report.phases().size() > 1) {
        line(out, "phase %s, from %.1f s", Text.printable(phase.name()), phase.startSeconds());
      }
      out.append(PlainText.statistics(new Snapshot(phase.load(), phase.period())));
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
