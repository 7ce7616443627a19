package io.plimsoll.standin.fault;

/** Shares as people write them. Stateless. */
public final class Share {

  private Share() {}

  /**
   * Reads a share such as {@code 1%} or {@code 0.01}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static double parse(String text) {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? number / 100 : number;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' (expected: a share such as 1% or 0.01, up to 100%)");
  }
}
