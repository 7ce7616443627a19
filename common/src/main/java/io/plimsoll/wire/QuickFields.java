package io.plimsoll.wire;

import io.plimsoll.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects that nearly all peers send: one level deep, known names as they are written
 * here, plain ASCII without escapes, times with few digits. It gives up on anything else, right or
 * wrong, and {@link FieldValues} asks the parser of a library, which has the last word on what is
 * valid and on what to say of what is not.
 */
final class QuickFields {

  /*
   * A parser of a library makes six objects a message before it reads the first byte. What is read
   * here reads the same there: a fuzz test compares the two. docs/decisions/wire-codec.md.
   */

  /** The value of a number that is not read here. */
  private static final long OTHER = -1;

  /** Digits of a {@code long} that are also exact as a {@code double}. */
  private static final int MAX_DIGITS = 15;

  /**
   * Powers of ten that a {@code double} holds exactly. A whole number of up to 15 digits divided by
   * one of them is rounded once, so it is the nearest {@code double} (Clinger 1990, How to read
   * floating point numbers accurately).
   */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /** A power of two, several times the number of names. */
  private static final int SLOTS = 128;

  /** Fields by the hash of their quoted name, at the next free slot if that is taken. */
  private static final @Nullable Field[] BY_HASH = new Field[SLOTS];

  static {
    for (Field field : Field.values()) {
      int slot = slot(field.quoted, 1, field.quoted.length - 3);
      while (BY_HASH[slot] != null) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      BY_HASH[slot] = field;
    }
  }

  private final FieldValues values;
  private final byte[] bytes;
  private final int end;
  private int at;

  private QuickFields(FieldValues values, byte[] bytes, int offset, int length) {
    this.values = values;
    this.bytes = bytes;
    at = offset;
    end = offset + length;
  }

  /**
   * Reads {@code length} bytes from {@code offset} into {@code values}.
   *
   * @return false if they are not of the usual kind; then {@code values} is good for nothing
   */
  static boolean read(FieldValues values, byte[] bytes, int offset, int length, Set<Field> known) {
    return new QuickFields(values, bytes, offset, length).object(known);
  }

  private boolean object(Set<Field> known) {
    if (!skip('{')) {
      return false;
    }
    do {
      Field field = name();
      if (field == null || !known.contains(field) || !skip(':') || !value(field)) {
        return false;
      }
      values.saw(field);
    } while (skip(','));
    return skip('}') && at == end;
  }

  private boolean value(Field field) {
    return switch (field) {
      case ID -> (values.id = whole(Limits.MAX_ID)) != OTHER;
      case RETCODE -> (values.retcode = (int) whole(Integer.MAX_VALUE)) != OTHER;
      case LIMIT -> (values.limit = seconds()) != OTHER;
      case WAIT -> (values.wait = seconds()) != OTHER;
      case TIMEOUT -> (values.timeout = seconds()) != OTHER;
      case WAITTIME -> (values.waittime = seconds()) != OTHER;
      case RUNTIME -> (values.runtime = seconds()) != OTHER;
      case KEEP_ALIVE -> (values.keepAlive = skip(TRUE)) || skip(FALSE);
      case CANCEL -> (values.cancel = skip(TRUE)) || skip(FALSE);
      case EMPTY -> (values.empty = skip(TRUE)) || skip(FALSE);
      case QUEUE -> (values.queue = string()) != null;
      case POD -> {
        String text = string();
        values.pod = text == null ? "" : text;
        yield text != null;
      }
      case NODE -> {
        String text = string();
        values.node = text == null ? "" : text;
        yield text != null;
      }
      case DEVICE -> {
        String text = string();
        values.device = text == null ? "" : text;
        yield text != null;
      }
      case ERROR -> {
        String text = string();
        values.error = text == null ? "" : text;
        yield text != null;
      }
      case ARGS -> {
        List<String> texts = strings();
        values.args = texts == null ? List.of() : texts;
        yield texts != null;
      }
      case RUNNERS,
          RUNNER,
          RETURN,
          READY,
          GO,
          RESULT,
          REPLY,
          TRUNCATED,
          PROGRESS,
          PHASE,
          DONE,
          TOTAL,
          FAILED ->
          false;
    };
  }

