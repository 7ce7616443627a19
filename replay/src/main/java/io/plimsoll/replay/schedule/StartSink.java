package io.plimsoll.replay.schedule;

/** Takes the requests that may start. */
@FunctionalInterface
public interface StartSink {

  /**
   * Starts one request. The three times are never negative, and their sum is exactly how late the
   * request starts.
   *
   * @param heldByOrderNanos how long past its due time it waited for its predecessor
   * @param heldByPlacesNanos how long it then waited for a place in flight
   * @param generatorLateNanos the rest: the caller asked that much too late
   */
  void start(int index, long heldByOrderNanos, long heldByPlacesNanos, long generatorLateNanos);
}
