package io.plimsoll.backend.metrics;

import io.plimsoll.backend.device.DeviceReading;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A gauge of a device.
 *
 * @param labels beside those of the device
 */
record DeviceMetric(
    String name, String help, Map<String, String> labels, ToDoubleFunction<DeviceReading> value) {

  static final double MIB = 1 << 20;

  /** With nothing running, a device has the least of its model in use. */
  static double usedBytes(DeviceReading device) {
    return device.model().memoryBytes().min() + device.memoryBytes();
  }

  static double freeBytes(DeviceReading device) {
    return Math.max(0, device.model().memoryBytes().max() - usedBytes(device));
  }
}
