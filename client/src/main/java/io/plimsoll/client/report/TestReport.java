package io.plimsoll.client.report;

import io.plimsoll.client.load.Period;
import java.util.List;

/**
 * What a test came to. All forms of report, and the thresholds, are made of this alone.
 *
 * @param format {@link #FORMAT}
 * @param title what was tested
 * @param startedAt when it began, ISO 8601 with the zone of UTC
 * @param seconds how long it took
 * @param ending how it ended
 * @param error why it broke; empty if it did not
 * @param options the command line's options that say what was tested, as they would be typed
 * @param environments where it ran: of each client, if this is of several
 * @param whole of all phases together
 * @param phases in order of their start; a plain load has one
 * @param thresholds what was asked of the figures, and whether it held
 */
public record TestReport(
    String format,
    String title,
    String startedAt,
    double seconds,
    Ending ending,
    String error,
    List<String> options,
    List<Environment> environments,
    Period whole,
    List<PhaseReport> phases,
    List<ThresholdResult> thresholds) {

  /** Another number: another form, which this version cannot read. */
  public static final String FORMAT = "plimsoll-test-report/1";

  /** How a test can end. */
  public enum Ending {
    /** It has not: this is of the test so far. */
    RUNNING,
    /** It went on for as long as it was to. */
    FINISHED,
    /** A signal or a user ended it. */
    INTERRUPTED,
    /** It could not go on: the frontend is gone. */
    BROKEN
  }

  public TestReport {
    options = List.copyOf(options);
    environments = List.copyOf(environments);
    phases = List.copyOf(phases);
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Makes one of what its phases came to.
   *
   * @param phases at least one, with histograms
   */
  public static TestReport of(
      String title,
      String startedAt,
      double seconds,
      Ending ending,
      String error,
      List<String> options,
      List<PhaseReport> phases) {
    return new TestReport(
        FORMAT,
        title,
        startedAt,
        seconds,
        ending,
        error,
        options,
        List.of(Environment.here()),
        Phases.whole(phases),
        phases,
        List.of());
  }

  /** The same with what became of thresholds. */
  public TestReport withThresholds(List<ThresholdResult> results) {
    return new TestReport(
        format,
        title,
        startedAt,
        seconds,
        ending,
        error,
        options,
        environments,
        whole,
        phases,
        results);
  }

  /** Whether it went as wanted: to its end, and no threshold failed. */
  public boolean passed() {
    return ending != Ending.BROKEN && thresholds.stream().allMatch(ThresholdResult::held);
  }
}
