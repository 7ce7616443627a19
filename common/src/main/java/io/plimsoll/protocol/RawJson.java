package io.plimsoll.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON object that is passed on without being looked into, as its UTF-8 bytes. Whoever makes one
 * vouches that the bytes are one well-formed object.
 */
public final class RawJson {

  private final byte[] utf8;

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** A copy of {@code length} bytes of {@code source} from {@code offset}. */
  public static RawJson copyOf(byte[] source, int offset, int length) {
    return new RawJson(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** The object written as {@code json}. */
  public static RawJson of(String json) {
    return new RawJson(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of UTF-8. */
  public int length() {
    return utf8.length;
  }

  /** How deep objects and arrays nest, this object included. */
  public int nesting() {
    int deepest = 0;
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      if (inString) {
        i += b == '\\' ? 1 : 0;
        inString = b != '"';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (b == '}' || b == ']') {
        depth--;
      }
    }
    return deepest;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return utf8.clone();
  }

  /**
   * Copies the bytes into {@code target} at {@code offset}.
   *
   * @return {@link #length()}
   */
  public int copyTo(byte[] target, int offset) {
    System.arraycopy(utf8, 0, target, offset, utf8.length);
    return utf8.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawJson that && Arrays.equals(utf8, that.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
