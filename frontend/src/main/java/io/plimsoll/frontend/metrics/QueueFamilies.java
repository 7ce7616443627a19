package io.plimsoll.frontend.metrics;

import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.Rejection;
import io.plimsoll.frontend.queue.TimeHistogram;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The frontend's own metrics from one set of snapshots. The names up to the maxima are the original
 * tool's, so that dashboards and autoscaler rules carry over.
 */
final class QueueFamilies {

  private static final List<String> NAME = List.of("name");

  private final List<MetricFamilySamples> families = new ArrayList<>();
  private final List<QueueSnapshot> queues;
  private final double intervalSeconds;

  private QueueFamilies(List<QueueSnapshot> queues, double intervalSeconds) {
    this.queues = queues;
    this.intervalSeconds = intervalSeconds;
  }

  static List<MetricFamilySamples> of(
      List<QueueSnapshot> queues, List<PortFigures> ports, double intervalSeconds) {
    QueueFamilies all = new QueueFamilies(queues, intervalSeconds);
    all.connections(ports);
    all.queues();
    return all.families;
  }

  private void connections(List<PortFigures> ports) {
    for (PortFigures port : ports) {
      String who = port.port().equals("clients") ? "client" : "worker";
      families.add(
          new CounterMetricFamily(
              "hpa_" + who + "_connections",
              "Connections accepted on the " + who + " port.",
              (double) port.accepted()));
    }
    GaugeMetricFamily open =
        new GaugeMetricFamily(
            "hpa_connections_open", "Connections that are open now.", List.of("port"));
    CounterMetricFamily rejected =
        new CounterMetricFamily(
            "hpa_connections_rejected",
            "Connections that the frontend closed, and why.",
            List.of("port", "reason"));
    for (PortFigures port : ports) {
      open.addMetric(List.of(port.port()), (double) port.open());
      port.rejected()
          .forEach(
              (reason, count) -> rejected.addMetric(List.of(port.port(), reason), (double) count));
    }
    families.add(open);
    families.add(rejected);
  }

  private void queues() {
    gauge(
        "hpa_queue_all",
        "Requests that wait or run.",
        queue -> (double) queue.waiting() + queue.running());
    gauge("hpa_queue_waiting", "Requests that wait for a worker.", QueueSnapshot::waiting);
    gauge(
        "hpa_queue_running",
        "Items that workers have, also those whose client has left.",
        QueueSnapshot::running);
    counter(
        "hpa_queue_success",
        "Requests whose client got a reply that says success.",
        queue -> (double) queue.counts().success());
    counter(
        "hpa_queue_failure",
        "Accepted requests whose client got an error.",
        queue -> (double) queue.counts().failure());
    counter(
        "hpa_queue_disconnect",
        "Requests whose client left before its answer.",
        queue -> (double) queue.counts().disconnect());
    maximum(
        "hpa_queue_maxrun_seconds",
        "Longest run time of the period.",
        queue -> queue.maxima().runSeconds());
    maximum(
        "hpa_queue_maxwait_seconds",
        "Longest time in the queue of the period.",
        queue -> queue.maxima().waitSeconds());
    maximum(
        "hpa_queue_maxtotal_seconds",
        "Longest sum of wait and run time of the period.",
        queue -> queue.maxima().totalSeconds());
    gauge(
        "hpa_queue_workers_waiting",
        "Work requests that wait for an item.",
        QueueSnapshot::workersWaiting);
    CounterMetricFamily rejected =
        new CounterMetricFamily(
            "hpa_queue_rejected", "Requests that were refused.", List.of("name", "reason"));
    for (QueueSnapshot queue : queues) {
      for (Rejection reason : Rejection.values()) {
        Long count = queue.counts().rejected().get(reason);
        rejected.addMetric(
            List.of(queue.name(), reason.label()), count == null ? 0 : (double) count);
      }
    }
    families.add(rejected);
    List<Sample> waits = new ArrayList<>();
    List<Sample> runs = new ArrayList<>();
    for (QueueSnapshot queue : queues) {
      histogram(waits, "hpa_queue_wait_seconds", queue.name(), queue.counts().waits());
      histogram(runs, "hpa_queue_run_seconds", queue.name(), queue.counts().runs());
    }
    families.add(
        new MetricFamilySamples(
            "hpa_queue_wait_seconds",
            Collector.Type.HISTOGRAM,
            "Time in the queue at each handing out of an item.",
            waits));
    families.add(
        new MetricFamilySamples(
            "hpa_queue_run_seconds",
            Collector.Type.HISTOGRAM,
            "Run times that workers replied.",
            runs));
  }

  private void gauge(String name, String help, ToDoubleFunction<QueueSnapshot> value) {
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, NAME);
    for (QueueSnapshot queue : queues) {
      family.addMetric(List.of(queue.name()), value.applyAsDouble(queue));
    }
    families.add(family);
  }

  private void counter(String name, String help, ToDoubleFunction<QueueSnapshot> value) {
    CounterMetricFamily family = new CounterMetricFamily(name, help, NAME);
    for (QueueSnapshot queue : queues) {
      family.addMetric(List.of(queue.name()), value.applyAsDouble(queue));
    }
    families.add(family);
  }

  private void maximum(String name, String help, ToDoubleFunction<QueueSnapshot> value) {
    if (intervalSeconds == 0) {
      gauge(name, help, value);
      return;
    }
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("name", "interval"));
    String interval = Collector.doubleToGoString(intervalSeconds);
    for (QueueSnapshot queue : queues) {
      family.addMetric(List.of(queue.name(), interval), value.applyAsDouble(queue));
    }
    families.add(family);
  }

  private static void histogram(
      List<Sample> samples, String metric, String queue, TimeHistogram.Snapshot histogram) {
    List<String> labels = List.of("name", "le");
    long count = 0;
    for (TimeHistogram.Bucket bucket : histogram.buckets()) {
      String bound = Collector.doubleToGoString(bucket.boundSeconds());
      samples.add(
          new Sample(metric + "_bucket", labels, List.of(queue, bound), (double) bucket.count()));
      count = bucket.count();
    }
    samples.add(new Sample(metric + "_count", NAME, List.of(queue), (double) count));
    samples.add(new Sample(metric + "_sum", NAME, List.of(queue), histogram.sumSeconds()));
  }
}
