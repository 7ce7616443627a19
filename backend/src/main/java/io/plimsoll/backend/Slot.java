package io.plimsoll.backend;

import io.plimsoll.backend.device.DeviceGlob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for one item at a time, with a device of its own if there are any. It keeps its device,
 * also while that is gone.
 */
final class Slot {

  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

  final String device;
  private final Arguments arguments;
  private final Path directory;

  /** How often in a row the queue was empty when this slot asked. */
  int empties;

  private Slot(Arguments arguments, Path directory, String device) {
    this.arguments = arguments;
    this.directory = directory;
    this.device = device;
  }

  /**
   * The slots of a backend; devices go round robin.
   *
   * @throws io.plimsoll.cli.CommandException exit code 2 if the command line needs a device and
   *     there is none
   */
  static List<Slot> all(BackendConfig config) {
    List<String> devices = List.of();
    if (!config.deviceGlob().isEmpty()) {
      devices = DeviceGlob.matches(config.deviceGlob(), config.workdir());
      if (devices.isEmpty()) {
        LOG.warn("--device-glob: nothing matches {}", config.deviceGlob());
      } else if (devices.size() > 1 && config.slots() == 1) {
        LOG.warn("--device-glob: {} files match, using {}", devices.size(), devices.get(0));
      }
    }
    List<Slot> slots = new ArrayList<>(config.slots());
    for (int i = 0; i < config.slots(); i++) {
      String device = devices.isEmpty() ? "" : devices.get(i % devices.size());
      slots.add(new Slot(Arguments.of(config, device), config.workdir(), device));
    }
    return slots;
  }

  /**
   * The arguments for a request with {@code args}.
   *
   * @throws IllegalArgumentException if they need a device and there is none, or if the device has
   *     gone since the backend started
   */
  List<String> arguments(List<String> args) {
    if (!device.isEmpty() && !Files.exists(directory.resolve(device))) {
      throw new IllegalArgumentException(
          "device: " + device + " is gone (expected: the file that was there at the start)");
    }
    return arguments.with(args);
  }
}
