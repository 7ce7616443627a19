package io.plimsoll.replay.report;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go's {@code time.Duration} writes them: {@code 1h2m3.5s}, {@code 1m30.5s}, {@code
 * 2.5ms}, {@code 0s}. Established reports have them, and tools parse them.
 *
 * @see <a href="https://pkg.go.dev/time#Duration.String">Duration.String</a>
 */
final class GoDuration {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final String NUMBER = "(\\d{1,19}(?:\\.\\d{0,19})?|\\.\\d{1,19})";
  private static final Pattern FORM = Pattern.compile("(?:" + NUMBER + "(h|ms|us|µs|μs|ns|m|s))+");
  private static final Pattern PART = Pattern.compile(NUMBER + "(h|ms|us|µs|μs|ns|m|s)");

  private GoDuration() {}

  /** Nanoseconds, 0 or more, as text. */
  static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return decimal(nanos, 3) + "µs";
    }
    if (nanos < NANOS_PER_SECOND) {
      return decimal(nanos, 6) + "ms";
    }
    long minutes = nanos / NANOS_PER_SECOND / 60;
    String seconds = decimal(nanos - minutes * 60 * NANOS_PER_SECOND, 9) + "s";
    if (minutes == 0) {
      return seconds;
    }
    long hours = minutes / 60;
    return (hours == 0 ? "" : hours + "h") + minutes % 60 + "m" + seconds;
  }

  private static String decimal(long value, int digits) {
    BigDecimal decimal = BigDecimal.valueOf(value, digits).stripTrailingZeros();
    return decimal.toPlainString();
  }

  /**
   * The text as nanoseconds.
   *
   * @throws IllegalArgumentException when it has another form or is too long
   */
  static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.length() <= 100 && FORM.matcher(text).matches()) {
      BigDecimal nanos = BigDecimal.ZERO;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
      }
      if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return nanos.longValue();
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text.substring(0, Math.min(40, text.length()))
            + "' (expected: a time such as 1m30.5s)");
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "h" -> 3_600 * NANOS_PER_SECOND;
          case "m" -> 60 * NANOS_PER_SECOND;
          case "s" -> NANOS_PER_SECOND;
          case "ms" -> 1_000_000;
          case "ns" -> 1;
          default -> 1_000;
        });
  }
}
