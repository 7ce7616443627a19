package io.plimsoll.wire;

import io.plimsoll.cli.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with certificates or a key, as PEM (RFC 7468). */
final class PemFile {

  /** Several times what a bundle of all public authorities has. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,64})-----\\s*(.*?)\\s*-----END \\1-----", Pattern.DOTALL);

  private static final String CERTIFICATES = "certificates as PEM";

  private final String option;
  private final Path path;
  private final String text;

  private PemFile(String option, Path path, String text) {
    this.option = option;
    this.path = path;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @param option the option that names it, for error texts
   * @throws CommandException if it cannot be read
   */
  static PemFile read(String option, Path path) {
    String expected = "a PEM file that can be read";
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw CommandException.usage(option, path, "a PEM file of at most " + MAX_BYTES + " bytes");
      }
      return new PemFile(option, path, new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw CommandException.usage(option, path + ": no such file", expected);
    } catch (AccessDeniedException e) {
      throw CommandException.usage(option, path + ": permission denied", expected);
    } catch (IOException e) {
      throw CommandException.usage(option, path + ": " + e.getMessage(), expected);
    }
  }

  /**
   * All certificates in it, in their order: one at least.
   *
   * @throws CommandException if there is none, or one that is broken
   */
  List<X509Certificate> certificates() {
    List<X509Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        found.add(certificate(block.group(2)));
      }
    }
    if (found.isEmpty()) {
      throw wrong("no certificate in it", CERTIFICATES);
    }
    return found;
  }

  private X509Certificate certificate(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw wrong("a certificate in it is broken: " + e.getMessage(), CERTIFICATES);
    }
  }

  /**
   * The first key in it.
   *
   * @throws CommandException if there is none, or it is encrypted or broken
   */
  PrivateKey key() {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).endsWith("PRIVATE KEY")) {
        try {
          return PemKey.read(block.group(1), block.group(2));
        } catch (IllegalArgumentException e) {
          throw wrong(String.valueOf(e.getMessage()), "a key as PEM, not encrypted");
        }
      }
    }
    throw wrong("no private key in it", "a key as PEM, not encrypted");
  }

  private CommandException wrong(String what, String expected) {
    return CommandException.usage(option, path + ": " + what, expected);
  }
}
