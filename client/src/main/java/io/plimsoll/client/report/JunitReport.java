package io.plimsoll.client.report;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Periods;
import io.plimsoll.client.report.JunitXml.Case;
import io.plimsoll.client.report.JunitXml.Suite;
import io.plimsoll.client.report.TestReport.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The verdicts as JUnit writes them, which build servers show: a suite for the whole and for each
 * phase that has thresholds or is one of several, and a test case for each threshold. The first
 * case of a suite is the run itself.
 */
final class JunitReport {

  private final TestReport report;

  private JunitReport(TestReport report) {
    this.report = report;
  }

  static void write(TestReport report, OutputStream out) throws IOException {
    JunitXml.write(new JunitReport(report).suites(), out);
  }

  private List<Suite> suites() {
    List<Suite> suites = new ArrayList<>();
    suites.add(suite(report.title(), "", report.seconds(), report.whole()));
    for (PhaseReport phase : report.phases()) {
      boolean judged =
          report.thresholds().stream().anyMatch(each -> each.phase().equals(phase.name()));
      if (judged || report.phases().size() > 1) {
        suites.add(
            suite(
                report.title() + ": " + phase.name(),
                phase.name(),
                phase.period().seconds(),
                phase.period()));
      }
    }
    for (String phase : phasesThatNeverBegan()) {
      suites.add(suite(report.title() + ": " + phase, phase, 0, Periods.merge(List.of())));
    }
    return suites;
  }

  /** Something was asked of them all the same. */
  private Set<String> phasesThatNeverBegan() {
    Set<String> names = new LinkedHashSet<>();
    report.thresholds().forEach(each -> names.add(each.phase()));
    names.remove("");
    report.phases().forEach(phase -> names.remove(phase.name()));
    return names;
  }

  /**
   * @param phase empty: of the whole
   */
  private Suite suite(String name, String phase, double seconds, Period period) {
    return new Suite(name, seconds, cases(phase), output(period));
  }

  private List<Case> cases(String phase) {
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            "run",
            "broken",
            report.ending() == Ending.BROKEN ? "the run broke: " + report.error() : ""));
    for (ThresholdResult each : report.thresholds()) {
      if (each.phase().equals(phase)) {
        String value = each.value() == null ? "no data" : "was " + each.value();
        cases.add(
            new Case(
                each.threshold(), "threshold", each.held() ? "" : each.threshold() + ": " + value));
      }
    }
    return cases;
  }

  private String output(Period period) {
    StringBuilder out = new StringBuilder();
    out.append(report.ending().name().toLowerCase(Locale.ROOT)).append('\n');
    out.append(
        String.format(
            Locale.ROOT,
            "%d succeeded, %d failed, %.2f requests per second\n",
            period.succeeded(),
            period.failed(),
            period.requestsPerSecond()));
    for (Count error : period.errors().top()) {
      out.append(error.count()).append("  ").append(error.name()).append('\n');
    }
    if (period.errors().other() > 0) {
      out.append(period.errors().other()).append("  (other)\n");
    }
    return out.toString();
  }
}
