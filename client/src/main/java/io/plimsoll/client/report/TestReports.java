package io.plimsoll.client.report;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Courses;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.report.TestReport.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Makes one of the reports of several clients that tested the same together. Pure. */
public final class TestReports {

  private TestReports() {}

  /**
   * The report of one client that would have done what all of them did. Phases of the same name
   * become one; their courses are put beside each other by when they started, as the clocks of
   * their machines had it. What thresholds ask is looked at again.
   *
   * @param reports at least one, with histograms
   * @throws IllegalArgumentException if a histogram is missing
   */
  public static TestReport merge(List<TestReport> reports) {
    Instant start =
        reports.stream()
            .map(each -> Instant.parse(each.startedAt()))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    double seconds = 0;
    Map<String, List<PhaseReport>> byName = new LinkedHashMap<>();
    for (TestReport report : reports) {
      double offset =
          Duration.between(start, Instant.parse(report.startedAt())).toMillis() / 1_000.0;
      seconds = Math.max(seconds, offset + report.seconds());
      for (PhaseReport phase : report.phases()) {
        byName
            .computeIfAbsent(phase.name(), none -> new ArrayList<>())
            .add(
                new PhaseReport(
                    phase.name(),
                    offset + phase.startSeconds(),
                    phase.load(),
                    phase.period(),
                    phase.course()));
      }
    }
    List<PhaseReport> phases =
        byName.values().stream()
            .map(TestReports::mergePhases)
            .sorted(Comparator.comparingDouble(PhaseReport::startSeconds))
            .toList();
    TestReport merged =
        new TestReport(
            TestReport.FORMAT,
            String.join(" + ", distinct(reports, each -> List.of(each.title()))),
            start.toString(),
            seconds,
            reports.stream()
                .map(TestReport::ending)
                .max(Comparator.comparing(TestReports::gravity))
                .orElseThrow(),
            distinct(reports, each -> List.of(each.error())).stream()
                .filter(error -> !error.isEmpty())
                .collect(Collectors.joining("; ")),
            distinct(reports, TestReport::options),
            distinct(reports, TestReport::environments),
            Phases.whole(phases),
            phases,
            List.of());
    return merged.withThresholds(thresholds(reports, merged));
  }

  /** The worst ending tells. */
  private static int gravity(Ending ending) {
    return switch (ending) {
      case FINISHED -> 0;
      case RUNNING -> 1;
      case INTERRUPTED -> 2;
      case BROKEN -> 3;
    };
  }

  private static <T> List<T> distinct(
      List<TestReport> reports, Function<TestReport, List<T>> what) {
    return reports.stream().map(what).flatMap(List::stream).distinct().toList();
  }

  private static PhaseReport mergePhases(List<PhaseReport> parts) {
    PhaseReport first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    double start = parts.stream().mapToDouble(PhaseReport::startSeconds).min().orElse(0);
    Period period = Phases.whole(parts);
    Course course =
        Courses.merge(
            parts.stream()
                .map(part -> new Courses.Part(part.startSeconds() - start, part.course()))
                .toList());
    return new PhaseReport(first.name(), start, mergeLoads(parts), period, course);
  }

  private static LoadState mergeLoads(List<PhaseReport> parts) {
    List<LoadState> loads = parts.stream().map(PhaseReport::load).toList();
    Map<Integer, Long> refused = new TreeMap<>();
    loads.forEach(
        load ->
            load.refusedHttpRequests()
                .forEach((status, count) -> refused.merge(status, count, Long::sum)));
    LoadState first = loads.get(0);
    return new LoadState(
        first.queue(),
        loads.stream().anyMatch(load -> load.model() == Model.OPEN) ? Model.OPEN : Model.CLOSED,
        whole(loads, LoadState::parallelism),
        whole(loads, LoadState::maxParallelism),
        loads.stream().mapToDouble(LoadState::ratePerSecond).sum(),
        loads.stream().anyMatch(LoadState::warmingUp),
        loads.stream().anyMatch(LoadState::connected),
        whole(loads, LoadState::outstanding),
        loads.stream().mapToLong(LoadState::startedTotal).sum(),
        loads.stream().mapToLong(LoadState::succeededTotal).sum(),
        loads.stream().mapToLong(LoadState::failedTotal).sum(),
        refused);
  }

  private static int whole(List<LoadState> loads, ToLongFunction<LoadState> figure) {
    return (int) Math.min(Integer.MAX_VALUE, loads.stream().mapToLong(figure).sum());
  }

  private static List<ThresholdResult> thresholds(List<TestReport> reports, TestReport merged) {
    List<ThresholdResult> results = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (TestReport report : reports) {
      for (ThresholdResult asked : report.thresholds()) {
        String key = asked.phase() + "\n" + asked.threshold();
        if (!seen.contains(key)) {
          seen.add(key);
          results.add(again(asked, merged));
        }
      }
    }
    return results;
  }

  /** What this version cannot read stays as it was. */
  private static ThresholdResult again(ThresholdResult asked, TestReport merged) {
    Threshold threshold;
    try {
      threshold = Threshold.parse(asked.threshold());
    } catch (IllegalArgumentException e) {
      return asked;
    }
    return asked.phase().isEmpty()
        ? threshold.of(merged)
        : merged.phases().stream()
            .filter(phase -> phase.name().equals(asked.phase()))
            .findFirst()
            .map(threshold::of)
            .orElse(asked);
  }
}
