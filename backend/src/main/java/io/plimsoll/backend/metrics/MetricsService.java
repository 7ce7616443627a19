package io.plimsoll.backend.metrics;

import io.plimsoll.backend.device.DeviceFigures;
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

/** {@code /metrics} and {@code /healthz}. */
public final class MetricsService implements HttpService {

  private final WorkFigures work;
  private final DeviceFigures devices;
  private final DeviceFamilies families;
  private final CollectorRegistry process = new CollectorRegistry();

  /**
   * @param exporter whose names simulated devices have
   * @param node where the backend is
   * @param pod what the backend is
   * @param metricsLoop that of the port
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
    // Costs some hundred milliseconds of class loading, which nobody should wait for.
    metricsLoop.execute(() -> DefaultExports.register(process));
  }

  @Override
  public void serve(HttpCall call) {
    switch (call.path()) {
      case "/metrics" -> call.reply(MetricsPage.of(call, all()));
      case "/healthz" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "ok\n"));
      case "/" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "/metrics /healthz\n"));
      default -> call.reply(HttpReply.error(404, "not found (see /)"));
    }
  }

  private List<MetricFamilySamples> all() {
    List<MetricFamilySamples> all = new ArrayList<>(work.families());
    all.addAll(families.of(devices.readings()));
    all.addAll(Collections.list(process.metricFamilySamples()));
    return all;
  }
}
