package io.plimsoll.client.validate;

import io.plimsoll.client.report.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a validation came to. All forms of report are made of this alone.
 *
 * @param format {@link #FORMAT}
 * @param title what was validated
 * @param startedAt when it began, ISO 8601 with the zone of UTC
 * @param seconds how long it took
 * @param options the command line's options, as they would be typed
 * @param environment where it ran
 * @param factor least growth of throughput with each doubling
 * @param steps in the order of their size
 * @param growths from each step to the next
 * @param knee last size up to which every growth passed
 * @param usl null if there are too few steps to fit it to
 * @param interrupted whether a signal ended it before all was measured
 * @param error why it broke off; empty if it did not
 * @param passed whether everything held
 */
record ValidationReport(
    String format,
    String title,
    String startedAt,
    double seconds,
    List<String> options,
    Environment environment,
    double factor,
    List<Step> steps,
    List<Growth> growths,
    int knee,
    @Nullable UslFit usl,
    boolean interrupted,
    String error,
    boolean passed) {

  /** Another number: another form. */
  static final String FORMAT = "plimsoll-validation/1";

  ValidationReport {
    options = List.copyOf(options);
    steps = List.copyOf(steps);
    growths = List.copyOf(growths);
  }
}
