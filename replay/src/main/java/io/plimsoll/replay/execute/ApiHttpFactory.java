package io.plimsoll.replay.execute;

import io.fabric8.kubernetes.client.vertx5.TlsWarmup;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;

/** The client library's HTTP layer, set up for measuring. */
final class ApiHttpFactory extends Vertx5HttpClientFactory {

  /**
   * A server may send a warning for each field that it does not like, in headers of their own; the
   * default of 8 KiB is too little for some.
   */
  private static final int MAX_HEADER_BYTES = 64 << 10;

  private final boolean http2;
  private final boolean verifyHost;

  /**
   * @param http2 whether HTTP/2 is offered; by the library alone it never is
   * @param verifyHost whether the server's certificate must have its name; the library leaves that
   *     on even where the configuration says otherwise
   */
  ApiHttpFactory(Vertx vertx, boolean http2, boolean verifyHost) {
    super(vertx);
    this.http2 = http2;
    this.verifyHost = verifyHost;
    setTlsWarmup(TlsWarmup.OFF);
  }

  @Override
  protected void additionalConfig(
      WebClientOptions http, WebSocketClientOptions webSockets, PoolOptions pool) {
    if (http2) {
      http.setProtocolVersion(HttpVersion.HTTP_2)
          .setUseAlpn(true)
          .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
          .setInitialSettings(http.getInitialSettings().setPushEnabled(false));
    } else {
      // In clear text, too: HTTP/2 would only be had by an upgrade, which API servers do not know.
      http.setProtocolVersion(HttpVersion.HTTP_1_1).setUseAlpn(false);
    }
    http.setVerifyHost(verifyHost)
        .setFollowRedirects(false)
        .setDecompressionSupported(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        // 0: a connection ends when the server ends it, not when this side thinks it is old.
        .setKeepAliveTimeout(0)
        .setHttp2KeepAliveTimeout(0)
        .setIdleTimeout(0)
        .setTcpNoDelay(true);
  }
}
