package io.plimsoll.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust. Pure but for reading the file. */
final class Tls {

  /** A bundle of all public CAs has a quarter of it. */
  private static final long MOST_BYTES = 1 << 20;

  private Tls() {}

  /**
   * A context for one server.
   *
   * @throws IllegalArgumentException if the file holds no certificates, or cannot be read
   */
  static SSLContext context(KfpServer server) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(server), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager @Nullable [] trust(KfpServer server) throws GeneralSecurityException {
    if (server.insecure()) {
      return new TrustManager[] {new TrustsEveryone()};
    }
    return server.caFile() == null ? null : trust(server.caFile());
  }

  private static TrustManager[] trust(Path file) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + ": " + e.getMessage() + " (expected: a PEM file of certificates)", e);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("more than " + MOST_BYTES + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("no certificate");
      }
      return found;
    }
  }

  /**
   * Checks neither certificate nor host name: Java leaves the latter to an extended trust manager.
   * Only where the user asks for it.
   */
  private static final class TrustsEveryone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
