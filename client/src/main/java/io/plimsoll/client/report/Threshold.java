package io.plimsoll.client.report;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.load.Period;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a figure of a test: {@code failures < 1%}, {@code wait.p99 < 2s}, {@code
 * throughput > 50}. Pure: a function of the report, so that it gives the same answer again from a
 * report that was read from a file.
 */
public final class Threshold {

  /** What a threshold must look like, for error texts. */
  public static final String RULE =
      "a figure, an operator and a value, such as wait.p99 < 2s, failures < 1%, throughput > 50";

  /** More than any threshold needs; bounds what an error repeats. */
  private static final int MAX_CHARS = 100;

  private static final Pattern FORM =
      Pattern.compile("\\s*([^\\s<>=!]*)\\s*([<>=!]+)\\s*(.*?)\\s*", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("(?:\\d{1,12}(?:\\.\\d{0,12})?|\\.\\d{1,12})");

  /** How a figure is to compare with the value. */
  private enum Operator {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean holds(double figure, double value) {
      return switch (this) {
        case LESS -> figure < value;
        case AT_MOST -> figure <= value;
        case GREATER -> figure > value;
        case AT_LEAST -> figure >= value;
      };
    }
  }

  private final String text;
  private final Figure figure;
  private final Operator operator;
  private final double value;

  private Threshold(String text, Figure figure, Operator operator, double value) {
    this.text = text;
    this.figure = figure;
    this.operator = operator;
    this.value = value;
  }

  /**
   * Reads a threshold. Times are written as elsewhere ({@code 0.2}, {@code 200ms}), shares as
   * {@code 1%} or {@code 0.01}, all else as numbers.
   *
   * @throws IllegalArgumentException with a text that says what is wrong and what was expected
   */
  public static Threshold parse(String text) {
    String shown = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_CHARS || !form.matches()) {
      throw new IllegalArgumentException("'" + shown + "' (expected: " + RULE + ")");
    }
    Figure figure = Figures.byName(form.group(1));
    if (figure == null) {
      throw wrong(shown, "figure", form.group(1), Figures.RULE);
    }
    Operator operator = null;
    for (Operator each : Operator.values()) {
      operator = each.sign.equals(form.group(2)) ? each : operator;
    }
    if (operator == null) {
      throw wrong(shown, "operator", form.group(2), "<, <=, > or >=");
    }
    return new Threshold(text.strip(), figure, operator, value(shown, figure, form.group(3)));
  }

  /**
   * The same of an option.
   *
   * @throws CommandException exit code 2, naming the option
   */
  public static Threshold parse(String option, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  private static double value(String shown, Figure figure, String text) {
    return switch (figure.unit()) {
      case SHARE -> {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).stripTrailing() : text;
        double number = number(digits) / (percent ? 100 : 1);
        if (!(number >= 0 && number <= 1)) {
          throw wrong(shown, "value", text, "0% to 100%, or 0 to 1");
        }
        yield number;
      }
      case COUNT, RATE -> {
        double number = number(text);
        if (Double.isNaN(number)) {
          throw wrong(shown, "value", text, "a number without unit, 0 or more");
        }
        yield number;
      }
      case TIME -> {
        try {
          yield Durations.seconds(Durations.parse(text));
        } catch (IllegalArgumentException e) {
          throw wrong(shown, "value", text, Durations.RULE);
        }
      }
    };
  }

  private static double number(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  private static IllegalArgumentException wrong(
      String shown, String part, String given, String expected) {
    return new IllegalArgumentException(
        "'" + shown + "': " + part + " '" + given + "' (expected: " + expected + ")");
  }

  /** The report with what became of these thresholds of its whole. */
  public static TestReport judge(List<Threshold> thresholds, TestReport report) {
    return report.withThresholds(thresholds.stream().map(each -> each.of(report)).toList());
  }

  /** Looks at the whole of a test. */
  public ThresholdResult of(TestReport report) {
    return result("", report.whole());
  }

  /** Looks at one phase. */
  public ThresholdResult of(PhaseReport phase) {
    return result(phase.name(), phase.period());
  }

  /** A figure that is not there does not hold: a test that did nothing has not passed. */
  private ThresholdResult result(String phase, Period period) {
    Double actual = figure.of().apply(period);
    return new ThresholdResult(
        text, phase, actual, actual != null && operator.holds(actual, value));
  }

  /** A figure of this threshold as people read it: {@code 1.5 s}, {@code 0.2 %}. */
  String shown(@Nullable Double actual) {
    if (actual == null) {
      return "no data";
    }
    return switch (figure.unit()) {
      case SHARE -> String.format(Locale.ROOT, "%.4g %%", actual * 100);
      case COUNT -> String.format(Locale.ROOT, "%.0f", actual);
      case RATE -> String.format(Locale.ROOT, "%.2f per second", actual);
      case TIME -> String.format(Locale.ROOT, "%.6f s", actual);
    };
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
