/**
 * The devices that workloads run on: real ones by their files, and simulated ones that the backends
 * of a host share.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.backend.device.DeviceGlob} and the readers of files are used by {@code main},
 * before anything else runs. {@link io.plimsoll.backend.device.Devices} has one thread for all
 * simulated devices of a backend, which may wait for a file's lock: {@code SharedDevice}, {@code
 * DeviceTable} and {@code StateFile} are confined to it. {@code ProcessorSharing} and what it is
 * made of are pure. All records are immutable.
 */
@NullMarked
package io.plimsoll.backend.device;

import org.jspecify.annotations.NullMarked;
