package io.plimsoll.backend.metrics;

import io.plimsoll.cli.CommandException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An exporter of GPU metrics whose names and labels simulated devices take on, so that dashboards
 * and rules made for it have something to show.
 */
public enum Exporter {
  /** Intel XPU Manager. */
  XPUM,

  /** NVIDIA DCGM exporter. */
  DCGM,

  /** The plugin gpu_sysman of collectd. */
  COLLECTD;

  /**
   * The one that {@code --identity} names.
   *
   * @throws CommandException exit code 2 if there is none of that name
   */
  public static Exporter named(String text) {
    return Arrays.stream(values())
        .filter(exporter -> exporter.label().equals(text))
        .findFirst()
        .orElseThrow(() -> CommandException.usage("--identity", "'" + text + "'", names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(Exporter::label).collect(Collectors.joining(" or "));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
