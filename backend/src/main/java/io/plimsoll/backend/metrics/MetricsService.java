package io.plimsoll.backend.metrics;

import io.plimsoll.backend.device.DeviceFigures;
import io.plimsoll.backend.device.DeviceReading;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import io.plimsoll.http.HttpService;
import io.plimsoll.http.MetricsPage;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /metrics} and {@code /healthz}. */
public final class MetricsService implements HttpService {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsService.class);

  private final WorkFigures work;
  private final DeviceFigures devices;
  private final DeviceFamilies families;
  private final Executor metricsLoop;
  private final CollectorRegistry process = new CollectorRegistry();

  /**
   * @param exporter whose names simulated devices have
   * @param node where the backend is
   * @param pod what the backend is
   * @param metricsLoop where pages are put together
   */
  public MetricsService(
      WorkFigures work,
      DeviceFigures devices,
      Exporter exporter,
      String node,
      String pod,
      Executor metricsLoop) {
    this.work = work;
    this.devices = devices;
    this.families = new DeviceFamilies(exporter, node, pod);
    this.metricsLoop = metricsLoop;
    // Costs some hundred milliseconds of class loading, which nobody should wait for.
    metricsLoop.execute(() -> DefaultExports.register(process));
  }

  @Override
  public void serve(HttpCall call) {
    switch (call.path()) {
      case "/metrics" -> metrics(call);
      case "/healthz" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "ok\n"));
      case "/" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "/metrics /healthz\n"));
      default -> call.reply(HttpReply.error(404, "not found (see /)"));
    }
  }

  private void metrics(HttpCall call) {
    devices
        .current()
        .thenAcceptAsync(readings -> call.reply(MetricsPage.of(call, all(readings))), metricsLoop)
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                LOG.warn("cannot answer {}: {}", call.path(), error.toString());
                call.reply(HttpReply.error(500, "internal error"));
              }
            });
  }

  private List<MetricFamilySamples> all(List<DeviceReading> readings) {
    List<MetricFamilySamples> all = new ArrayList<>(work.families());
    all.addAll(families.of(readings));
    all.addAll(Collections.list(process.metricFamilySamples()));
    return all;
  }
}
