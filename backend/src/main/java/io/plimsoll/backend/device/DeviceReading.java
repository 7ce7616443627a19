package io.plimsoll.backend.device;

/**
 * The figures of one simulated device. Loads are parts of the whole device, 0 to 1, and means over
 * the last full second, whenever they are read.
 *
 * @param name of the device
 * @param model what it is
 * @param exporter whether this backend is the one that exports the totals; if not, only what begins
 *     with {@code own} is to be shown
 * @param load utilization by all backends
 * @param memoryBytes held by what runs in all backends
 * @param running requests that run in all backends
 * @param busySeconds integral of the utilization over time
 * @param presentSeconds how long the device has been there
 * @param ownLoad share of this backend in {@code load}
 * @param ownMemoryBytes held by what runs in this backend
 * @param ownRunning requests that run in this backend
 * @param ownBusySeconds share of this backend in {@code busySeconds}
 */
public record DeviceReading(
    String name,
    DeviceModel model,
    boolean exporter,
    double load,
    long memoryBytes,
    int running,
    double busySeconds,
    double presentSeconds,
    double ownLoad,
    long ownMemoryBytes,
    int ownRunning,
    double ownBusySeconds) {

  /** Watt seconds since the device is there: power is linear in the load. */
  public double energyJoules() {
    return model.powerWatts().min() * presentSeconds
        + (model.powerWatts().max() - model.powerWatts().min()) * busySeconds;
  }
}
