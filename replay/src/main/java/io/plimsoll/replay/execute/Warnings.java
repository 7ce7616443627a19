package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.ReplaySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What looks wrong with a profile's numbers before anything is sent. Pure. */
public final class Warnings {

  /** An API server is seldom asked by one client over more; each costs it memory. */
  static final int MAX_CONNECTIONS_PER_RUNNER = 50;

  /** What a usual API server, and a usual number of open files, can take. */
  static final int MAX_CONNECTIONS = 1_000;

  /** Requests take 100 ms when things go badly, so that a tenth of the rate is in flight. */
  private static final double SECONDS_IN_FLIGHT = 0.1;

  private static final int SPARE_IN_FLIGHT = 10;

  /** A connection carries a hundred requests a second without trouble. */
  private static final double RATE_PER_CONNECTION = 100;

  private static final int SPARE_CONNECTIONS = 5;

  private Warnings() {}

  /**
   * The warnings for a profile.
   *
   * @param runners how many runners there are in all
   * @param ratePerSecond requests per second of one runner
   */
  public static List<String> of(ReplaySpec spec, int runners, double ratePerSecond) {
    List<String> warnings = new ArrayList<>();
    int connections = spec.connsPerRunner();
    if (connections > MAX_CONNECTIONS_PER_RUNNER) {
      warnings.add(
          "connsPerRunner: %d (expected: at most %d, or the connections cost the server more than"
                  .formatted(connections, MAX_CONNECTIONS_PER_RUNNER)
              + " the requests)");
    }
    double inFlight = ratePerSecond * SECONDS_IN_FLIGHT + SPARE_IN_FLIGHT;
    if (spec.inFlight() < inFlight) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "clientsPerRunner: %d (expected: at least %.0f for %.1f requests a second, or requests"
                  + " wait for each other)",
              spec.inFlight(),
              Math.ceil(inFlight),
              ratePerSecond));
    }
    double needed = ratePerSecond / RATE_PER_CONNECTION + SPARE_CONNECTIONS;
    if (connections < needed) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "connsPerRunner: %d (expected: at least %.0f for %.1f requests a second)",
              connections,
              Math.ceil(needed),
              ratePerSecond));
    }
    long all = (long) connections * runners;
    if (all > MAX_CONNECTIONS) {
      warnings.add(
          "connections of all runners: %d (expected: at most %d)".formatted(all, MAX_CONNECTIONS));
    }
    return warnings;
  }

  /**
   * Requests per second of one runner, on average.
   *
   * @param requests of all runners
   * @param durationMillis of the profile; less than a second counts as one
   */
  public static double ratePerSecond(
      long requests, long durationMillis, double speed, int runners) {
    double seconds = Math.max(1, durationMillis / 1_000.0 / speed);
    return requests / seconds / runners;
  }
}
