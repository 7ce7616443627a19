package io.plimsoll.client.report;

import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Whether a report that was read can be one; what it says is taken as it is then. Pure. */
final class ReportCheck {

  /** As a scenario may have. */
  static final int MAX_PHASES = 1_000;

  /** Some more than a course has: 600, and the one that grows. */
  static final int MAX_SAMPLES = 1_000;

  static final int MAX_CHANGES = 1_000;

  /** Some more than statistics name of anything: 256 pods. */
  static final int MAX_NAMED = 1_000;

  /** Thresholds and options come from one command line or scenario. */
  static final int MAX_ASKED = 10_000;

  /** Half of a century: sums of such times stay finite and exact enough. */
  private static final double MAX_SECONDS = 1.6e9;

  /** So that a few thousand reports can be added up. */
  private static final long MAX_COUNT = Long.MAX_VALUE >> 16;

  private ReportCheck() {}

  /**
   * @throws IllegalArgumentException that names the first field that is wrong
   */
  static void check(TestReport report) {
    try {
      Instant.parse(report.startedAt());
    } catch (DateTimeException e) {
      throw bad("startedAt", "no time", "a time such as 2026-01-31T12:00:00Z");
    }
    seconds("seconds", report.seconds());
    size("options", report.options(), MAX_ASKED);
    size("environments", report.environments(), MAX_ASKED);
    size("thresholds", report.thresholds(), MAX_ASKED);
    size("phases", report.phases(), MAX_PHASES);
    if (report.phases().isEmpty()) {
      throw bad("phases", "none", "at least one");
    }
    period("whole", report.whole());
    for (int i = 0; i < report.phases().size(); i++) {
      phase("phases[" + i + "]", report.phases().get(i));
    }
  }

  private static void phase(String path, PhaseReport phase) {
    seconds(path + ".startSeconds", phase.startSeconds());
    load(path + ".load", phase.load());
    period(path + ".period", phase.period());
    List<Sample> samples = phase.course().samples();
    size(path + ".course.samples", samples, MAX_SAMPLES);
    double upTo = 0;
    for (int i = 0; i < samples.size(); i++) {
      String at = path + ".course.samples[" + i + "]";
      sample(at, samples.get(i));
      if (samples.get(i).fromSeconds() < upTo) {
        throw bad(at + ".fromSeconds", samples.get(i).fromSeconds(), "where the one before ends");
      }
      upTo = samples.get(i).toSeconds();
    }
    List<Change> changes = phase.course().changes();
    size(path + ".course.changes", changes, MAX_CHANGES);
    for (int i = 0; i < changes.size(); i++) {
      seconds(path + ".course.changes[" + i + "].seconds", changes.get(i).seconds());
      figure(path + ".course.changes[" + i + "].value", changes.get(i).value());
    }
  }

  private static void load(String path, LoadState load) {
    count(path + ".parallelism", load.parallelism());
    count(path + ".maxParallelism", load.maxParallelism());
    figure(path + ".ratePerSecond", load.ratePerSecond());
    count(path + ".outstanding", load.outstanding());
    count(path + ".startedTotal", load.startedTotal());
    count(path + ".succeededTotal", load.succeededTotal());
    count(path + ".failedTotal", load.failedTotal());
    load.refusedHttpRequests()
        .forEach((status, count) -> count(path + ".refusedHttpRequests." + status, count));
  }

  private static void sample(String path, Sample sample) {
    seconds(path + ".fromSeconds", sample.fromSeconds());
    seconds(path + ".toSeconds", sample.toSeconds());
    if (sample.toSeconds() < sample.fromSeconds()) {
      throw bad(path + ".toSeconds", sample.toSeconds(), "fromSeconds or later");
    }
    count(path + ".parallelism", sample.parallelism());
    figure(path + ".ratePerSecond", sample.ratePerSecond());
    count(path + ".outstanding", sample.outstanding());
    count(path + ".started", sample.started());
    count(path + ".succeeded", sample.succeeded());
    count(path + ".failed", sample.failed());
    timing(path + ".waitSeconds", sample.waitSeconds());
    timing(path + ".runSeconds", sample.runSeconds());
    timing(path + ".overheadSeconds", sample.overheadSeconds());
    timing(path + ".totalSeconds", sample.totalSeconds());
    timing(path + ".lagSeconds", sample.lagSeconds());
  }

  private static void period(String path, Period period) {
    seconds(path + ".seconds", period.seconds());
    count(path + ".started", period.started());
    count(path + ".succeeded", period.succeeded());
    count(path + ".failed", period.failed());
    figure(path + ".requestsPerSecond", period.requestsPerSecond());
    figure(path + ".requestsPerSecondLast10s", period.requestsPerSecondLast10s());
    timing(path + ".waitSeconds", period.waitSeconds());
    timing(path + ".runSeconds", period.runSeconds());
    timing(path + ".overheadSeconds", period.overheadSeconds());
    timing(path + ".totalSeconds", period.totalSeconds());
    timing(path + ".lagSeconds", period.lagSeconds());
    counts(path + ".errors", period.errors());
    size(path + ".nodes", period.nodes(), MAX_NAMED);
    for (int i = 0; i < period.nodes().size(); i++) {
      NodePeriod node = period.nodes().get(i);
      String at = path + ".nodes[" + i + "]";
      count(at + ".replies", node.replies());
      count(at + ".failures", node.failures());
      timing(at + ".runSeconds", node.runSeconds());
      counts(at + ".devices", node.devices());
      counts(at + ".pods", node.pods());
      counts(at + ".errors", node.errors());
    }
  }

  private static void counts(String path, Counts counts) {
    size(path + ".top", counts.top(), MAX_NAMED);
    counts.top().forEach(each -> count(path + ".top.count", each.count()));
    count(path + ".other", counts.other());
  }

  private static void timing(String path, Timing timing) {
    count(path + ".count", timing.count());
    figure(path + ".min", timing.min());
    figure(path + ".mean", timing.mean());
    figure(path + ".max", timing.max());
    figure(path + ".p50", timing.p50());
    figure(path + ".p90", timing.p90());
    figure(path + ".p95", timing.p95());
    figure(path + ".p99", timing.p99());
    figure(path + ".p999", timing.p999());
    if (timing.histogram() != null) {
      long count;
      try {
        count = timing.stats().count();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(path + "." + e.getMessage(), e);
      }
      if (count != timing.count()) {
        throw bad(path + ".histogram", count + " times", "as many as count says");
      }
    }
  }

  private static void count(String path, long value) {
    if (value < 0 || value > MAX_COUNT) {
      throw bad(path, value, "0 to " + MAX_COUNT);
    }
  }

  private static void seconds(String path, double value) {
    if (!(value >= 0 && value <= MAX_SECONDS)) {
      throw bad(path, value, "0 to " + (long) MAX_SECONDS);
    }
  }

  /** Rates and times: 0 or more, and finite. */
  private static void figure(String path, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw bad(path, value, "0 or more");
    }
  }

  private static void size(String path, List<?> list, int most) {
    if (list.size() > most) {
      throw bad(path, list.size() + " entries", "at most " + most);
    }
  }

  private static IllegalArgumentException bad(String path, Object value, String expected) {
    return new IllegalArgumentException(path + ": " + value + " (expected: " + expected + ")");
  }
}
