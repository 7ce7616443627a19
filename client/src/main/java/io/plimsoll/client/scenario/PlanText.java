package io.plimsoll.client.scenario;

import io.plimsoll.cli.Durations;
import io.plimsoll.cli.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** A scenario's phases over time, as a chart of text. */
final class PlanText {

  /** Leaves room for the names on a terminal of 100 columns. */
  private static final int CHART_COLUMNS = 40;

  private static final int MAX_NAME_COLUMNS = 20;

  private PlanText() {}

  static String of(Scenario scenario) {
    StringBuilder out = new StringBuilder(2048);
    int names = width(scenario, "phase", PlanText::name);
    int queues = width(scenario, "queue", PlanText::queue);
    int loads = width(scenario, "load", PlanText::load);
    line(out, "%s: %s", Text.printable(scenario.name()), summary(scenario));
    line(out, "");
    String form = "%-" + names + "s %9s %9s  %-" + queues + "s  %-" + loads + "s  %s";
    String length = seconds(scenario.length());
    String axis = "0" + " ".repeat(Math.max(1, CHART_COLUMNS + 1 - length.length())) + length;
    line(out, form, "phase", "start", "length", "queue", "load", axis);
    for (Phase phase : scenario.phases()) {
      line(
          out,
          form,
          name(phase),
          seconds(phase.start()),
          seconds(phase.ends().duration()),
          queue(phase),
          load(phase),
          "|" + bar(phase, scenario.length()) + "|");
    }
    line(out, "");
    scenario.thresholds().forEach(threshold -> line(out, "threshold  %s", threshold));
    for (Phase phase : scenario.phases()) {
      phase
          .thresholds()
          .forEach(threshold -> line(out, "threshold  %s: %s", name(phase), threshold));
    }
    return out.toString();
  }

  private static String summary(Scenario scenario) {
    Plan plan = new Plan(scenario);
    int count = scenario.phases().size();
    StringBuilder text = new StringBuilder();
    text.append(count).append(count == 1 ? " phase in " : " phases in ");
    text.append(seconds(scenario.length()));
    if (plan.hasOpen()) {
      text.append(", ").append(plan.expectedRequests());
      text.append(plan.hasClosed() ? " requests of the open phases" : " requests");
      text.append(", at most ").append(number(plan.peakRate())).append(" per second");
    }
    if (plan.hasClosed()) {
      text.append(", at most ").append(number(plan.peakParallelism())).append(" in parallel");
    }
    return text.toString();
  }

  private static int width(Scenario scenario, String title, Function<Phase, String> column) {
    return scenario.phases().stream()
        .mapToInt(phase -> column.apply(phase).length())
        .reduce(title.length(), Math::max);
  }

  private static String name(Phase phase) {
    return cut(phase.name());
  }

  private static String queue(Phase phase) {
    return cut(phase.work().queue());
  }

  private static String cut(String text) {
    String clean = Text.printable(text);
    return clean.length() <= MAX_NAME_COLUMNS
        ? clean
        : clean.substring(0, MAX_NAME_COLUMNS - 3) + "...";
  }

  private static String load(Phase phase) {
    Level level = phase.level();
    String ramp = level.isRamp() ? number(level.from()) + " to " : "";
    return ramp
        + number(level.to())
        + (phase.isOpen() ? "/s" : " in parallel")
        + (phase.shape().poisson() ? ", Poisson" : "");
  }

  /** From its start to its end, at least one character. */
  private static String bar(Phase phase, Duration whole) {
    double perNano = (double) CHART_COLUMNS / whole.toNanos();
    int from = (int) Math.min(CHART_COLUMNS - 1, Math.floor(phase.start().toNanos() * perNano));
    int to = (int) Math.max(from + 1, Math.round(phase.end().toNanos() * perNano));
    Level level = phase.level();
    String mark = !level.isRamp() ? "=" : level.to() > level.from() ? "/" : "\\";
    return " ".repeat(from) + mark.repeat(to - from) + " ".repeat(CHART_COLUMNS - to);
  }

  private static String seconds(Duration time) {
    return number(Durations.seconds(time)) + " s";
  }

  /** To three decimals where there are any. */
  private static String number(double value) {
    return new BigDecimal(String.format(Locale.ROOT, "%.3f", value))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
