package io.plimsoll.standin.http;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.plimsoll.cli.CommandException;
import io.plimsoll.wire.MadeCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * How the server proves who it is.
 *
 * @param authority what a client must trust, as PEM
 */
public record ServerTls(SslContext context, String authority) {

  /** With a certificate made now for this machine. */
  public static ServerTls made(String host, Instant now) {
    List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
    if (!host.isEmpty() && !names.contains(host)) {
      names.add(host);
    }
    MadeCertificates made = MadeCertificates.make("stand-in", names, now);
    try {
      SslContextBuilder builder = SslContextBuilder.forServer(made.key(), made.server());
      return new ServerTls(context(builder), MadeCertificates.pem(made.authority()));
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * With a certificate that is given.
   *
   * @param certificates the server's, and those between it and its authority, as PEM
   * @param key as PEM, PKCS 8, without a password
   * @throws CommandException if they cannot be read
   */
  public static ServerTls of(Path certificates, Path key) {
    try {
      SslContextBuilder builder = SslContextBuilder.forServer(certificates.toFile(), key.toFile());
      return new ServerTls(context(builder), Files.readString(certificates));
    } catch (IOException | IllegalArgumentException e) {
      throw CommandException.usage(
          "--cert, --key",
          certificates + ", " + key + ": " + e.getMessage(),
          "certificates and an unencrypted PKCS 8 key, as PEM");
    }
  }

  private static SslContext context(SslContextBuilder builder) throws SSLException {
    return builder
        .sslProvider(SslProvider.JDK)
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
