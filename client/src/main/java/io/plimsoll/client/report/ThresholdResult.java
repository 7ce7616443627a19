package io.plimsoll.client.report;

import io.plimsoll.cli.Text;
import org.jspecify.annotations.Nullable;

/**
 * What became of a threshold.
 *
 * @param threshold as it was written: {@code wait.p99 < 2s}
 * @param phase of which phase; empty: of the whole
 * @param value what the figure was, in seconds, per second, or as a share; null: there was none
 * @param held whether it was as asked
 */
public record ThresholdResult(
    String threshold, String phase, @Nullable Double value, boolean held) {

  /** For people, in one line. */
  public String line() {
    return (held ? "held    " : "FAILED  ")
        + (phase.isEmpty() ? "" : Text.printable(phase) + ": ")
        + Text.printable(threshold)
        + ": "
        + shown();
  }

  /** The value in its unit; of a threshold that this version does not know, as a number. */
  public String shown() {
    try {
      return Threshold.parse(threshold).shown(value);
    } catch (IllegalArgumentException e) {
      return String.valueOf(value);
    }
  }
}
