package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.plimsoll.protocol.RawJson;
import java.util.Arrays;

/**
 * Writes compact JSON as UTF-8 into an array that grows. Commas and quotes are its own business;
 * that objects and arrays are closed is the caller's. For one thread at a time.
 */
final class JsonBytes {

  /*
   * A generator of a library makes four objects a message and goes through two buffers. Here a
   * message is a run over one array that the thread has anyway: docs/decisions/wire-codec.md.
   */

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** Digits of the longest {@code long}, and its sign. */
  private static final int MAX_LONG_CHARS = 20;

  /** A character of a {@code char} is 1 to 6 bytes of JSON. */
  private static final int MAX_CHAR_BYTES = 6;

  private static final double NANOS = 1e9;

  /**
   * Up to here the nanoseconds of a time are a {@code long} that a {@code double} holds exactly.
   */
  private static final double MAX_NANOS = 1L << 53;

  private static final int NANO_DIGITS = 9;

  private byte[] bytes;
  private int size;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** Forgets what was written. */
  void reset() {
    size = 0;
  }

  int size() {
    return size;
  }

  int capacity() {
    return bytes.length;
  }

  void copyTo(ByteBuf target) {
    target.writeBytes(bytes, 0, size);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void startObject() {
    separate();
    put('{');
  }

  void endObject() {
    put('}');
  }

  void endArray() {
    put(']');
  }

  /** What separates two messages. */
  void newline() {
    put('\n');
  }

  /** A name whose quoted form with the colon is {@code quoted}. */
  void name(byte[] quoted) {
    separate();
    room(quoted.length);
    System.arraycopy(quoted, 0, bytes, size, quoted.length);
    size += quoted.length;
  }

  void name(String name) {
    string(name);
    put(':');
  }

  void startArray() {
    put('[');
  }

  void nothing() {
    literal("null");
  }

  void bool(boolean value) {
    literal(value ? "true" : "false");
  }

  void raw(RawJson value) {
    room(value.length());
    size += value.copyTo(bytes, size);
  }

  /** A whole number. */
  void number(long value) {
    room(MAX_LONG_CHARS);
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        literal(Long.toString(value));
        return;
      }
      bytes[size++] = '-';
      digits(-value);
    } else {
      digits(value);
    }
  }

  /**
   * A number of seconds, the shortest text that reads as the same: to the nanosecond where it is
   * whole nanoseconds, which is many times faster than what Java does for any number.
   */
  void seconds(double value) {
    double scaled = Math.rint(value * NANOS);
    if (value < 0 || scaled >= MAX_NANOS || scaled / NANOS != value) {
      literal(Double.toString(value));
      return;
    }
    long nanos = (long) scaled;
    number(nanos / (long) NANOS);
    long fraction = nanos % (long) NANOS;
    if (fraction > 0) {
      room(1 + NANO_DIGITS);
      bytes[size] = '.';
      int length = NANO_DIGITS;
      while (fraction % 10 == 0) {
        fraction /= 10;
        length--;
      }
      for (int i = length; i > 0; i--) {
        bytes[size + i] = (byte) ('0' + fraction % 10);
        fraction /= 10;
      }
      size += 1 + length;
    }
  }

  /** A string; half of a surrogate pair, which is no character, becomes U+FFFD. */
  void string(String value) {
    separate();
    int length = value.length();
    room(length + 2);
    bytes[size++] = '"';
    int i = 0;
    while (i < length) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      bytes[size++] = (byte) c;
      i++;
    }
    if (i < length) {
      unusual(value, i);
    }
    put('"');
  }

  private void unusual(String value, int start) {
    int length = value.length();
    int i = start;
    while (i < length) {
      // Room for what is left at its least, and for the longest character.
      room(length - i + MAX_CHAR_BYTES);
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        escape(c);
      } else if (c < ' ') {
        control(c);
      } else {
        utf8(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
      }
    }
  }

  private void control(int c) {
    switch (c) {
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        escape('u');
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xF];
      }
    }
  }

  private void escape(int c) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) c;
  }

  private void utf8(int c) {
    if (c < 0x80) {
      bytes[size++] = (byte) c;
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    } else {
      bytes[size++] = (byte) (0xF0 | (c >> 18));
      bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void digits(long value) {
    int length = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      length++;
    }
    long rest = value;
    for (int i = size + length - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
  }

  /** A comma between two elements, or two members. */
  private void separate() {
    if (size > 0) {
      byte last = bytes[size - 1];
      if (last != '{' && last != '[' && last != ':' && last != '\n') {
        put(',');
      }
    }
  }

  private void literal(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
  }

  private void put(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
