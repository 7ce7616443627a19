package io.plimsoll.kfp;

import java.time.Duration;

/**
 * How long to wait for answers, and how often to ask again when the server says that it is busy
 * (429, 503).
 *
 * @param request longest wait for one answer
 * @param retries how often a refused request is sent again, 0 = never
 * @param firstPause before the first repetition, where the server names none; doubled for each next
 * @param longestPause bound of both: a server may not hold a client up for hours
 */
public record Patience(Duration request, int retries, Duration firstPause, Duration longestPause) {

  /** Four repetitions within about eight seconds. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(30), 4, Duration.ofMillis(500), Duration.ofSeconds(30));

  /**
   * Before a repetition.
   *
   * @param repetition from 0
   * @param jitter 0 to 1: of several clients that were refused together, not all come back together
   */
  Duration pause(int repetition, double jitter) {
    double nanos = firstPause.toNanos() * Math.pow(2, repetition) * (0.5 + jitter / 2);
    return Duration.ofNanos((long) Math.min(nanos, (double) longestPause.toNanos()));
  }

  /** What a server asks for, within the bound. */
  Duration pause(Duration asked) {
    return asked.compareTo(longestPause) > 0 ? longestPause : asked;
  }
}
