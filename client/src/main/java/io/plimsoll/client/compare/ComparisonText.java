package io.plimsoll.client.compare;

import io.plimsoll.cli.Text;
import io.plimsoll.client.compare.Comparison.PhaseComparison;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as lines of text. */
final class ComparisonText {

  private ComparisonText() {}

  static String of(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    line(out, "A: %s", Text.printable(comparison.a()));
    line(out, "B: %s", Text.printable(comparison.b()));
    for (String setting : comparison.settings()) {
      line(out, "   %s", Text.printable(setting));
    }
    for (PhaseComparison phase : comparison.phases()) {
      line(out, "");
      line(out, "%s", Text.printable(phase.name()));
      line(out, "%-14s %12s %12s %8s  %-17s %s", "", "A", "B", "B / A", "95 % interval", "verdict");
      for (Difference figure : phase.figures()) {
        line(
            out,
            "%-14s %12s %12s %8s  %-17s %s",
            figure.figure(),
            value(figure, figure.a()),
            value(figure, figure.b()),
            ratio(figure.ratio()),
            interval(figure),
            verdict(figure));
      }
    }
    if (comparison.phases().isEmpty()) {
      line(out, "no phase is in both");
    }
    return out.toString();
  }

  /** In words. */
  static String verdict(Difference figure) {
    boolean failures = figure.figure().equals("failures");
    boolean throughput = figure.figure().equals("throughput");
    return switch (figure.verdict()) {
      case BETTER -> failures ? "fewer" : throughput ? "higher" : "faster";
      case WORSE -> failures ? "MORE" : throughput ? "LOWER" : "SLOWER";
      case NO_DIFFERENCE -> "no difference that the data can show";
      case UNKNOWN -> "cannot tell; " + figure.reason();
    };
  }

  static String value(Difference figure, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    if (figure.figure().equals("throughput")) {
      return String.format(Locale.ROOT, "%.2f/s", value);
    }
    return figure.figure().equals("failures")
        ? String.format(Locale.ROOT, "%.3f %%", value * 100)
        : String.format(Locale.ROOT, "%.6f s", value);
  }

  static String ratio(@Nullable Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.3f", ratio);
  }

  static String interval(Difference figure) {
    if (figure.from() == null || figure.to() == null) {
      return "-";
    }
    return figure.figure().equals("failures")
        ? String.format(Locale.ROOT, "%+.3f to %+.3f %%", figure.from() * 100, figure.to() * 100)
        : String.format(Locale.ROOT, "%.3f to %.3f", figure.from(), figure.to());
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
