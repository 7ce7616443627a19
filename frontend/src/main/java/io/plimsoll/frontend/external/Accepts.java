package io.plimsoll.frontend.external;

import java.util.Locale;

/**
 * What a client takes for an answer (RFC 9110, 12.5.1), as far as it matters: plain JSON or not.
 */
final class Accepts {

  private Accepts() {}

  /**
   * Whether plain JSON is among it. A media range of another form of it, such as {@code
   * application/json;as=Table}, is not.
   *
   * @param accept the header; empty = everything
   */
  static boolean json(String accept) {
    if (accept.isBlank()) {
      return true;
    }
    for (String range : accept.split(",")) {
      String[] parts = range.toLowerCase(Locale.ROOT).split(";");
      if (isJson(parts) && isPlain(parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJson(String[] parts) {
    String type = parts.length == 0 ? "" : parts[0].strip();
    return type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
  }

  private static boolean isPlain(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("as=") || parameter.matches("q=0(\\.0*)?")) {
        return false;
      }
    }
    return true;
  }
}
