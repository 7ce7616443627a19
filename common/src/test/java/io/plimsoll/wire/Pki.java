package io.plimsoll.wire;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Certificates for tests, and the files they are in. */
final class Pki {

  static final X509Bundle CA = authority("CN=ours");
  static final X509Bundle OTHER_CA = authority("CN=theirs");

  private Pki() {}

  static X509Bundle authority(String name) {
    return made(
        () ->
            new CertificateBuilder()
                .subject(name)
                .setIsCertificateAuthority(true)
                .setKeyUsage(true, KeyUsage.keyCertSign)
                .buildSelfSigned());
  }

  /** Valid since yesterday, for as long; negative: expired. */
  static X509Bundle issued(X509Bundle ca, Duration valid, String... hosts) {
    Instant now = Instant.now();
    CertificateBuilder builder =
        new CertificateBuilder()
            .subject("CN=someone")
            .notBefore(now.minus(Duration.ofDays(1)))
            .notAfter(now.plus(valid));
    for (String host : hosts) {
      builder.addSanDnsName(host);
    }
    return made(() -> builder.buildIssuedBy(ca));
  }

  static X509Bundle server() {
    return issued(CA, Duration.ofDays(1), "localhost");
  }

  static X509Bundle client() {
    return issued(CA, Duration.ofDays(1));
  }

  /** As the options would have it. */
  static TlsConfig config(@Nullable X509Bundle own, @Nullable X509Bundle trusted) {
    return config(own, trusted, "");
  }

  static TlsConfig config(
      @Nullable X509Bundle own, @Nullable X509Bundle trusted, String serverName) {
    return made(
        () ->
            new TlsConfig(
                own == null ? null : own.toTempCertChainPem().toPath(),
                own == null ? null : own.toTempPrivateKeyPem().toPath(),
                trusted == null ? null : trusted.toTempRootCertPem().toPath(),
                serverName));
  }

  /** Writes a certificate and its key as {@code tls.crt} and {@code tls.key}. */
  static TlsConfig write(Path folder, X509Bundle own) {
    write(folder.resolve("tls.crt"), own.getCertificatePathPEM());
    write(folder.resolve("tls.key"), own.getPrivateKeyPEM());
    return new TlsConfig(folder.resolve("tls.crt"), folder.resolve("tls.key"), null, "");
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
}
