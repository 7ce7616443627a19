package io.plimsoll.backend;

import io.plimsoll.backend.device.DeviceFigures;
import io.plimsoll.backend.metrics.MetricsService;
import io.plimsoll.backend.metrics.WorkFigures;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics port, on a thread of its own, so that scrapes do not delay items. */
final class Metrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final Transport transport = Transport.start("metrics", 1);
  private final HttpPort port;

  private Metrics(
      BackendConfig config,
      HostPort address,
      Identity self,
      WorkFigures work,
      DeviceFigures devices) {
    MetricsService service =
        new MetricsService(
            work, devices, config.identity(), self.node(), self.pod(), transport.loops().next());
    port = HttpPort.listen(transport, address, "--metrics", service);
  }

  /**
   * Opens the port, if one is wanted.
   *
   * @throws CommandException if it cannot be opened
   */
  static @Nullable Metrics of(
      BackendConfig config, Identity self, WorkFigures work, DeviceFigures devices) {
    HostPort address = config.metrics();
    if (address == null) {
      return null;
    }
    Metrics metrics = new Metrics(config, address, self, work, devices);
    LOG.info("metrics http://{}/", metrics.address());
    return metrics;
  }

  HostPort address() {
    return port.address();
  }

  @Override
  public void close() {
    port.close();
    transport.close();
  }
}
