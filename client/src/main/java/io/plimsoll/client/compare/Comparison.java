package io.plimsoll.client.compare;

import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one test to another.
 *
 * @param format {@link #FORMAT}
 * @param a title and time of the first
 * @param b of the second
 * @param tolerance relative differences up to this are none
 * @param settings what else differs: options, environments, load; each as one line
 * @param phases those that both have, by name
 */
public record Comparison(
    String format,
    String a,
    String b,
    double tolerance,
    List<String> settings,
    List<PhaseComparison> phases) {

  public static final String FORMAT = "plimsoll-comparison/1";

  /** How often chance may make a difference anywhere in the comparison. */
  static final double SIGNIFICANCE = 0.05;

  private static final double CONFIDENCE = 0.95;

  /**
   * One phase of both.
   *
   * @param name the phase's
   */
  public record PhaseComparison(String name, List<Difference> figures) {}

  /** A figure before it is known how many there are. */
  private record Tested(Measure measure, Estimate a, Estimate b, double probability) {}

  /**
   * Compares.
   *
   * @param tolerance 0 or more: 0.05 takes a figure that is up to 5 % better or worse for the same
   */
  public static Comparison of(TestReport a, TestReport b, double tolerance) {
    List<String> names = new ArrayList<>();
    List<List<Tested>> phases = new ArrayList<>();
    for (PhaseReport phase : a.phases()) {
      Optional<PhaseReport> other = other(a, phase, b);
      if (other.isPresent()) {
        names.add(phase.name());
        phases.add(tested(phase, other.get(), tolerance));
      }
    }
    List<Double> adjusted =
        Holm.adjust(phases.stream().flatMap(List::stream).map(Tested::probability).toList());
    List<PhaseComparison> compared = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < phases.size(); i++) {
      List<Difference> figures = new ArrayList<>();
      for (Tested each : phases.get(i)) {
        figures.add(difference(each, adjusted.get(next++)));
      }
      compared.add(new PhaseComparison(names.get(i), figures));
    }
    return new Comparison(
        FORMAT, label(a), label(b), tolerance, SettingsDifference.of(a, b), compared);
  }

  /** Whether a figure is worse. */
  public boolean regressed() {
    return phases.stream()
        .flatMap(phase -> phase.figures().stream())
        .anyMatch(figure -> figure.verdict() == Verdict.WORSE);
  }

  private static String label(TestReport report) {
    return report.title() + ", " + report.startedAt();
  }

  /** The phase of the same name; of two tests with one phase each, that one. */
  private static Optional<PhaseReport> other(TestReport a, PhaseReport phase, TestReport b) {
    if (a.phases().size() == 1 && b.phases().size() == 1) {
      return Optional.of(b.phases().get(0));
    }
    return b.phases().stream().filter(each -> each.name().equals(phase.name())).findFirst();
  }

  private static List<Tested> tested(PhaseReport a, PhaseReport b, double tolerance) {
    Steady steadyA = Steady.of(a.course());
    Steady steadyB = Steady.of(b.course());
    List<Tested> tested = new ArrayList<>();
    for (Measure measure : Measure.all()) {
      Estimate ofA = Estimate.of(measure, steadyA);
      Estimate ofB = Estimate.of(measure, steadyB);
      boolean known = ofA.reason().isEmpty() && ofB.reason().isEmpty();
      double probability =
          known
              ? Welch.of(ofA, ofB)
                  .probability(margin(measure, ofA, ofB) + scale(measure, tolerance))
              : Double.NaN;
      tested.add(new Tested(measure, ofA, ofB, probability));
    }
    return tested;
  }

  private static double margin(Measure measure, Estimate a, Estimate b) {
    return scale(measure, Math.max(a.resolution(), b.resolution()));
  }

  private static double scale(Measure measure, double relative) {
    return measure.byRatio() ? Math.log1p(relative) : relative;
  }

  private static Difference difference(Tested tested, double probability) {
    Measure measure = tested.measure();
    Estimate a = tested.a();
    Estimate b = tested.b();
    Double ratio = a.value() > 0 && !Double.isNaN(b.value()) ? b.value() / a.value() : null;
    if (Double.isNaN(tested.probability())) {
      String reason =
          a.reason().isEmpty()
              ? "B: " + b.reason()
              : b.reason().isEmpty() || b.reason().equals(a.reason())
                  ? (b.reason().isEmpty() ? "A: " : "") + a.reason()
                  : "A: " + a.reason() + "; B: " + b.reason();
      return new Difference(
          measure.name(),
          known(a.value()),
          known(b.value()),
          ratio,
          null,
          null,
          null,
          Verdict.UNKNOWN,
          reason);
    }
    Welch test = Welch.of(a, b);
    double half = test.halfWidth(CONFIDENCE) + margin(measure, a, b);
    double from = test.difference() - half;
    double to = test.difference() + half;
    Verdict verdict = Verdict.NO_DIFFERENCE;
    if (probability < SIGNIFICANCE) {
      verdict = test.difference() > 0 == measure.moreIsBetter() ? Verdict.BETTER : Verdict.WORSE;
    }
    return new Difference(
        measure.name(),
        a.value(),
        b.value(),
        ratio,
        measure.byRatio() ? Math.exp(from) : from,
        measure.byRatio() ? Math.exp(to) : to,
        probability,
        verdict,
        "");
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
