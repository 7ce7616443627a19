package io.plimsoll.wire;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * An authority and a certificate for one server, made at its start (RFC 5280, ECDSA over P-256).
 *
 * @param key of {@code server}
 */
public record MadeCertificates(X509Certificate authority, X509Certificate server, PrivateKey key) {

  /** Longer than any server runs; the authority's key is thrown away at once. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** For hosts whose clock is a little behind. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  private static final int SERIAL_BITS = 127;

  private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  private static final byte[] TRUE = Der.value(Der.BOOLEAN, new byte[] {(byte) 0xFF});
  private static final byte[] SIGN_CERTIFICATES = Der.bits(2, new byte[] {0x04});
  private static final byte[] DIGITAL_SIGNATURE = Der.bits(7, new byte[] {(byte) 0x80});

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Makes both.
   *
   * @param who what the subjects begin with
   * @param names host names and addresses of the server
   */
  public static MadeCertificates make(String who, List<String> names, Instant now) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair authorityKeys = keys.generateKeyPair();
      KeyPair serverKeys = keys.generateKeyPair();
      String issuer = who + " authority";
      byte[] authority =
          certificate(
              issuer,
              issuer,
              authorityKeys.getPublic(),
              authorityKeys.getPrivate(),
              now,
              extension(BASIC_CONSTRAINTS, true, Der.value(Der.SEQUENCE, TRUE)),
              extension(KEY_USAGE, true, SIGN_CERTIFICATES));
      byte[] server =
          certificate(
              issuer,
              who + " server",
              serverKeys.getPublic(),
              authorityKeys.getPrivate(),
              now,
              extension(KEY_USAGE, true, DIGITAL_SIGNATURE),
              extension(EXTENDED_KEY_USAGE, false, Der.value(Der.SEQUENCE, Der.oid(SERVER_AUTH))),
              extension(ALTERNATIVE_NAMES, false, alternativeNames(names)));
      return new MadeCertificates(parse(authority), parse(server), serverKeys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no elliptic curves", e);
    }
  }

  private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] certificate(
      String issuer,
      String subject,
      PublicKey key,
      PrivateKey signer,
      Instant now,
      byte[]... extensions)
      throws GeneralSecurityException {
    byte[] algorithm = Der.value(Der.SEQUENCE, Der.oid(ECDSA_SHA256));
    byte[] version3 = Der.value(Der.CONTEXT_CONSTRUCTED, Der.value(Der.INTEGER, new byte[] {2}));
    byte[] serial =
        new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE).toByteArray();
    byte[] validity =
        Der.value(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, UTC_TIME.format(now.minus(BACKDATED))),
            Der.text(Der.UTC_TIME, UTC_TIME.format(now.plus(VALIDITY))));
    byte[] content =
        Der.value(
            Der.SEQUENCE,
            version3,
            Der.value(Der.INTEGER, serial),
            algorithm,
            name(issuer),
            validity,
            name(subject),
            key.getEncoded(),
            Der.value(Der.CONTEXT_CONSTRUCTED + 3, Der.value(Der.SEQUENCE, extensions)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(content);
    return Der.value(Der.SEQUENCE, content, algorithm, Der.bits(0, signature.sign()));
  }

  private static byte[] name(String commonName) {
    byte[] attribute =
        Der.value(Der.SEQUENCE, Der.oid(COMMON_NAME), Der.text(Der.UTF8_STRING, commonName));
    return Der.value(Der.SEQUENCE, Der.value(Der.SET, attribute));
  }

  private static byte[] extension(String oid, boolean critical, byte[] content) {
    byte[] value = Der.value(Der.OCTET_STRING, content);
    return critical
        ? Der.value(Der.SEQUENCE, Der.oid(oid), TRUE, value)
        : Der.value(Der.SEQUENCE, Der.oid(oid), value);
  }

  private static byte[] alternativeNames(List<String> names) {
    List<byte[]> encoded = new ArrayList<>();
    for (String name : names) {
      boolean address = name.matches("[0-9.]+") || name.contains(":");
      encoded.add(
          address ? Der.value(Der.CONTEXT + 7, address(name)) : Der.text(Der.CONTEXT + 2, name));
    }
    return Der.value(Der.SEQUENCE, encoded.toArray(byte[][]::new));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " (expected: an IP address)", e);
    }
  }

  /** A certificate as files have it. */
  public static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SHA-256 of the server's certificate, in hexadecimal. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(server.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
