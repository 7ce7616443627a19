package io.plimsoll.backend.workload;

import io.plimsoll.cli.Durations;
import io.plimsoll.protocol.Limits;
import java.util.random.RandomGenerator;

/**
 * How long to sleep.
 *
 * @param nanos the time, or its mean
 * @param exponential whether each time is drawn from an exponential distribution with that mean
 */
record SleepTime(long nanos, boolean exponential) {

  static final String RULE = Durations.RULE + ", or exp:MEAN for exponential times";

  private static final String EXPONENTIAL = "exp:";

  /**
   * Reads {@code 0.2}, {@code 200ms} or {@code exp:0.2}.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  static SleepTime parse(String text) {
    boolean exponential = text.startsWith(EXPONENTIAL);
    String time = exponential ? text.substring(EXPONENTIAL.length()) : text;
    try {
      return new SleepTime(Durations.parse(time).toNanos(), exponential);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")", e);
    }
  }

  /** The next time in nanoseconds: by inversion, {@code -mean ln(1 - u)} with u in [0, 1). */
  long draw(RandomGenerator random) {
    if (!exponential) {
      return nanos;
    }
    double drawn = -nanos * Math.log1p(-random.nextDouble());
    return Math.round(Math.min(drawn, Limits.SECONDS * 1e9));
  }
}
