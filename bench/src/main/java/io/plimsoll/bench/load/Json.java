package io.plimsoll.bench.load;

import java.nio.charset.StandardCharsets;

/** Just enough of JSON for what a frontend sends: compact, and no braces within strings. */
public final class Json {

  private Json() {}

  /** The bytes to search for a field with. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where {@code what} begins, or -1. */
  public static int find(byte[] in, int from, int to, byte[] what) {
    for (int at = from; at <= to - what.length; at++) {
      int same = 0;
      while (same < what.length && in[at + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return at;
      }
    }
    return -1;
  }

  public static boolean has(byte[] in, int from, int to, byte[] what) {
    return find(in, from, to, what) >= 0;
  }

  /**
   * The whole number after {@code field}, which is the name with its quotes and colon; -1 if there
   * is none.
   */
  public static long number(byte[] in, int from, int to, byte[] field) {
    int at = find(in, from, to, field);
    if (at < 0) {
      return -1;
    }
    long number = 0;
    for (int i = at + field.length; i < to && in[i] >= '0' && in[i] <= '9'; i++) {
      number = 10 * number + in[i] - '0';
    }
    return number;
  }
}
