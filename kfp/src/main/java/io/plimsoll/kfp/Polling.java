package io.plimsoll.kfp;

import java.time.Duration;

/**
 * How often to look at runs.
 *
 * @param first pause after a run was added, or changed
 * @param longest pause, reached when nothing changes: each is half as long again as the one before
 * @param perRequest least pause for each request of the round before: bounds the load on the API,
 *     however many runs there are
 * @param outage how long the API may fail until those who wait are told
 */
public record Polling(Duration first, Duration longest, Duration perRequest, Duration outage) {

  /** Five requests a second at most; a run that ends is seen within ten seconds. */
  public static final Polling DEFAULT =
      new Polling(
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofSeconds(60));

  /** Each pause to the one before. */
  private static final double GROWTH = 1.5;

  /**
   * Until the next round.
   *
   * @param quietRounds since something was added or changed
   * @param requests of the round before
   */
  Duration pause(int quietRounds, int requests) {
    double nanos =
        Math.min(first.toNanos() * Math.pow(GROWTH, quietRounds), (double) longest.toNanos());
    return Duration.ofNanos(Math.max((long) nanos, least(requests).toNanos()));
  }

  /** Least pause after a round of so many requests. */
  Duration least(int requests) {
    return perRequest.multipliedBy(requests);
  }
}
