package io.plimsoll.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run did what its profile says, so that its figures mean something.
 *
 * <p>A run is <em>invalid</em> if the generator alone made more than {@value #MAX_LATE_PERCENT} %
 * of the requests that were sent later than {@code maxLateNanos}: its machine was too slow, and its
 * figures must not be blamed on the server.
 *
 * <p>A run is <em>faithful</em> if all of this holds:
 *
 * <ul>
 *   <li>it is not invalid;
 *   <li>no runner failed, every request was sent, and some succeeded;
 *   <li>at least {@value #MIN_ON_TIME_PERCENT} % of the requests were sent within 10 ms of when
 *       they were due;
 *   <li>no request was sent before the one before it on its object had ended;
 *   <li>at most {@value #MAX_UNEXPECTED_PERCENT} % of the answers had another status than the
 *       profile expects.
 * </ul>
 *
 * <p>A run that is not faithful but not invalid either was held back by the server: by requests on
 * the same object that took long, or by a limit of requests in flight that was reached.
 *
 * @param total all requests
 * @param succeeded requests that succeeded
 * @param started requests that were sent
 * @param onTime requests that were sent within 10 ms of when they were due
 * @param generatorLate requests that the generator alone made later than {@code maxLateNanos}
 * @param maxLateNanos how late the generator may be
 * @param orderViolations requests that overtook the one before them on their object
 * @param unexpected answers with another status than expected
 * @param notStarted requests that were never sent
 * @param failedRunners runners that gave no report
 */
public record Verdict(
    long total,
    long succeeded,
    long started,
    long onTime,
    long generatorLate,
    long maxLateNanos,
    long orderViolations,
    long unexpected,
    long notStarted,
    int failedRunners) {

  /** More than this share of requests later than the limit by the generator: invalid. */
  public static final int MAX_LATE_PERCENT = 1;

  /** Less than this share of requests on time: not faithful. */
  public static final int MIN_ON_TIME_PERCENT = 99;

  /** More than this share of answers that were not expected: not faithful. */
  public static final int MAX_UNEXPECTED_PERCENT = 1;

  /** Whether the figures are worthless because the generator was too slow. */
  public boolean invalid() {
    return generatorLate * 100.0 > started * (double) MAX_LATE_PERCENT;
  }

  /**
   * Whether the run is worth nothing as a test: it is invalid, a runner failed, requests overtook
   * each other, some were never sent, or none succeeded. Programs exit with 1 then.
   */
  public boolean failed() {
    return invalid()
        || failedRunners > 0
        || orderViolations > 0
        || notStarted > 0
        || (succeeded == 0 && total > 0);
  }

  /** Whether the run did what its profile says. */
  public boolean faithful() {
    return reasons().isEmpty();
  }

  /** Share of the requests sent that were sent on time, 0 to 1; 1 when there were none. */
  public double onTimeShare() {
    return started == 0 ? 1 : (double) onTime / started;
  }

  /** What keeps the run from being faithful, a sentence each; empty for a faithful one. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (invalid()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the load generator itself was more than %s late for %.1f %% of the requests"
                  + " (at most %d %%): these figures say nothing about the server",
              GoDuration.format(maxLateNanos),
              generatorLate * 100.0 / started,
              MAX_LATE_PERCENT));
    }
    if (failedRunners > 0) {
      reasons.add(failedRunners + (failedRunners == 1 ? " runner failed" : " runners failed"));
    }
    if (succeeded == 0 && total > 0) {
      reasons.add("no request succeeded");
    }
    if (notStarted > 0) {
      reasons.add(notStarted + " of " + total + " requests were not sent before the run ended");
    }
    if (onTime * 100.0 < started * (double) MIN_ON_TIME_PERCENT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "only %.1f %% of the requests were sent within 10 ms of when they were due"
                  + " (at least %d %%)",
              Math.floor(onTimeShare() * 1000) / 10,
              MIN_ON_TIME_PERCENT));
    }
    if (orderViolations > 0) {
      reasons.add(orderViolations + " requests overtook the one before them on their object");
    }
    if (unexpected * 100.0 > started * (double) MAX_UNEXPECTED_PERCENT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.1f %% of the answers had another status than the profile expects (at most %d %%)",
              unexpected * 100.0 / started,
              MAX_UNEXPECTED_PERCENT));
    }
    return reasons;
  }

  /** {@code faithful}, {@code not faithful} or {@code invalid}. */
  public String word() {
    return invalid() ? "invalid" : faithful() ? "faithful" : "not faithful";
  }

  /** The verdict in one line. */
  public String text() {
    List<String> reasons = reasons();
    return reasons.isEmpty() ? word() : word() + ": " + String.join("; ", reasons);
  }

  Verdict withFailedRunners(int runners) {
    return new Verdict(
        total,
        succeeded,
        started,
        onTime,
        generatorLate,
        maxLateNanos,
        orderViolations,
        unexpected,
        notStarted,
        runners);
  }
}
