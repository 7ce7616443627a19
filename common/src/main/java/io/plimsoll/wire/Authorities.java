package io.plimsoll.wire;

import io.plimsoll.cli.CommandException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Whose certificates are taken of clients that were let through the handshake. Immutable. */
public final class Authorities {

  /** What Java is told of the key exchange: it is over, and no longer known. */
  private static final String EXCHANGE = "UNKNOWN";

  private final PeerTrust trust;

  private Authorities(PeerTrust trust) {
    this.trust = trust;
  }

  /**
   * Those in a file.
   *
   * @param option the option that names it, for error texts
   * @throws CommandException if it is no good
   */
  public static Authorities read(String option, Path file) {
    List<X509Certificate> certificates = PemFile.read(option, file).certificates();
    try {
      return new Authorities(PeerTrust.in(certificates));
    } catch (GeneralSecurityException e) {
      throw CommandException.usage(
          option, file + ": " + e.getMessage(), "certificates that this Java can use");
    }
  }

  /**
   * Why a certificate is not taken, in a few words that go on after "the certificate"; empty if it
   * is. It must be valid now, signed by one of these, and fit for a client.
   *
   * @param chain a client's certificate, and those between it and its authority; one at least
   */
  public String whyNot(List<X509Certificate> chain) {
    try {
      trust.checkClientTrusted(chain.toArray(X509Certificate[]::new), EXCHANGE);
      return "";
    } catch (CertificateException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
