package io.plimsoll.replay.load;

import java.time.Duration;

/**
 * How a load profile is run.
 *
 * @param seed what all choices follow from: the same seed, the same sequence of requests
 * @param runner from 0; each runner has a sequence of its own
 * @param runId in the names of what is created, so that one run does not meet what another left:
 *     lower-case letters and digits
 * @param grace how long after its end a stage may go on with what it has begun, &gt;= 0
 * @param requestTimeout how long one request may take, &gt; 0; each try of it
 * @param maxLate how late the generator alone may make a request, &gt;= 0
 * @param rawData whether to keep single latencies and errors
 */
public record LoadSettings(
    long seed,
    int runner,
    String runId,
    Duration grace,
    Duration requestTimeout,
    Duration maxLate,
    boolean rawData) {

  /** A name of an object has room for 253 characters, a label for 63. */
  private static final int MAX_RUN_ID_CHARS = 32;

  public LoadSettings {
    if (runner < 0) {
      throw new IllegalArgumentException("--runner: " + runner + " (expected: at least 0)");
    }
    if (!runId.matches("[a-z0-9]{1," + MAX_RUN_ID_CHARS + "}")) {
      throw new IllegalArgumentException(
          "run id: " + runId + " (expected: 1 to 32 lower-case letters and digits)");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("--grace: " + grace + " (expected: at least 0)");
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException(
          "--request-timeout: " + requestTimeout + " (expected: greater than 0)");
    }
    if (maxLate.isNegative()) {
      throw new IllegalArgumentException("--max-late: " + maxLate + " (expected: at least 0)");
    }
  }

  /**
   * That seed and run id, the first runner, 30 s of grace, 60 s for a request, late from 100 ms.
   */
  public static LoadSettings of(long seed, String runId) {
    return new LoadSettings(
        seed,
        0,
        runId,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMillis(100),
        false);
  }

  /** As that runner. */
  public LoadSettings withRunner(int index) {
    return new LoadSettings(seed, index, runId, grace, requestTimeout, maxLate, rawData);
  }

  /** With that time after the end of a stage. */
  public LoadSettings withGrace(Duration time) {
    return new LoadSettings(seed, runner, runId, time, requestTimeout, maxLate, rawData);
  }

  /** With that time for each request. */
  public LoadSettings withRequestTimeout(Duration time) {
    return new LoadSettings(seed, runner, runId, grace, time, maxLate, rawData);
  }

  /** Taking requests as late from that time on. */
  public LoadSettings withMaxLate(Duration time) {
    return new LoadSettings(seed, runner, runId, grace, requestTimeout, time, rawData);
  }

  /** Keeping single latencies and errors, or not. */
  public LoadSettings withRawData(boolean keep) {
    return new LoadSettings(seed, runner, runId, grace, requestTimeout, maxLate, keep);
  }
}
