package io.plimsoll.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Java's own check of the other side's certificate, with two changes. It says in plain words why it
 * refuses one. And it looks at the time also where that very certificate is among the trusted ones,
 * as a self-signed one is, which Java does not.
 */
final class PeerTrust extends X509ExtendedTrustManager {

  /** Why a certificate is refused; the text goes on after "the certificate". */
  static final class Refused extends CertificateException {

    private static final long serialVersionUID = 1;

    Refused(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  @FunctionalInterface
  private interface Check {
    void run() throws CertificateException;
  }

  private final X509ExtendedTrustManager java;

  private PeerTrust(X509ExtendedTrustManager java) {
    this.java = java;
  }

  /** Trusts what these sign; if there are none, what this Java trusts. */
  static PeerTrust in(List<X509Certificate> authorities) throws GeneralSecurityException {
    KeyStore store = null;
    if (!authorities.isEmpty()) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      try {
        store.load(null, null);
      } catch (IOException e) {
        throw new IllegalStateException("nothing is read", e);
      }
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca" + i, authorities.get(i));
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager java) {
        return new PeerTrust(java);
      }
    }
    throw new GeneralSecurityException("this Java checks no certificates");
  }

  private static void check(X509Certificate[] chain, String host, Check check)
      throws CertificateException {
    String outOfDate = Certificates.outOfDate(chain[0], Instant.now());
    if (!outOfDate.isEmpty()) {
      throw new Refused(outOfDate, null);
    }
    try {
      check.run();
    } catch (CertificateException e) {
      throw new Refused(reason(chain[0], host, e), e);
    }
  }

  private static String reason(X509Certificate certificate, String host, CertificateException e) {
    String text = String.valueOf(e.getMessage());
    if (text.startsWith("No subject alternative") || text.startsWith("No name matching")) {
      return "is not for '" + host + "' but for " + Certificates.hosts(certificate);
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String issuer = Certificates.issuer(certificate);
    if (root instanceof CertificateExpiredException) {
      return "is signed by " + issuer + ", whose own or that of whose CA has expired";
    }
    if (root instanceof CertificateNotYetValidException) {
      return "is signed by " + issuer + ", whose own or that of whose CA is not valid yet";
    }
    if (root instanceof CertPathBuilderException) {
      return "is signed by " + issuer + ", which is not trusted";
    }
    return "is refused: " + root.getMessage();
  }

  private static String host(SSLEngine engine) {
    return String.valueOf(engine.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, host(engine), () -> java.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, "", () -> java.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, "", () -> java.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, "", () -> java.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, "", () -> java.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, "", () -> java.checkClientTrusted(chain, type));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
