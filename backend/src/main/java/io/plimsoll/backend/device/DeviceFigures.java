package io.plimsoll.backend.device;

import java.util.List;

/** Where metrics come from. For any thread; does not block. */
@FunctionalInterface
public interface DeviceFigures {

  /** A backend that simulates no device. */
  DeviceFigures NONE = List::of;

  /** Of each simulated device that this backend has used, in the order of their names. */
  List<DeviceReading> readings();
}
