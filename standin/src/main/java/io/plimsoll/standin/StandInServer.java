package io.plimsoll.standin;

import io.netty.channel.Channel;
import io.plimsoll.cli.HostPort;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.api.KubernetesApi;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.Faults;
import io.plimsoll.standin.http.Connections;
import io.plimsoll.standin.http.RequestFlow;
import io.plimsoll.standin.http.ServerTls;
import io.plimsoll.standin.kfp.KfpService;
import io.plimsoll.standin.stats.ConnectionStats;
import io.plimsoll.standin.stats.RequestLog;
import io.plimsoll.standin.stats.RequestStats;
import io.plimsoll.standin.store.ObjectStore;
import io.plimsoll.standin.store.ResourceCatalog;
import io.plimsoll.wire.Listeners;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that stands in for a real one, in this process. Thread-safe. */
public final class StandInServer implements AutoCloseable {

  /** How old a line of the record can be before a reader of the file sees it. */
  private static final long RECORD_FLUSH_MILLIS = 200;

  private final StandInConfig config;
  private final Transport transport;
  private final Faults faults;
  private final RequestStats requests = new RequestStats();
  private final ConnectionStats connectionStats = new ConnectionStats();
  private final @Nullable ServerTls tls;
  private final @Nullable RequestLog log;
  private final Connections connections;
  private final Channel listener;

  private StandInServer(
      StandInConfig config,
      ApiService api,
      Transport transport,
      @Nullable ServerTls tls,
      @Nullable RequestLog log) {
    this.config = config;
    this.transport = transport;
    this.faults = new Faults(config.faults(), System.nanoTime());
    this.tls = tls;
    this.log = log;
    RequestFlow flow = new RequestFlow(api, faults, requests, connectionStats, log, config.token());
    this.connections = new Connections(flow, connectionStats, tls);
    this.listener =
        Listeners.opened(
            transport
                .server()
                .childHandler(connections)
                .bind(config.listen().toListen())
                .awaitUninterruptibly(),
            "--listen",
            config.listen());
  }

  /**
   * Starts a server, and returns when it listens.
   *
   * @throws io.plimsoll.cli.CommandException if it cannot
   * @throws IllegalArgumentException if a custom kind is one that is built in
   */
  public static StandInServer start(StandInConfig config) {
    ApiService api = api(config);
    ServerTls tls = tls(config);
    RequestLog log = config.record() == null ? null : RequestLog.to(config.record());
    Transport transport = Transport.start("stand-in", Runtime.getRuntime().availableProcessors());
    try {
      StandInServer server = new StandInServer(config, api, transport, tls, log);
      if (log != null) {
        transport
            .loops()
            .next()
            .scheduleWithFixedDelay(
                log::flush, RECORD_FLUSH_MILLIS, RECORD_FLUSH_MILLIS, TimeUnit.MILLISECONDS);
      }
      return server;
    } catch (RuntimeException e) {
      transport.close();
      if (log != null) {
        log.close();
      }
      throw e;
    }
  }

  private static ApiService api(StandInConfig config) {
    Random random = new Random(config.seed());
    if (config.api() instanceof StandInConfig.Api.Kfp kfp) {
      return new KfpService(kfp.settings(), InstantSource.system(), random, config.seed());
    }
    StandInConfig.Api.Kubernetes kubernetes = (StandInConfig.Api.Kubernetes) config.api();
    ResourceCatalog catalog = new ResourceCatalog(kubernetes.resources());
    ObjectStore store =
        new ObjectStore(catalog, kubernetes.strictNamespaces(), InstantSource.system(), random);
    return new KubernetesApi(store, random);
  }

  private static @Nullable ServerTls tls(StandInConfig config) {
    StandInConfig.Security security = config.security();
    if (security instanceof StandInConfig.Security.GivenTls given) {
      return ServerTls.of(given.certificates(), given.key());
    }
    return security instanceof StandInConfig.Security.MadeTls
        ? ServerTls.made(config.listen().host(), Instant.now())
        : null;
  }

  /** Where it listens. */
  public HostPort address() {
    return HostPort.of((InetSocketAddress) listener.localAddress());
  }

  /** The start of every URL, without a slash at its end. */
  public String url() {
    HostPort address = address();
    boolean everywhere = address.host().equals("0.0.0.0") || address.host().equals("::");
    return (tls == null ? "http://" : "https://")
        + (everywhere ? new HostPort("127.0.0.1", address.port()) : address);
  }

  /** What a client must trust, as PEM; null for plain HTTP. */
  public @Nullable String authority() {
    return tls == null ? null : tls.authority();
  }

  /** A file that tells kubectl how to reach it. */
  public String kubeconfig() {
    return Kubeconfig.of(url(), authority(), config.token());
  }

  /** From now on other things go wrong. */
  public void setFaults(FaultPlan plan) {
    faults.set(plan, System.nanoTime());
  }

  /** What it has been asked and has answered. */
  public RequestStats requests() {
    return requests;
  }

  /** Who has connected. */
  public ConnectionStats connections() {
    return connectionStats;
  }

  /** Closes every connection and the port. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.open().close().awaitUninterruptibly();
    transport.close();
    if (log != null) {
      log.close();
    }
  }
}
