package io.plimsoll.backend.device;

/** How a request on a device ended. What it used is free by then. */
public sealed interface DeviceEnd {

  /**
   * Its work is done.
   *
   * @param loadPercent utilization of the device just before, 0 to 100, by all backends
   * @param memoryBytes held on the device just before, by all backends
   */
  record Done(double loadPercent, long memoryBytes) implements DeviceEnd {}

  /** It left before that. */
  record Left() implements DeviceEnd {}

  /**
   * It could not be begun, or its device is broken.
   *
   * @param error one line that names the device
   */
  record Failed(String error) implements DeviceEnd {}
}
