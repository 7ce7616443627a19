package io.plimsoll.client.runnergroup;

import java.util.Locale;
import java.util.Optional;

/** When the runners of a group began: a mutable sum. Not thread-safe. */
final class StartSpread {

  /** Below this runners began together, as far as anyone sees in a report of whole seconds. */
  private static final double TOGETHER_SECONDS = 0.1;

  private int runners;
  private double leastLateSeconds = Double.POSITIVE_INFINITY;
  private double mostLateSeconds;

  /** A runner that began so long after the common start. */
  void add(double lateSeconds) {
    runners++;
    leastLateSeconds = Math.min(leastLateSeconds, lateSeconds);
    mostLateSeconds = Math.max(mostLateSeconds, lateSeconds);
  }

  /** From the first that began to the last, in seconds. */
  double seconds() {
    return runners == 0 ? 0 : mostLateSeconds - leastLateSeconds;
  }

  /** When they began; empty if none did. */
  Optional<String> text() {
    if (runners == 0) {
      return Optional.empty();
    }
    if (mostLateSeconds <= TOGETHER_SECONDS) {
      return Optional.of("on time");
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%.1f s to %.1f s after the time that was set",
            leastLateSeconds,
            mostLateSeconds));
  }

  /** What a report should say of it, if anything: it shows the runners as if begun together. */
  Optional<String> warning() {
    return seconds() <= TOGETHER_SECONDS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the runners did not begin together, but up to %.1f s one after the other",
                seconds()));
  }
}
