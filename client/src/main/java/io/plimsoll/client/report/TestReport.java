package io.plimsoll.client.report;

import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Periods;
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
    Period whole,
    List<PhaseReport> phases,
    List<ThresholdResult> thresholds) {

  /** Another number: another form, which this version cannot read. */
  public static final String FORMAT = "plimsoll-test-report/1";

  /** How a test can end. */
  public enum Ending {
    /** It went on for as long as it was to. */
    FINISHED,
    /** A signal or a user ended it. */
    INTERRUPTED,
    /** It could not go on: the frontend is gone. */
    BROKEN
  }

  public TestReport {
    options = List.copyOf(options);
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
    Period whole = Periods.merge(phases.stream().map(PhaseReport::period).toList());
    return new TestReport(
        FORMAT, title, startedAt, seconds, ending, error, options, whole, phases, List.of());
  }

  /** Whether it went as wanted: to its end, and no threshold failed. */
  public boolean passed() {
    return ending != Ending.BROKEN && thresholds.stream().allMatch(ThresholdResult::held);
  }
}
