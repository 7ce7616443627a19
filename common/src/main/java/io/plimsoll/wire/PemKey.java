package io.plimsoll.wire;

import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A private key as PEM. Java reads PKCS #8 (RFC 5208) only; the two older forms, PKCS #1 for RSA
 * (RFC 8017) and SEC 1 for elliptic curves (RFC 5915), are what PKCS #8 wraps, and what openssl and
 * cert-manager write unless told otherwise. So they are wrapped here.
 */
final class PemKey {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xA0;

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  /** The object identifier 1.2.840.113549.1.1.1, rsaEncryption, and its null parameter. */
  private static final byte[] RSA = {
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** The object identifier 1.2.840.10045.2.1, ecPublicKey; its parameter is the curve. */
  private static final byte[] ELLIPTIC = {
    0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01
  };

  private PemKey() {}

  /**
   * Reads the key of one PEM block.
   *
   * @param label what stands after BEGIN
   * @throws IllegalArgumentException with a text that says why not
   */
  static PrivateKey read(String label, String body) {
    // The old forms say so in a header above the Base64.
    if (label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
      throw new IllegalArgumentException("the key is encrypted");
    }
    byte[] der = Base64.getMimeDecoder().decode(body);
    byte[] pkcs8 =
        switch (label) {
          case "PRIVATE KEY" -> der;
          case "RSA PRIVATE KEY" -> wrap(RSA, der);
          case "EC PRIVATE KEY" -> wrap(join(ELLIPTIC, curve(der)), der);
          default -> throw new IllegalArgumentException("unknown kind of key: " + label);
        };
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        // Not of this algorithm.
      }
    }
    throw new IllegalArgumentException("the key is broken, or of an algorithm that Java has not");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return value(SEQUENCE, join(VERSION_0, value(SEQUENCE, algorithm), value(OCTETS, key)));
  }

  /** The object identifier of the curve in a SEC 1 key: after its version and its number. */
  private static byte[] curve(byte[] sec1) {
    int at = sec1.length > 1 ? contentStart(sec1, 0) : 0;
    for (int field = 0; at + 1 < sec1.length; field++) {
      int start = contentStart(sec1, at);
      int end = start + length(sec1, at);
      if (field > 1 && (sec1[at] & 0xFF) == CURVE && end <= sec1.length) {
        return Arrays.copyOfRange(sec1, start, end);
      }
      at = end;
    }
    throw new IllegalArgumentException("the key does not name its curve");
  }

  /** Where the content of the value at {@code at} begins. */
  private static int contentStart(byte[] der, int at) {
    return at + 2 + ((der[at + 1] & 0x80) == 0 ? 0 : der[at + 1] & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    if (length < 0x80) {
      return length;
    }
    int end = contentStart(der, at);
    if (end - at > 4 || end > der.length) {
      throw new IllegalArgumentException("the key is broken");
    }
    length = 0;
    for (int i = at + 2; i < end; i++) {
      length = length << 8 | (der[i] & 0xFF);
    }
    return length;
  }

  private static byte[] value(int tag, byte[] content) {
    byte[] head =
        content.length < 0x80
            ? new byte[] {(byte) tag, (byte) content.length}
            : new byte[] {
              (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length
            };
    return join(head, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
