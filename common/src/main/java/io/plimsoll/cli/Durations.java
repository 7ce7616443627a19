package io.plimsoll.cli;

import io.plimsoll.protocol.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: {@code 0.2} is seconds, and {@code 200ms}, {@code 5s}, {@code 2m}.
 * The number may have an exponent ({@code 2e-1}), as the options of the original tool took it.
 */
public final class Durations {

  /** What a time must look like, for error texts. */
  public static final String RULE = "seconds such as 0.2, or a time such as 200ms, 5s, 2m, 1h";

  private static final Pattern FORM =
      Pattern.compile(
          "((?:\\d{1,12}(?:\\.\\d{0,12})?|\\.\\d{1,12})(?:[eE][+-]?\\d{1,3})?)(ms|s|m|h)?");

  private Durations() {}

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")");
    }
    String unit = form.group(2) == null ? "s" : form.group(2);
    long nanosOfUnit =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 1_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(nanosOfUnit));
    if (nanos.doubleValue() > Limits.SECONDS * 1e9) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: at most " + (long) Limits.SECONDS + " s)");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** A time in seconds, as the wire and our output have it. */
  public static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Seconds of the wire as nanoseconds, rounded to the nearest. */
  public static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
