package io.plimsoll.client.validate;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.validate.Places.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as lines of text. Pure. */
final class ValidationText {

  /** Who has more places than fit on a screen looks into a report. */
  private static final int MOST_PLACES = 20;

  /** The same of errors. */
  private static final int MOST_ERRORS = 10;

  /** Longer names of places are cut, so that the columns stay where they are. */
  private static final int NAME_CHARS = 28;

  private static final String STEP = "%8s  %8s  %12s  %20s  %11s  %9s  %7s  %6s";

  private static final String GROWTH = "%16s  %7s  %7s  %16s  %s";

  private ValidationText() {}

  /** What stands over the {@link #row}s; without an end of line. */
  static String header() {
    return line(
        STEP,
        "replicas",
        "parallel",
        "throughput/s",
        "95 % interval",
        "per replica",
        "succeeded",
        "failed",
        "rounds");
  }

  /** A step, also while rounds are still to come; without an end of line. */
  static String row(Step step) {
    return line(
        STEP,
        step.size(),
        step.rounds().get(0).parallelism(),
        Digits.of(step.throughputPerSecond().estimate()),
        Digits.range(step.throughputPerSecond()),
        Digits.of(step.throughputPerSecond().estimate() / step.size()),
        step.succeeded(),
        step.failed(),
        step.rounds().size());
  }

  /** The whole report, which ends with the verdict. */
  static String of(ValidationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Text.printable(report.title()));
    if (!report.steps().isEmpty()) {
      lines.add("");
      lines.add(header());
      report.steps().forEach(step -> lines.add(row(step)));
    }
    growths(report, lines);
    places(report, lines);
    errors(report, lines);
    lines.add("");
    String knee = Findings.knee(report);
    if (!knee.isEmpty()) {
      lines.add("Knee: " + knee);
    }
    UslFit usl = report.usl();
    if (usl != null) {
      lines.add("Universal Scalability Law: " + Findings.law(usl));
      lines.add("    " + Findings.peak(usl));
      lines.add("    " + Findings.fit(usl));
    }
    List<String> against = Findings.against(report);
    if (against.isEmpty()) {
      lines.add(Findings.verdict(report));
    }
    against.forEach(finding -> lines.add("FAIL: " + Text.printable(finding)));
    return String.join("\n", lines) + "\n";
  }

  private static void growths(ValidationReport report, List<String> lines) {
    if (report.growths().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(line(GROWTH, "growth", "wanted", "ratio", "95 % interval", "verdict"));
    for (Growth growth : report.growths()) {
      // Of those that failed it stands with the verdict.
      boolean told = growth.reason().isEmpty() || !growth.outcome().passed();
      String reason = told ? "" : ": " + Text.printable(growth.reason());
      lines.add(
          line(
              GROWTH,
              Findings.sizes(growth),
              Digits.wanted(growth.wanted()),
              Digits.of(growth.ratio().estimate()),
              Digits.range(growth.ratio()),
              Findings.outcome(growth) + reason));
    }
  }

  private static void places(ValidationReport report, List<String> lines) {
    List<Place> places = Places.of(report.steps());
    if (places.isEmpty()) {
      return;
    }
    StringBuilder head = new StringBuilder(name("Replies with ... replicas"));
    report.steps().forEach(step -> head.append(right(step.size())));
    head.append(right("failed"));
    lines.add("");
    lines.add(head.toString());
    for (Place place : places.subList(0, Math.min(MOST_PLACES, places.size()))) {
      StringBuilder row = new StringBuilder();
      row.append(name((place.isNode() ? "" : "  ") + Text.printable(place.name())));
      place.replies().forEach(count -> row.append(right(count)));
      lines.add(place.isNode() ? row.append(right(place.failed())).toString() : row.toString());
    }
    if (places.size() > MOST_PLACES) {
      lines.add("... and " + (places.size() - MOST_PLACES) + " more, which a report has");
    }
  }

  private static void errors(ValidationReport report, List<String> lines) {
    List<Count> errors = Errors.of(report.steps());
    if (errors.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Errors");
    for (Count error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
      lines.add(line("%9d  %s", error.count(), Text.printable(error.name())));
    }
    if (errors.size() > MOST_ERRORS) {
      lines.add("... and " + (errors.size() - MOST_ERRORS) + " more, which a report has");
    }
  }

  private static String name(String text) {
    int chars = text.codePointCount(0, text.length());
    String shown =
        chars <= NAME_CHARS
            ? text
            : text.substring(0, text.offsetByCodePoints(0, NAME_CHARS - 3)) + "...";
    return shown + " ".repeat(NAME_CHARS - shown.codePointCount(0, shown.length()));
  }

  private static String right(Object value) {
    return String.format(Locale.ROOT, "%8s", value);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing();
  }
}
