package io.plimsoll.backend.device;

/** One request on a device. */
@FunctionalInterface
public interface DeviceWork {

  /**
   * Ends it early, unless it has ended. Its end is told in any case. For any thread; does not
   * block; only the first call counts.
   */
  void leave();
}
