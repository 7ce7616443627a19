package io.plimsoll.backend;

import io.netty.channel.EventLoop;
import io.plimsoll.backend.device.Devices;
import io.plimsoll.backend.metrics.WorkFigures;
import io.plimsoll.backend.workload.Workload;
import io.plimsoll.backend.workload.WorkloadCatalog;
import io.plimsoll.backend.workload.WorkloadContext;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Puts a backend together. */
final class Backend implements AutoCloseable {

  /** Out of memory, or a jar that was overwritten: whoever waits must not wait for ever. */
  private static final Ending LOOP_DIED =
      Ending.unreachable("the event loop has died, see the log");

  private final Transport transport = Transport.start("backend", 1);
  private final Devices devices;
  private final Workload workload;
  private final Dialer dialer;
  private final TlsClient tls;
  private final WorkerLoop worker;
  private final @Nullable Metrics metrics;

  /**
   * Starts a backend.
   *
   * @throws CommandException exit code 2 if the workload, a device or a file of TLS is missing
   */
  Backend(BackendConfig config, Identity self) {
    EventLoop loop = transport.loops().next();
    List<Slot> slots = Slot.all(config);
    Backoff backoff = Backoff.of(config);
    devices = new Devices(config.deviceDir());
    workload = WorkloadCatalog.find(config.workload(), context(config, loop, self, devices, false));
    Retry retry = new Retry(config.retry().toNanos(), new SplittableRandom());
    WorkFigures figures = new WorkFigures(config.queue(), config.slots());
    worker = new WorkerLoop(loop, config, self, workload, backoff, retry, figures);
    metrics = Metrics.of(config, self, figures, devices);
    Form form = config.classic() ? Form.CLASSIC : Form.SESSION;
    tls = TlsClient.of(config.tls());
    dialer = new Dialer(transport, loop, config.frontend(), tls, form);
    FrontendLink link =
        config.classic()
            ? new ClassicLink(dialer, worker, config.queue())
            : new SessionLink(dialer, worker, config.queue(), backoff.waitNanos() / 1e9, self);
    loop.terminationFuture().addListener(over -> worker.ended().complete(LOOP_DIED));
    loop.execute(() -> worker.start(link, slots));
  }

  static WorkloadContext context(
      BackendConfig config, EventLoop loop, Identity self, Devices devices, boolean once) {
    return new WorkloadContext(
        loop,
        config.args(),
        config.workdir(),
        config.nullIn(),
        config.nullOut(),
        once,
        self.pod(),
        self.node(),
        devices);
  }

  /** Runs a backend until it ends or is told to. */
  static ExitCode run(BackendConfig config) {
    try (Backend backend = new Backend(config, Identity.of(config, System.getenv()))) {
      Signals.onTermination(backend.worker()::signalled);
      Ending ending = backend.worker().ended().join();
      if (!ending.error().isEmpty()) {
        throw new CommandException(ending.code(), ending.error());
      }
      return ending.code();
    }
  }

  WorkerLoop worker() {
    return worker;
  }

  @Nullable Metrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
    dialer.close();
    tls.close();
    workload.close();
    devices.close();
    transport.close();
  }
}
