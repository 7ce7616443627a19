package io.plimsoll.client.validate;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.Environment;
import io.plimsoll.client.validate.Growth.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports made by hand. */
final class SampleReports {

  static final String TITLE = "local: sleep 0.5";
  static final String NONE = "";

  private static final int ROUNDS = 3;
  private static final int PER_ROUND = 20;

  private SampleReports() {}

  /** Throughput doubles, and nothing fails. */
  static ValidationReport passed() {
    List<Step> steps =
        List.of(
            step(1, 1.995, 1.99, 2, 0, "node-1", NONE),
            step(2, 3.985, 3.97, 4, 0, "node-1", NONE),
            step(4, 7.6, 7.4, 7.8, 0, "node-1", NONE));
    return report(
        TITLE,
        steps,
        List.of(
            new Growth(1, 2, 1.9, new Interval(1.9975, 1.98, 2.015), Outcome.PASSED, ""),
            new Growth(2, 4, 1.9, new Interval(1.907, 1.85, 1.96), Outcome.PASSED_CLOSELY, "")),
        4,
        new UslFit(
            new Interval(1.997, 1.98, 2.01),
            new Interval(0.0123, 0, 0.031),
            new Interval(0, 0, 0.002),
            0,
            0.0042,
            4,
            -0.0061,
            true),
        NONE,
        true);
  }

  /** A device that is shared, and a name, an error and a reason that are as bad as they can be. */
  static ValidationReport failed(String nasty) {
    List<Step> steps =
        List.of(
            step(1, 2, 1.99, 2.01, 0, nasty, nasty),
            step(2, 4, 3.98, 4.02, 0, nasty, nasty),
            step(4, 4.01, 4, 4.02, 1, nasty, nasty));
    return report(
        nasty,
        steps,
        List.of(
            new Growth(1, 2, 1.9, new Interval(2, 1.98, 2.02), Outcome.PASSED, ""),
            new Growth(2, 4, 1.9, new Interval(1.0025, 1, 1.005), Outcome.FAILED, nasty)),
        2,
        new UslFit(
            new Interval(2.4, 1.1, 3.7),
            new Interval(0.31, 0, 0.9),
            new Interval(0.02, 0, 0.5),
            5,
            0.124,
            2,
            0.153,
            false),
        NONE,
        false);
  }

  /** One round and no more: nothing is known but one estimate. */
  static ValidationReport brokenOff(String error) {
    double unknown = Double.NaN;
    Step step = step(1, 1, 2, unknown, unknown, 0, "node-1", NONE);
    return report(TITLE, List.of(step), List.of(), 1, null, error, false);
  }

  /** As a run that did not get to its first measurement. */
  static ValidationReport empty(String error) {
    return report(TITLE, List.of(), List.of(), 1, null, error, false);
  }

  static ValidationReport report(
      String title,
      List<Step> steps,
      List<Growth> growths,
      int knee,
      @Nullable UslFit usl,
      String error,
      boolean passed) {
    return new ValidationReport(
        ValidationReport.FORMAT,
        title,
        "2026-01-31T12:00:00Z",
        93.5,
        List.of("--max=4", title),
        new Environment("0.1.0", "Java", "Linux", 2),
        1.9,
        steps,
        growths,
        knee,
        usl,
        false,
        error,
        passed);
  }

  static Step step(
      int size, double throughput, double low, double high, long failed, String node, String text) {
    return step(ROUNDS, size, throughput, low, high, failed, node, text);
  }

  private static Step step(
      int rounds,
      int size,
      double throughput,
      double low,
      double high,
      long failed,
      String node,
      String text) {
    List<Measurement> measurements = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      long failedNow = round == 1 ? failed : 0;
      double measured = throughput * (1 + (round - 2) / 1000.0);
      measurements.add(
          new Measurement(
              round, size, size, measured, period(size, measured, failedNow, node, text)));
    }
    return new Step(
        size,
        new Interval(throughput, low, high),
        (long) rounds * PER_ROUND * size - failed,
        failed,
        measurements);
  }

  private static Period period(int size, double perSecond, long failed, String node, String text) {
    long replies = (long) PER_ROUND * size;
    long succeeded = replies - failed;
    double total = size / perSecond;
    Counts devices =
        text.isEmpty()
            ? new Counts(List.of(), 0)
            : new Counts(List.of(new Count(text, replies)), 0);
    Counts errors =
        failed == 0 ? new Counts(List.of(), 0) : new Counts(List.of(new Count(text, failed)), 0);
    Timing run = timing(succeeded, total - 0.001);
    Counts pods = new Counts(List.of(new Count("pod-1", replies)), 0);
    return new Period(
        replies / perSecond,
        replies,
        succeeded,
        failed,
        perSecond,
        perSecond,
        timing(succeeded, 0.0005),
        run,
        timing(succeeded, 0.0005),
        timing(succeeded, total),
        timing(replies, 0.00001),
        errors,
        List.of(new NodePeriod(node, replies, failed, run, devices, pods, errors)));
  }

  private static Timing timing(long count, double seconds) {
    return new Timing(
        count, seconds, seconds, seconds, seconds, seconds, seconds, seconds, seconds, null);
  }
}
