package io.plimsoll.bench.rate;

import java.io.PrintStream;
import java.util.Locale;

/**
 * What is printed.
 *
 * @param out where to
 */
record Tables(PrintStream out) {

  void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** Tells whether a goal is met. */
  void goal(boolean met, String format, Object... values) {
    line("%s: %s", String.format(Locale.ROOT, format, values), met ? "met" : "NOT MET");
  }
}
