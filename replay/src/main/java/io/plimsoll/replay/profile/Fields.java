package io.plimsoll.replay.profile;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the values of one mapping's fields: unknown keys, keys that come twice, and values of the
 * wrong type or range are violations. {@code null} is the same as absent.
 */
final class Fields {

  /** Longer than any name, path or selector that an API server takes. */
  private static final int MAX_TEXT_CHARS = 64 << 10;

  private final Tokens tokens;
  private final String[] names;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Where each field's value stands, 0 = it is not there. */
  private final int[] lines;

  private int start;

  Fields(Tokens tokens, String... names) {
    this.tokens = tokens;
    this.names = names.clone();
    this.lines = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      numbers.put(names[i], i);
    }
  }

  /** Begins a mapping, which starts with the current token. */
  void begin() {
    Arrays.fill(lines, 0);
    start = tokens.line();
  }

  /**
   * Goes to the next field that has a value.
   *
   * @param owner what the fields belong to, such as {@code requests[17]}; empty: the profile
   * @return its number in the list of names, -1 at the end
   */
  int next(Owner owner) throws IOException, SyntaxException {
    String key;
    while ((key = tokens.nextKey()) != null) {
      Integer number = numbers.get(key);
      if (number == null) {
        tokens.report(
            owner.field(Tokens.shown(key)),
            "unknown (expected: one of " + String.join(", ", names) + ")");
        tokens.next();
        tokens.skip();
      } else if (lines[number] != 0) {
        tokens.report(owner.field(key), "again (expected: each field once)");
        tokens.next();
        tokens.skip();
      } else {
        JsonToken value = tokens.next();
        if (value != JsonToken.VALUE_NULL) {
          lines[number] = Math.max(1, tokens.line());
          return number;
        }
      }
    }
    return -1;
  }

  /** Whether a field was there, be it good or bad. */
  boolean has(int field) {
    return lines[field] != 0;
  }

  /** Where a field stands; where the mapping starts if it is not there. */
  int line(int field) {
    return lines[field] == 0 ? start : lines[field];
  }

  /** Reports a field that should not be there, or that should. */
  void report(Owner owner, int field, String problem) {
    tokens.report(line(field), owner.field(names[field]), problem);
  }

  /** A text; null if it is none. */
  @Nullable String text(Owner owner, int field) throws IOException, SyntaxException {
    return text(owner, field, MAX_TEXT_CHARS);
  }

  /** A text; null if it is none, or too long. */
  @Nullable String text(Owner owner, int field, int maxChars) throws IOException, SyntaxException {
    JsonToken token = tokens.parser().currentToken();
    if (token != JsonToken.VALUE_STRING) {
      tokens.reportValue(
          owner.field(names[field]),
          token != null && token.isScalarValue() ? "text, in quotes" : "text");
      return null;
    }
    String text = tokens.text();
    if (text.length() > maxChars) {
      tokens.report(
          owner.field(names[field]),
          text.length() + " characters (expected: at most " + maxChars + ")");
      return null;
    }
    if (!isWellFormed(text)) {
      tokens.report(
          owner.field(names[field]), "half a surrogate pair (expected: text that UTF-8 can hold)");
      return null;
    }
    return text;
  }

  /** A whole number; -1 if it is none, or out of range. */
  long number(Owner owner, int field, long min, long max) throws IOException, SyntaxException {
    if (tokens.parser().currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        long value = Long.parseLong(tokens.text());
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException tooLong) {
        // Falls through to the error below.
      }
    }
    tokens.reportValue(
        owner.field(names[field]),
        min == max ? Long.toString(min) : "a whole number from " + min + " to " + max);
    return -1;
  }

  /** True or false; false if it is neither. */
  boolean bool(Owner owner, int field) throws IOException, SyntaxException {
    JsonToken token = tokens.parser().currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    tokens.reportValue(owner.field(names[field]), "true or false");
    return false;
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** What fields belong to, for violations. */
  @FunctionalInterface
  interface Owner {
    String field(String name);
  }
}
