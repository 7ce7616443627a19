package io.plimsoll.replay.execute;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Small repairs to paths and queries. Pure. */
final class Urls {

  /** What may stand in a path besides letters and digits (RFC 3986, pchar and the slash). */
  private static final String PATH_MARKS = "-._~!$&'()*+,;=:@/";

  /** What may stand in a query besides letters and digits. */
  private static final String QUERY_MARKS = PATH_MARKS + "?";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Urls() {}

  /** Path and query with a leading slash, and the first ampersand as a question mark if need be. */
  static String repair(String apiPath) {
    String path = apiPath.startsWith("/") ? apiPath : "/" + apiPath;
    int ampersand = path.indexOf('&');
    return ampersand < 0 || path.indexOf('?') >= 0
        ? path
        : path.substring(0, ampersand) + "?" + path.substring(ampersand + 1);
  }

  /** Escapes what may not stand in a path; what is escaped already stays. */
  static String escapePath(String path) {
    return escape(path, PATH_MARKS);
  }

  /** Escapes what may not stand in a query; what is escaped already stays. */
  static String escapeQuery(String query) {
    return escape(query, QUERY_MARKS);
  }

  /** A value for a query. */
  static String encode(String value) {
    // A space as %20 is right for everyone, as + only where a form is expected.
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What an escaped text means; a broken escape stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String escape(String text, String marks) {
    int index = 0;
    while (index < text.length() && stays(text, index, marks)) {
      index++;
    }
    if (index == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, index);
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      if (stays(text, index, marks)) {
        escaped.append((char) codePoint);
      } else {
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          HEX.toHexDigits(escaped.append('%'), b);
        }
      }
      index += Character.charCount(codePoint);
    }
    return escaped.toString();
  }

  private static boolean stays(String text, int index, String marks) {
    char c = text.charAt(index);
    if (c == '%') {
      return index + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(index + 1))
          && HexFormat.isHexDigit(text.charAt(index + 2));
    }
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || marks.indexOf(c) >= 0;
  }
}
