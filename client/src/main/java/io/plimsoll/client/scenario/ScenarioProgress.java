package io.plimsoll.client.scenario;

import java.util.List;
import java.util.Locale;

/**
 * How far a scenario is.
 *
 * @param seconds since it began; 0 while it waits for the frontend
 * @param lengthSeconds until its last phase starts no more requests
 * @param phases names of those that run
 * @param requestsPerSecond succeeded requests per second over the last ten seconds
 * @param outstanding requests that wait for their reply
 * @param failed failed requests of the phases that run
 */
record ScenarioProgress(
    double seconds,
    double lengthSeconds,
    List<String> phases,
    double requestsPerSecond,
    int outstanding,
    long failed) {

  /** More names than fit a line. */
  private static final int MOST_NAMES = 3;

  @Override
  public String toString() {
    String names =
        phases.isEmpty()
            ? "no phase"
            : String.join(", ", phases.subList(0, Math.min(MOST_NAMES, phases.size())))
                + (phases.size() > MOST_NAMES ? " and " + (phases.size() - MOST_NAMES) : "");
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %.0f s, %.1f requests/s, %d outstanding, %d failed",
        names,
        Math.min(seconds, lengthSeconds),
        lengthSeconds,
        requestsPerSecond,
        outstanding,
        failed);
  }
}
