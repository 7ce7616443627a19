package io.plimsoll.backend;

import io.plimsoll.cli.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the arguments of a run: the command line's followed by the request's, with {@code FILENAME}
 * replaced by the device wherever it stands in one.
 */
final class Arguments {

  private static final String PLACEHOLDER = "FILENAME";

  private final List<String> first;
  private final boolean ignoreRequest;
  private final String device;

  private Arguments(List<String> first, boolean ignoreRequest, String device) {
    this.first = first;
    this.ignoreRequest = ignoreRequest;
    this.device = device;
  }

  /**
   * @param device path of the device, empty = none
   * @throws CommandException exit code 2 if the command line has the placeholder and there is no
   *     device
   */
  static Arguments of(BackendConfig config, String device) {
    if (device.isEmpty() && config.args().stream().anyMatch(arg -> arg.contains(PLACEHOLDER))) {
      throw CommandException.usage(
          PLACEHOLDER, "no device for it", "--device-glob with a pattern that matches a file");
    }
    List<String> first = config.args().stream().map(arg -> replaced(arg, device)).toList();
    return new Arguments(first, config.ignoreArgs(), device);
  }

  /**
   * The arguments for a request with {@code args}.
   *
   * @throws IllegalArgumentException if they need a device and there is none
   */
  List<String> with(List<String> args) {
    if (ignoreRequest || args.isEmpty()) {
      return first;
    }
    List<String> all = new ArrayList<>(first.size() + args.size());
    all.addAll(first);
    for (String arg : args) {
      if (device.isEmpty() && arg.contains(PLACEHOLDER)) {
        throw new IllegalArgumentException(
            PLACEHOLDER + ": this backend has no device for it (expected: --device-glob)");
      }
      all.add(replaced(arg, device));
    }
    return all;
  }

  private static String replaced(String arg, String device) {
    return arg.replace(PLACEHOLDER, device);
  }
}
