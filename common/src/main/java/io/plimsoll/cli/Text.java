package io.plimsoll.cli;

/** Text from outside, made harmless for where it is shown. */
public final class Text {

  private Text() {}

  /** Without control characters: fit for one line of a terminal or log. */
  public static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : ' '));
    return clean.toString();
  }

  /** Fit for HTML, as text and as the value of a quoted attribute. */
  public static String html(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    printable(text)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  /** Formats and line separators can reorder or break a line as control characters can. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
