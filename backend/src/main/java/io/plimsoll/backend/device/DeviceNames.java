package io.plimsoll.backend.device;

import io.plimsoll.cli.Text;
import java.nio.charset.StandardCharsets;

/** Names of simulated devices, which may be paths and may come from anybody. */
public final class DeviceNames {

  /** Three times as many and the ending still make a file name, which has at most 255. */
  static final int MAX_BYTES = 80;

  /** What a name must be like, for error texts. */
  public static final String RULE =
      "a name of 1 to " + MAX_BYTES + " bytes of UTF-8, without control characters";

  private static final String ENDING = ".device";

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

  private DeviceNames() {}

  /**
   * The name, if it is one.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  public static String check(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_BYTES || !Text.printable(name).equals(name)) {
      String shown = bytes > MAX_BYTES ? bytes + " bytes" : "'" + Text.printable(name) + "'";
      throw new IllegalArgumentException("--device: " + shown + " (expected: " + RULE + ")");
    }
    return name;
  }

  /**
   * The file of a device: its name with everything that could mean something to a file system as
   * {@code %2F}. Different names have different files.
   */
  static String fileName(String name) {
    StringBuilder file = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean dotWithin = b == '.' && !file.isEmpty();
      if (dotWithin || PLAIN.indexOf(b) >= 0) {
        file.append((char) b);
      } else {
        file.append('%').append(String.format("%02X", b));
      }
    }
    return file.append(ENDING).toString();
  }
}
