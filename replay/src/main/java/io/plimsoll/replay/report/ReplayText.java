package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.ReportJson.seconds;

import io.plimsoll.cli.Text;
import io.plimsoll.stats.LatencyStats;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary of a report for a terminal. */
final class ReplayText {

  private static final int ERRORS_SHOWN = 5;
  private static final int RUNNERS_SHOWN = 3;

  private ReplayText() {}

  static String write(ReplayReport report) {
    ReplayStats stats = report.stats();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "requests",
        "%d: %d succeeded, %d failed, %d cancelled, %d not started",
        stats.total(),
        stats.succeeded,
        stats.failed,
        stats.cancelled,
        stats.notStarted);
    double duration = seconds(report.durationNanos());
    line(
        text,
        "duration",
        "%s, %.1f requests/s, %s received, %d %s",
        GoDuration.format(report.durationNanos() / 1_000_000 * 1_000_000),
        duration > 0 ? stats.started() / duration : 0,
        bytes(stats.receivedBytes),
        report.runners().size(),
        report.runners().size() == 1 ? "runner" : "runners");
    times(text, "latency", stats.latency);
    times(text, "  from due", stats.latencyFromDue);
    if (stats.latenciesMissing() > 0) {
      line(text, "", "of %d requests latencies are missing", stats.latenciesMissing());
    }
    times(text, "lateness", stats.lateness.total);
    held(text, "  by order", stats.lateness.heldByOrder);
    held(text, "  by clients", stats.lateness.heldByClients);
    held(text, "  generator", stats.lateness.generatorLate);
    List<Map.Entry<String, Long>> errors = topErrors(stats, ERRORS_SHOWN);
    for (Map.Entry<String, Long> error : errors) {
      line(text, "error", "%d x %s", error.getValue(), Text.printable(error.getKey()));
    }
    int more = stats.errors.all().size() - errors.size();
    if (more > 0) {
      line(text, "", "and %d more kinds of errors", more);
    }
    report.runners().stream()
        .filter(runner -> !runner.error().isEmpty())
        .limit(RUNNERS_SHOWN)
        .forEach(r -> line(text, "runner " + r.index(), "%s", Text.printable(r.error())));
    report.warnings().forEach(warning -> line(text, "warning", "%s", Text.printable(warning)));
    line(text, "verdict", "%s", report.verdict().text());
    return text.toString();
  }

  static String line(String name, ReplayReport report) {
    ReplayStats stats = report.stats();
    double duration = seconds(report.durationNanos());
    LatencyStats latency = stats.latency;
    return String.format(
        Locale.ROOT,
        "%-12s %d requests, %d failed, %.1f requests/s, p50 %s, p99 %s, %s",
        name,
        stats.total(),
        stats.failed,
        duration > 0 ? stats.started() / duration : 0,
        time(latency.percentileNanos(50)),
        time(latency.percentileNanos(99)),
        report.verdict().word());
  }

  /** The most frequent causes of errors, the most frequent first. */
  static List<Map.Entry<String, Long>> topErrors(ReplayStats stats, int most) {
    return stats.errors.all().entrySet().stream()
        .map(e -> Map.entry(e.getKey(), e.getValue().value))
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> e) -> e.getValue())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .toList();
  }

  private static void line(StringBuilder text, String name, String form, Object... values) {
    text.append(String.format(Locale.ROOT, "%-12s ", name))
        .append(String.format(Locale.ROOT, form, values))
        .append('\n');
  }

  private static void times(StringBuilder text, String name, LatencyStats stats) {
    if (stats.count() > 0) {
      line(
          text,
          name,
          "p50 %s, p90 %s, p99 %s, max %s",
          time(stats.percentileNanos(50)),
          time(stats.percentileNanos(90)),
          time(stats.percentileNanos(99)),
          time(stats.maxNanos()));
    }
  }

  /** A cause of lateness that there was. */
  private static void held(StringBuilder text, String name, LatencyStats stats) {
    if (stats.maxNanos() > 0) {
      times(text, name, stats);
    }
  }

  /** A time with three significant digits and its unit. */
  static String time(long nanos) {
    double value = nanos / 1e3;
    String unit = "us";
    if (nanos >= 1_000_000_000) {
      value = nanos / 1e9;
      unit = "s";
    } else if (nanos >= 1_000_000) {
      value = nanos / 1e6;
      unit = "ms";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, unit);
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < 4) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", value, "kMGTP".charAt(unit));
  }
}