  private @Nullable Field name() {
    if (!skip('"')) {
      return null;
    }
    int start = at;
    while (at < end && bytes[at] != '"') {
      at++;
    }
    int length = at - start;
    if (at == end || length == 0) {
      return null;
    }
    at++;
    int slot = slot(bytes, start, start + length - 1);
    for (Field field = BY_HASH[slot]; field != null; field = BY_HASH[slot]) {
      if (isName(field.quoted, start, length)) {
        return field;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return null;
  }

  private boolean isName(byte[] quoted, int start, int length) {
    if (quoted.length != length + 3) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (quoted[i + 1] != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  /** By the length, the first and the last character: different for nearly all names. */
  private static int slot(byte[] bytes, int first, int last) {
    return (bytes[first] * 7 + bytes[last] * 3 + (last - first)) & (SLOTS - 1);
  }

  private @Nullable String string() {
    if (!skip('"')) {
      return null;
    }
    int start = at;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        String text = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        at++;
        return text;
      }
      // Bytes from 0x80 on are negative.
      if (b < ' ' || b == '\\') {
        return null;
      }
      at++;
    }
    return null;
  }

  private @Nullable List<String> strings() {
    if (!skip('[')) {
      return null;
    }
    if (skip(']')) {
      return List.of();
    }
    String first = string();
    if (first == null) {
      return null;
    }
    if (skip(']')) {
      return List.of(first);
    }
    List<String> all = new ArrayList<>(4);
    all.add(first);
    while (skip(',')) {
      String next = string();
      if (next == null) {
        return null;
      }
      all.add(next);
    }
    return skip(']') ? all : null;
  }

  /** A whole number from 0 to {@code max}, or {@link #OTHER}. */
  private long whole(long max) {
    skipSpaces();
    int start = at;
    long value = digits(MAX_DIGITS);
    return isNumber(start, at) && value <= max && atEndOfNumber() ? value : OTHER;
  }

  /** A time that the wire takes, or {@link #OTHER}. */
  private double seconds() {
    skipSpaces();
    int start = at;
    long mantissa = digits(MAX_DIGITS);
    if (!isNumber(start, at)) {
      return OTHER;
    }
    int decimals = 0;
    if (at < end && bytes[at] == '.') {
      at++;
      int fraction = at;
      while (at < end && isDigit(bytes[at]) && at - start <= MAX_DIGITS) {
        mantissa = mantissa * 10 + (bytes[at] - '0');
        at++;
      }
      decimals = at - fraction;
      if (decimals == 0) {
        return OTHER;
      }
    }
    double value = mantissa / TENS[decimals];
    return value <= Limits.SECONDS && atEndOfNumber() ? value : OTHER;
  }

  private long digits(int most) {
    long value = 0;
    int start = at;
    while (at < end && isDigit(bytes[at]) && at - start < most) {
      value = value * 10 + (bytes[at] - '0');
      at++;
    }
    return value;
  }

  /** JSON has no number without digits, and none that starts with a zero and goes on. */
  private boolean isNumber(int start, int stop) {
    return stop > start && (bytes[start] != '0' || stop == start + 1);
  }

  /** A number may go on in ways that are not read here: more digits, an exponent. */
  private boolean atEndOfNumber() {
    if (at == end) {
      return false;
    }
    byte next = bytes[at];
    return next == ',' || next == '}' || next == ' ';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private boolean skip(char ascii) {
    skipSpaces();
    if (at < end && bytes[at] == ascii) {
      at++;
      return true;
    }
    return false;
  }

  private boolean skip(byte[] word) {
    skipSpaces();
    if (end - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    at += word.length;
    return true;
  }

  private void skipSpaces() {
    while (at < end && bytes[at] == ' ') {
      at++;
    }
  }
}
