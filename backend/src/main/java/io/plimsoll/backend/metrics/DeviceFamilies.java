package io.plimsoll.backend.metrics;

import io.plimsoll.backend.device.DeviceReading;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of simulated devices: each backend's own share, and from the one backend that exports
 * a device its totals, under our names and under those of an exporter.
 */
final class DeviceFamilies {

  private static final String PREFIX = "plimsoll_device_";

  private final Exporter exporter;
  private final String node;
  private final String pod;

  DeviceFamilies(Exporter exporter, String node, String pod) {
    this.exporter = exporter;
    this.node = node;
    this.pod = pod;
  }

  List<MetricFamilySamples> of(List<DeviceReading> readings) {
    if (readings.isEmpty()) {
      return List.of();
    }
    List<MetricFamilySamples> families = new ArrayList<>();
    families.add(
        ours(
            "own_load_ratio",
            "Share of this backend in the load of the device, over the last full second.",
            Collector.Type.GAUGE,
            readings,
            DeviceReading::ownLoad));
    families.add(
        ours(
            "own_memory_bytes",
            "Memory of the device that this backend holds.",
            Collector.Type.GAUGE,
            readings,
            DeviceReading::ownMemoryBytes));
    families.add(
        ours(
            "own_running",
            "Items of this backend that run on the device.",
            Collector.Type.GAUGE,
            readings,
            DeviceReading::ownRunning));
    families.add(
        ours(
            "own_busy_seconds",
            "Share of this backend in the work that the device has done.",
            Collector.Type.COUNTER,
            readings,
            DeviceReading::ownBusySeconds));
    List<DeviceReading> exported = readings.stream().filter(DeviceReading::exporter).toList();
    if (!exported.isEmpty()) {
      totals(families, exported);
    }
    return families;
  }

  private void totals(List<MetricFamilySamples> families, List<DeviceReading> exported) {
    families.add(
        ours(
            "load_ratio",
            "Load of the device by all backends, over the last full second.",
            Collector.Type.GAUGE,
            exported,
            DeviceReading::load));
    families.add(
        ours(
            "memory_bytes",
            "Memory of the device that all backends hold.",
            Collector.Type.GAUGE,
            exported,
            DeviceReading::memoryBytes));
    families.add(
        ours(
            "running",
            "Items of all backends that run on the device.",
            Collector.Type.GAUGE,
            exported,
            DeviceReading::running));
    families.add(
        ours(
            "busy_seconds",
            "Work that the device has done, in seconds at full load.",
            Collector.Type.COUNTER,
            exported,
            DeviceReading::busySeconds));
    for (DeviceMetric metric : ExporterMetrics.of(exporter)) {
      families.add(theirs(metric, exported));
    }
  }

  private static MetricFamilySamples ours(
      String name,
      String help,
      Collector.Type type,
      List<DeviceReading> devices,
      ToDoubleFunction<DeviceReading> value) {
    String full = PREFIX + name + (type == Collector.Type.COUNTER ? "_total" : "");
    List<Sample> samples =
        devices.stream()
            .map(
                device ->
                    new Sample(
                        full,
                        List.of("device"),
                        List.of(device.name()),
                        value.applyAsDouble(device)))
            .toList();
    return new MetricFamilySamples(PREFIX + name, type, help, samples);
  }

  /**
   * Device files can give two devices the same labels: then the first counts, since two samples of
   * one name and the same labels spoil the whole page for some readers.
   */
  private MetricFamilySamples theirs(DeviceMetric metric, List<DeviceReading> devices) {
    List<Sample> samples = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (DeviceReading device : devices) {
      Map<String, String> labels = DeviceLabels.of(exporter, device, metric.labels(), node, pod);
      if (seen.add(labels)) {
        samples.add(
            new Sample(
                metric.name(),
                List.copyOf(labels.keySet()),
                List.copyOf(labels.values()),
                metric.value().applyAsDouble(device)));
      }
    }
    return new MetricFamilySamples(metric.name(), Collector.Type.GAUGE, metric.help(), samples);
  }
}
