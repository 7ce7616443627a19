package io.plimsoll.client.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The form of tables that spreadsheets read, RFC 4180's: lines end in CR LF, and a text with a
 * comma, a quote or a line end is quoted. Numbers have no thousands separator and a point. A text
 * that a spreadsheet would take for a formula has an apostrophe before it, as <a
 * href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> advises. Stateless.
 */
public final class CsvCells {

  /** Of a fraction: what lies beyond is noise. */
  private static final MathContext DIGITS = new MathContext(9);

  /** Spreadsheets take a cell that begins with one of these for a formula. */
  private static final String FORMULA = "=+-@\t\r\n";

  private CsvCells() {}

  /** A row of cells, with its end of line. */
  public static String row(List<String> cells) {
    return String.join(",", cells) + "\r\n";
  }

  /** A cell of text from outside. */
  public static String text(String text) {
    String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = harmless.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return quoted ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
  }

  /**
   * A cell with a number.
   *
   * @param value finite
   */
  public static String number(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
