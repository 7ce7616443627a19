package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates as a cluster has them, and sockets that show them. */
final class TestCertificates {

  private static final int GIVE_UP_MILLIS = 20_000;

  private TestCertificates() {}

  private interface Maker<T> {
    T make() throws Exception;
  }

  private static <T> T made(Maker<T> maker) {
    try {
      return maker.make();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static X509Bundle authority(String name) {
    return made(
        () ->
            new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .setKeyUsage(true, KeyUsage.keyCertSign)
                .buildSelfSigned());
  }

  private static CertificateBuilder builder(String name) {
    return new CertificateBuilder()
        .subject("O=system,CN=" + name)
        .notBefore(Instant.now().minus(Duration.ofDays(2)));
  }

  static X509Bundle client(X509Bundle ca, String name) {
    return made(
        () ->
            builder(name)
                .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH)
                .buildIssuedBy(ca));
  }

  static X509Bundle expired(X509Bundle ca, String name) {
    return made(
        () -> builder(name).notAfter(Instant.now().minus(Duration.ofDays(1))).buildIssuedBy(ca));
  }

  /** One that is for servers only. */
  static X509Bundle server(X509Bundle ca, String name) {
    return made(
        () ->
            builder(name)
                .addSanDnsName("localhost")
                .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_SERVER_AUTH)
                .buildIssuedBy(ca));
  }

  /**
   * Connects to whoever is there.
   *
   * @param shown null = no certificate
   */
  static SSLSocket connect(HostPort address, @Nullable X509Bundle shown, String version)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = shown == null ? null : shown.toKeyManagerFactory().getKeyManagers();
    context.init(keys, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return socket(context, address, version);
  }

  private static SSLSocket socket(SSLContext context, HostPort address, String version)
      throws IOException {
    Socket below = new Socket();
    below.connect(address.toConnect());
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(below, "localhost", address.port(), true);
    socket.setEnabledProtocols(new String[] {version});
    socket.setSoTimeout(GIVE_UP_MILLIS);
    return socket;
  }

  /** Connects, and ends the handshake since the other side's certificate is not of {@code ca}. */
  static void refuse(HostPort address, X509Bundle ca) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {ca.toTrustManager()}, null);
    try (SSLSocket socket = socket(context, address, "TLSv1.3")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  private static X509Certificate shown(SSLSocket socket) throws Exception {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /** The names and addresses in the other side's certificate. */
  static List<String> names(SSLSocket socket) throws Exception {
    return shown(socket).getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  static String sha256(SSLSocket socket) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(shown(socket).getEncoded()));
  }
}
