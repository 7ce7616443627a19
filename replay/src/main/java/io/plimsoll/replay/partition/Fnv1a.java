package io.plimsoll.replay.partition;

import java.nio.charset.StandardCharsets;

/**
 * The hash FNV-1a with 64 bits.
 *
 * <p>Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, <i>The FNV Non-Cryptographic Hash
 * Algorithm</i>.
 */
public final class Fnv1a {

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv1a() {}

  /** The hash of these bytes; an unsigned number. */
  public static long hash64(byte[] bytes) {
    long hash = OFFSET_BASIS;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return hash;
  }

  /** The hash of a text's UTF-8 form; an unsigned number. */
  public static long hash64(String text) {
    return hash64(text.getBytes(StandardCharsets.UTF_8));
  }
}
