package io.plimsoll.backend.workload;

import java.util.regex.Pattern;

/** A part of a device. */
final class Percent {

  static final String RULE = "percent, from 0 to 100";

  private static final Pattern FORM = Pattern.compile("\\d{1,3}(\\.\\d{0,9})?");

  private Percent() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  static double parse(String text) {
    double percent = FORM.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (percent >= 0 && percent <= 100) {
      return percent;
    }
    throw new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")");
  }
}
