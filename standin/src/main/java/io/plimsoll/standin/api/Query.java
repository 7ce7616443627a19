package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request; of those given twice the first counts. Immutable. */
public final class Query {

  private static final Query EMPTY = new Query(Map.of());

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Of the part of a URI after the question mark.
   *
   * @throws ApiException 400 if it cannot be decoded
   */
  static Query parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      values.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return new Query(values);
  }

  /**
   * Of a part of a URI.
   *
   * @throws ApiException 400 if it cannot be decoded
   */
  public static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("the URI cannot be decoded: " + e.getMessage());
    }
  }

  /** Null where it is not given or empty. */
  public @Nullable String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** As Kubernetes reads it: given without a value, or with one that is not false. */
  public boolean flag(String name) {
    String value = values.get(name);
    return value != null && !value.equals("false") && !value.equals("0");
  }

  /**
   * A number.
   *
   * @throws ApiException 400 if it is none
   */
  public long number(String name, long absent) {
    String value = get(name);
    if (value == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ApiException.badRequest(name + ": " + value + " (expected: a whole number, 0 or more)");
  }
}
