package io.plimsoll.backend.device;

/**
 * What somebody wants of a device.
 *
 * @param device its name, which {@link DeviceNames#check} has passed
 * @param model what the device is taken to be
 * @param workNanos of work
 * @param loadPercent of the device, 0 to 100
 * @param memoryBytes held while it runs, 0 or more
 * @param activity how the load varies
 * @param seed of that
 */
public record DeviceRequest(
    String device,
    DeviceModel model,
    double workNanos,
    double loadPercent,
    long memoryBytes,
    Activity activity,
    long seed) {}
