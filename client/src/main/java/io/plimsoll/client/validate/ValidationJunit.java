package io.plimsoll.client.validate;

import io.plimsoll.client.report.JunitXml.Case;
import io.plimsoll.client.report.JunitXml.Suite;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict as JUnit writes it, which build servers show: a test case for the run, one for
 * requests that failed, and one for each growth.
 */
final class ValidationJunit {

  private ValidationJunit() {}

  static List<Suite> suites(ValidationReport report) {
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("run", "broken", Findings.brokenOff(report)));
    cases.add(new Case("no request failed", "failures", Findings.failures(report)));
    for (Growth growth : report.growths()) {
      cases.add(
          new Case(
              Findings.sizes(growth),
              "growth",
              growth.outcome().passed() ? "" : Findings.growth(growth)));
    }
    return List.of(new Suite(report.title(), report.seconds(), cases, ValidationText.of(report)));
  }
}
