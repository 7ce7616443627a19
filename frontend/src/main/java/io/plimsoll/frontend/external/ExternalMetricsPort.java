package io.plimsoll.frontend.external;

import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.metrics.StatusSource;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.MadeCertificates;
import io.plimsoll.wire.TlsServer;
import io.plimsoll.wire.Transport;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening port with the API external.metrics.k8s.io. */
public final class ExternalMetricsPort implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalMetricsPort.class);

  private static final String OPTION = "--external-metrics";

  /**
   * The API server adds the names of all groups of who asks it, which are hundreds in some
   * companies, and what else it knows of it: sixteen times what others may send.
   */
  static final int HEAD_BYTES = 1 << 16;

  private final TlsServer tls;
  private final @Nullable FrontProxy askers;
  private final HttpPort port;

  private ExternalMetricsPort(TlsServer tls, @Nullable FrontProxy askers, HttpPort port) {
    this.tls = tls;
    this.askers = askers;
    this.port = port;
  }

  /**
   * Listens.
   *
   * @param transport of one loop
   * @param loop that one
   * @throws io.plimsoll.cli.CommandException if a file is no good, or the port cannot be bound
   */
  public static ExternalMetricsPort listen(
      Transport transport,
      ScheduledExecutorService loop,
      ExternalMetricsConfig config,
      StatusSource source) {
    TlsServer tls =
        config.certificate() == null ? made(config) : TlsServer.asking(config.certificate());
    FrontProxy askers = config.askers() == null ? null : FrontProxy.of(config.askers());
    ExternalMetricsService service = new ExternalMetricsService(source, askers, loop);
    HttpPort port = HttpPort.listen(transport, config.address(), OPTION, tls, HEAD_BYTES, service);
    service.start();
    if (askers == null) {
      LOG.warn("external metrics: everybody is answered (see {}-anonymous)", OPTION);
    }
    return new ExternalMetricsPort(tls, askers, port);
  }

  private static TlsServer made(ExternalMetricsConfig config) {
    MadeCertificates made =
        MadeCertificates.make("plimsoll frontend", config.names(), Instant.now());
    LOG.info(
        "external metrics: a certificate was made for {}, SHA-256 {}",
        String.join(", ", config.names()),
        made.fingerprint());
    return TlsServer.asking(made);
  }

  /** The address that is listened on, with its real port. */
  public HostPort address() {
    return port.address();
  }

  @Override
  public void close() {
    port.close();
    tls.close();
    if (askers != null) {
      askers.close();
    }
  }
}
