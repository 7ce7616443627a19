package io.plimsoll.backend.device;

import java.util.Map;

/**
 * What kind of device is simulated: the content of a device file.
 *
 * @param labels of its metrics, beside those that are made from its name
 * @param frequencyMhz clock frequency, MHz
 * @param memoryBytes bytes of memory in use: {@code min} with nothing running; what runs may hold
 *     the difference
 * @param powerWatts watts
 * @param temperatureCelsius degrees Celsius
 */
public record DeviceModel(
    Map<String, String> labels,
    MetricRange frequencyMhz,
    MetricRange memoryBytes,
    MetricRange powerWatts,
    MetricRange temperatureCelsius) {

  /** A small integrated GPU, where no file says otherwise. */
  public static final DeviceModel DEFAULT =
      new DeviceModel(
          Map.of(),
          new MetricRange(300, 1650),
          new MetricRange(1_048_576, 4_007_657_472.0),
          new MetricRange(3, 35),
          new MetricRange(20, 90));

  public DeviceModel {
    labels = Map.copyOf(labels);
  }

  /** Bytes that all that runs may hold together. */
  public long capacityBytes() {
    return (long) (memoryBytes.max() - memoryBytes.min());
  }
}
