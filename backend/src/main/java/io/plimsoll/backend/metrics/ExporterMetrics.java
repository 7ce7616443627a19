package io.plimsoll.backend.metrics;

import java.util.List;
import java.util.Map;

/** What each exporter shows of a device. */
final class ExporterMetrics {

  /** Of the GPU, not of its memory. */
  private static final List<DeviceMetric> XPUM =
      List.of(
          new DeviceMetric(
              "xpum_frequency_mhz",
              "Clock frequency in MHz.",
              Map.of("location", "gpu", "type", "actual"),
              device -> device.model().frequencyMhz().at(device.load())),
          new DeviceMetric(
              "xpum_memory_used_bytes", "Memory in use.", Map.of(), DeviceMetric::usedBytes),
          new DeviceMetric(
              "xpum_power_watts",
              "Power.",
              Map.of(),
              device -> device.model().powerWatts().at(device.load())),
          new DeviceMetric(
              "xpum_temperature_celsius",
              "Temperature.",
              Map.of("location", "gpu"),
              device -> device.model().temperatureCelsius().at(device.load())));

  private static final List<DeviceMetric> DCGM =
      List.of(
          new DeviceMetric(
              "DCGM_FI_DEV_GPU_UTIL",
              "Utilization in percent.",
              Map.of(),
              device -> device.load() * 100),
          new DeviceMetric(
              "DCGM_FI_DEV_FB_USED",
              "Memory in use, in MiB.",
              Map.of(),
              device -> DeviceMetric.usedBytes(device) / DeviceMetric.MIB),
          new DeviceMetric(
              "DCGM_FI_DEV_FB_FREE",
              "Free memory, in MiB.",
              Map.of(),
              device -> DeviceMetric.freeBytes(device) / DeviceMetric.MIB),
          new DeviceMetric(
              "DCGM_FI_DEV_POWER_USAGE",
              "Power in watts.",
              Map.of(),
              device -> device.model().powerWatts().at(device.load())),
          new DeviceMetric(
              "DCGM_FI_DEV_GPU_TEMP",
              "Temperature in degrees Celsius.",
              Map.of(),
              device -> device.model().temperatureCelsius().at(device.load())),
          new DeviceMetric(
              "DCGM_FI_DEV_SM_CLOCK",
              "Clock frequency in MHz.",
              Map.of(),
              device -> device.model().frequencyMhz().at(device.load())),
          // The exporter has it as a counter. The library cannot: counters end in _total.
          new DeviceMetric(
              "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
              "Energy since the device is there, in mJ.",
              Map.of(),
              device -> device.energyJoules() * 1000));

  /** The plugin shows the largest of several samples. */
  private static final List<DeviceMetric> COLLECTD =
      List.of(
          new DeviceMetric(
              "collectd_gpu_sysman_frequency_mhz",
              "Clock frequency in MHz.",
              Map.of("location", "gpu", "type", "actual", "function", "max"),
              device -> device.model().frequencyMhz().at(device.load())),
          new DeviceMetric(
              "collectd_gpu_sysman_memory_used_bytes",
              "Memory in use.",
              Map.of("location", "device", "function", "max"),
              DeviceMetric::usedBytes),
          new DeviceMetric(
              "collectd_gpu_sysman_power_watts",
              "Power.",
              Map.of(),
              device -> device.model().powerWatts().at(device.load())),
          new DeviceMetric(
              "collectd_gpu_sysman_temperature_celsius",
              "Temperature.",
              Map.of("location", "gpu-max"),
              device -> device.model().temperatureCelsius().at(device.load())));

  private ExporterMetrics() {}

  static List<DeviceMetric> of(Exporter exporter) {
    return switch (exporter) {
      case XPUM -> XPUM;
      case DCGM -> DCGM;
      case COLLECTD -> COLLECTD;
    };
  }
}
