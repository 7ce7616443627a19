package io.plimsoll.client.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report comes to, in words that all of its forms share. Pure. */
final class Findings {

  private Findings() {}

  /** What speaks against it passing, most telling first; empty if it passed. */
  static List<String> against(ValidationReport report) {
    List<String> found = new ArrayList<>();
    found.add(brokenOff(report));
    for (Growth growth : report.growths()) {
      found.add(growth.outcome().passed() ? "" : growth(growth));
    }
    found.add(failures(report));
    found.removeIf(String::isEmpty);
    if (found.isEmpty() && !report.passed()) {
      found.add("not enough was measured");
    }
    return found;
  }

  /** Why it did not come to its end; empty if it did. */
  static String brokenOff(ValidationReport report) {
    if (!report.error().isEmpty()) {
      return "broken off: " + report.error();
    }
    return report.interrupted() ? "interrupted before all was measured" : "";
  }

  /** How many requests failed; empty if none did. */
  static String failures(ValidationReport report) {
    long failed = report.steps().stream().mapToLong(Step::failed).sum();
    return report.steps().stream()
        .filter(step -> step.failed() > 0)
        .findFirst()
        .map(
            step ->
                failed
                    + (failed == 1 ? " request" : " requests")
                    + " failed, the first with "
                    + replicas(step.size()))
        .orElse("");
  }

  /** The verdict in a sentence, without the findings against it. */
  static String verdict(ValidationReport report) {
    if (!report.passed()) {
      return "FAIL";
    }
    List<Growth> close =
        report.growths().stream()
            .filter(growth -> growth.outcome() == Growth.Outcome.PASSED_CLOSELY)
            .toList();
    String verdict =
        "PASS: each doubling of the fleet brought "
            + Digits.wanted(report.factor())
            + " times the throughput or more";
    return close.isEmpty()
        ? verdict
        : verdict
            + "; it was close at "
            + String.join(", ", close.stream().map(Findings::sizes).toList());
  }

  /** {@code 8 -> 16: 1.52 times the throughput (expected: at least 1.9); device card0 is busy}. */
  static String growth(Growth growth) {
    return sizes(growth)
        + ": "
        + Digits.of(growth.ratio().estimate())
        + " times the throughput (expected: at least "
        + Digits.wanted(growth.wanted())
        + ")"
        + (growth.outcome() == Growth.Outcome.FAILED_CLOSELY ? ", which is close" : "")
        + (growth.reason().isEmpty() ? "" : "; " + growth.reason());
  }

  static String sizes(Growth growth) {
    return growth.from() + " -> " + growth.to();
  }

  static String outcome(Growth growth) {
    return switch (growth.outcome()) {
      case PASSED -> "passed";
      case PASSED_CLOSELY -> "passed, closely";
      case FAILED_CLOSELY -> "FAILED, closely";
      case FAILED -> "FAILED";
    };
  }

  /** Up to where throughput grew; empty if there is nothing to tell from. */
  static String knee(ValidationReport report) {
    if (report.growths().isEmpty()) {
      return "";
    }
    int last = report.growths().get(report.growths().size() - 1).to();
    return report.knee() >= last
        ? "none up to " + replicas(last)
        : replicas(report.knee()) + ", the last size up to which throughput grew as wanted";
  }

  /** The law's figures. */
  static String law(UslFit usl) {
    return Digits.of(usl.lambdaPerSecond().estimate())
        + "/s from one replica ("
        + Digits.range(usl.lambdaPerSecond())
        + "), contention "
        + Digits.of(usl.contention().estimate())
        + " ("
        + Digits.range(usl.contention())
        + "), coherency "
        + Digits.of(usl.coherency().estimate())
        + " ("
        + Digits.range(usl.coherency())
        + ")";
  }

  /** Where the law has throughput at its highest. */
  static String peak(UslFit usl) {
    return usl.peakSize() == 0
        ? "throughput never falls"
        : "throughput is highest with " + replicas(usl.peakSize());
  }

  /** How well the law fits. */
  static String fit(UslFit usl) {
    String off =
        String.format(
            Locale.ROOT,
            "off by %.1f %% (root mean square), most with %s: %+.1f %%",
            usl.residual() * 100,
            replicas(usl.worstSize()),
            usl.worstResidual() * 100);
    return usl.fits()
        ? "it fits: " + off
        : "it does not fit: "
            + off
            + ". Go by the knee: a plateau, as of a shared device, is not of this form";
  }

  static String replicas(int size) {
    return size == 1 ? "1 replica" : size + " replicas";
  }
}
