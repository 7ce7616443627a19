package io.plimsoll.wire;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** How we speak TLS, on either side. */
final class TlsContexts {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** A session that goes on is not asked for its certificate again: so long may it be expired. */
  private static final long SESSION_SECONDS = TimeUnit.MINUTES.toSeconds(10);

  private TlsContexts() {}

  static SslContext server(TlsMaterial material) throws SSLException, GeneralSecurityException {
    boolean ask = !material.authorities().isEmpty();
    SslContextBuilder builder =
        showing(material).clientAuth(ask ? ClientAuth.REQUIRE : ClientAuth.NONE);
    if (ask) {
      builder.trustManager(PeerTrust.in(material.authorities()));
    }
    return build(builder);
  }

  /** Asks for a certificate, and takes any or none: somebody else looks at it. */
  static SslContext asking(TlsMaterial material) throws SSLException {
    return build(showing(material).clientAuth(ClientAuth.OPTIONAL).trustManager(new AnyPeer()));
  }

  private static SslContextBuilder showing(TlsMaterial material) throws SSLException {
    PrivateKey key = material.key();
    if (key == null) {
      throw new SSLException("a server without a certificate");
    }
    return SslContextBuilder.forServer(new OwnCertificate(material.chain(), key));
  }

  static SslContext client(TlsMaterial material) throws SSLException, GeneralSecurityException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .trustManager(PeerTrust.in(material.authorities()))
            .endpointIdentificationAlgorithm("HTTPS");
    PrivateKey key = material.key();
    if (key != null) {
      builder.keyManager(new OwnCertificate(material.chain(), key));
    }
    return build(builder);
  }

  private static SslContext build(SslContextBuilder builder) throws SSLException {
    return builder
        .sslProvider(SslProvider.JDK)
        .protocols(VERSIONS)
        .sessionTimeout(SESSION_SECONDS)
        .build();
  }
}
