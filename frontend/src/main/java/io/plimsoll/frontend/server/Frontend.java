package io.plimsoll.frontend.server;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.cli.Signals;
import io.plimsoll.frontend.external.ExternalMetricsPort;
import io.plimsoll.frontend.metrics.StatusService;
import io.plimsoll.frontend.queue.QueueRules;
import io.plimsoll.frontend.queue.ReplayQueue;
import io.plimsoll.frontend.queue.ReplayRules;
import io.plimsoll.frontend.queue.WorkQueue;
import io.plimsoll.http.HttpPort;
import io.plimsoll.protocol.Limits;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageWriter;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.Pipelines;
import io.plimsoll.wire.TlsServer;
import io.plimsoll.wire.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running frontend: three ports, the queues behind them, and the way it ends. */
final class Frontend implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);

  private static final String SHUTTING_DOWN = "frontend is shutting down";

  /** How long replies may take to leave after the last item has ended. */
  private static final long FLUSH_MILLIS = 2000;

  private final FrontendConfig config;
  private final TlsServer tls;
  private final Transport transport;
  private final Transport metricsTransport = Transport.start("metrics", 1);
  private final QueueDirectory queues;
  private final Status status;
  private final QueuePort clients;
  private final QueuePort workers;
  private final HttpPort metrics;
  private final @Nullable ExternalMetricsPort external;
  private final StatisticsLog statistics;

  private Frontend(FrontendConfig config) {
    this.config = config;
    this.tls = TlsServer.of(config.tls());
    this.transport = Transport.start("frontend", config.loops());
    this.queues = directory();
    AtomicInteger open = new AtomicInteger();
    PortCounters clientCounters = new PortCounters("clients", open, config.maxConnections());
    PortCounters workerCounters = new PortCounters("workers", open, config.maxConnections());
    this.status = new Status(queues, clientCounters, workerCounters, config.logIntervalNanos());
    // First, since its files may be no good.
    this.external =
        config.external() == null
            ? null
            : ExternalMetricsPort.listen(
                metricsTransport, metricsTransport.loops().next(), config.external(), status);
    this.clients =
        QueuePort.listen(
            transport,
            "--clients",
            config.clients(),
            "client",
            clientCounters,
            channel -> clientPipeline(channel, clientCounters));
    this.workers =
        QueuePort.listen(
            transport,
            "--workers",
            config.workers(),
            "worker",
            workerCounters,
            channel -> workerPipeline(channel, workerCounters));
    this.metrics =
        HttpPort.listen(
            metricsTransport,
            config.metrics(),
            "--metrics",
            new StatusService(status, metricsTransport.loops().next()));
    this.statistics = new StatisticsLog(queues, metricsTransport, config.logIntervalNanos());
  }

  /**
   * Opens the ports.
   *
   * @throws io.plimsoll.cli.CommandException if one cannot be opened
   */
  static Frontend start(FrontendConfig config) {
    Frontend frontend = new Frontend(config);
    LOG.info(
        "listening: clients {}, workers {}, metrics http://{}/{}{}",
        frontend.clientAddress(),
        frontend.workerAddress(),
        frontend.metricsAddress(),
        frontend.external == null
            ? ""
            : ", external metrics https://" + frontend.external.address() + "/",
        config.tls() == null ? "" : ", TLS for clients and workers");
    return frontend;
  }

  HostPort clientAddress() {
    return clients.address();
  }

  HostPort workerAddress() {
    return workers.address();
  }

  HostPort metricsAddress() {
    return metrics.address();
  }

  /**
   * @throws NullPointerException if they are not served
   */
  HostPort externalMetricsAddress() {
    return requireNonNull(external).address();
  }

  /** Serves until a signal, then drains. A second signal ends the process at once. */
  ExitCode runUntilSignal() throws InterruptedException {
    CountDownLatch signalled = new CountDownLatch(1);
    Signals.onTermination(
        count -> {
          if (count > 1) {
            Runtime.getRuntime().halt(ExitCode.FAILED.code());
          }
          signalled.countDown();
        });
    signalled.await();
    drain();
    close();
    return ExitCode.OK;
  }

  /**
   * Takes nothing new, answers what waits with an error, and lets what runs finish, up to the drain
   * time-out. When it returns, every accepted request has its answer.
   */
  void drain() {
    status.stopping();
    clients.stopListening();
    workers.stopListening();
    CompletableFuture<?> idle =
        CompletableFuture.allOf(
            queues.all().stream()
                .map(queue -> queue.drain(SHUTTING_DOWN))
                .toArray(CompletableFuture[]::new));
    idle.completeOnTimeout(null, config.drainNanos(), TimeUnit.NANOSECONDS).join();
    String tooLong = SHUTTING_DOWN + ": the item was still running after the drain time-out";
    queues.all().forEach(queue -> queue.abandonRunning(tooLong).join());
    clients.closeConnections(FLUSH_MILLIS);
    workers.closeConnections(FLUSH_MILLIS);
    statistics.last();
  }

  /** Ends the threads; what is connected then is cut off. */
  @Override
  public void close() {
    metrics.close();
    if (external != null) {
      external.close();
    }
    tls.close();
    transport.close();
    metricsTransport.close();
  }

  private QueueDirectory directory() {
    Map<String, QueueOwner> owners = new LinkedHashMap<>();
    for (QueueSpec spec : config.queues()) {
      EventLoop loop = transport.loops().next();
      long now = loop.ticker().nanoTime();
      QueueOwner owner =
          switch (spec.type()) {
            case WORK -> new QueueOwner(workQueue(spec, now), loop, config.maxReplyBytes());
            case REPLAY -> new QueueOwner(replayQueue(spec, now), loop, maxRunnerReplyBytes());
          };
      owners.put(spec.name(), owner);
    }
    return new QueueDirectory(owners);
  }

  private WorkQueue workQueue(QueueSpec spec, long now) {
    QueueRules rules =
        new QueueRules(
            config.queueCapacity(),
            config.redeliver(),
            QueueRules.GRACE_NANOS,
            config.classicWaitNanos());
    return new WorkQueue(spec.name(), rules, now);
  }

  private ReplayQueue replayQueue(QueueSpec spec, long now) {
    ReplayRules rules =
        new ReplayRules(config.queueCapacity(), QueueRules.GRACE_NANOS, config.readyNanos());
    return new ReplayQueue(spec.name(), rules, MessageWriter::result, now);
  }

  private int maxRunnerReplyBytes() {
    return Math.max(config.maxReplyBytes(), Limits.RUNNER_REPLY_BYTES);
  }

  private void clientPipeline(Channel channel, PortCounters counters) {
    MessageEncoder encoder = new MessageEncoder(Form.CLASSIC);
    ClientConnection connection = new ClientConnection(queues, counters, encoder);
    MessageDecoder decoder =
        new MessageDecoder(
            connection.parser(), config.maxRequestBytes(), config.firstMessageNanos());
    Pipelines.accepted(channel.pipeline(), tls, config.writeNanos(), decoder, encoder, connection);
  }

  private void workerPipeline(Channel channel, PortCounters counters) {
    MessageEncoder encoder = new MessageEncoder(Form.CLASSIC);
    WorkerConnection connection = new WorkerConnection(queues, counters, config, encoder);
    Pipelines.accepted(
        channel.pipeline(), tls, config.writeNanos(), connection.decoder(), encoder, connection);
  }
}
