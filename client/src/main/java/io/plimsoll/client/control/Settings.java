package io.plimsoll.client.control;

import java.util.regex.Pattern;

/** Values of settings as they come in a query. */
final class Settings {

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,40}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  private Settings() {}

  /**
   * A whole number, as near as an {@code int} can be.
   *
   * @throws NumberFormatException if it is not one
   */
  static int integer(String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw new NumberFormatException("'" + text + "' (expected: a whole number)");
    }
    return (int) Double.parseDouble(text); // Beyond its range an int stays at the nearest end.
  }

  /**
   * A number, which may be infinite if it is too large for a {@code double}.
   *
   * @throws NumberFormatException if it is not one
   */
  static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException("'" + text + "' (expected: a number)");
    }
    return Double.parseDouble(text);
  }
}
