package io.plimsoll.client.scenario;

import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.Threshold;
import io.plimsoll.client.report.ThresholdResult;
import java.util.ArrayList;
import java.util.List;

/** Holds a scenario's thresholds against what came of it. Pure. */
final class Verdict {

  private Verdict() {}

  /** The report with the result of every threshold; a phase that never began has not held any. */
  static TestReport of(Scenario scenario, TestReport report) {
    List<ThresholdResult> results = new ArrayList<>();
    for (Threshold threshold : scenario.thresholds()) {
      results.add(threshold.of(report));
    }
    for (Phase phase : scenario.phases()) {
      PhaseReport found =
          report.phases().stream()
              .filter(each -> each.name().equals(phase.name()))
              .findFirst()
              .orElse(null);
      for (Threshold threshold : phase.thresholds()) {
        results.add(
            found == null
                ? new ThresholdResult(threshold.toString(), phase.name(), null, false)
                : threshold.of(found));
      }
    }
    return report.withThresholds(results);
  }
}
