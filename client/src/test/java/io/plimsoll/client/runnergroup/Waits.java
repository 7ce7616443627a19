package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.ProgressLine;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Waits in which no time passes. */
final class Waits {

  /** Only a test that fails looks so often. */
  private static final long LOOKS = 1_000;

  private Waits() {}

  /** Looks again at once. */
  static Patience none() {
    return doing(() -> {});
  }

  /** Does something between looks, such as what a cluster would have done. */
  static Patience doing(Runnable meanwhile) {
    long[] looks = new long[1];
    return new Patience(Duration.ofNanos(LOOKS), meanwhile, () -> looks[0]++);
  }

  /** Looks once, and not again. */
  static Patience over() {
    return new Patience(Duration.ZERO, () -> {}, () -> 0);
  }

  /** Shows nothing. */
  static ProgressLine silent() {
    return new ProgressLine(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), true);
  }
}
