package io.plimsoll.client.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.client.testing.SimulatedRun;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All runs here are simulated with fixed seeds: each test gives the same result every time. */
class ComparisonTest {

  @Test
  void twoRunsOfTheSameAreCalledDifferentLessThanOnceInTwenty() {
    int pairs = 120;
    long flagged =
        IntStream.range(0, pairs)
            .parallel()
            .filter(pair -> flagged(run(pair, 0.002), run(10_000 + pair, 0.002)))
            .count();
    assertThat(flagged).isLessThan(pairs / 20);
  }

  @Test
  void soAreTwoRunsOfAQueueNearItsLimit() {
    int pairs = 60;
    long flagged =
        IntStream.range(0, pairs)
            .parallel()
            .filter(pair -> flagged(run(pair, 0.003), run(10_000 + pair, 0.003)))
            .count();
    assertThat(flagged).isLessThan(pairs / 20);
  }

  @Test
  void aRunThatIsTenPercentSlowerIsFoundInMostPairs() {
    int pairs = 40;
    long found =
        IntStream.range(0, pairs)
            .parallel()
            .mapToObj(pair -> Comparison.of(run(pair, 0.001), run(1_000 + pair, 0.0011), 0))
            .filter(each -> figure(each, "run.mean").verdict() == Verdict.WORSE)
            .count();
    assertThat(found).isGreaterThan(pairs * 9 / 10);
  }

  @Test
  void theIntervalOfTheRatioHoldsTheTruthNineteenTimesInTwenty() {
    int pairs = 60;
    long held =
        IntStream.range(0, pairs)
            .parallel()
            .mapToObj(pair -> Comparison.of(run(pair, 0.001), run(1_000 + pair, 0.0011), 0))
            .map(each -> figure(each, "run.mean"))
            .filter(each -> holds(each, 1.1))
            .count();
    assertThat(held).isGreaterThanOrEqualTo(pairs * 9 / 10);
  }

  @Test
  void fasterAndSlowerAreToldApart() {
    Comparison better = Comparison.of(run(1, 0.0013), run(2, 0.001), 0);
    assertThat(figure(better, "run.p50").verdict()).isEqualTo(Verdict.BETTER);
    assertThat(figure(better, "wait.mean").verdict()).isEqualTo(Verdict.BETTER);
    assertThat(better.regressed()).isFalse();
    Comparison worse = Comparison.of(run(2, 0.001), run(1, 0.0013), 0);
    assertThat(figure(worse, "run.p50").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(worse.regressed()).isTrue();
    assertThat(figure(worse, "run.p50").ratio()).isCloseTo(1.3, within(0.1));
  }

  @Test
  void moreFailuresAreWorse() {
    SimulatedRun failing = simulated(2, 0.001);
    failing.failures = 0.02;
    Difference failures = figure(Comparison.of(run(1, 0.001), failing.report(), 0), "failures");
    assertThat(failures.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(failures.ratio()).isNull();
    assertThat(failures.from()).isPositive().isLessThan(0.02);
  }

  @Test
  void lowerThroughputIsWorse() {
    SimulatedRun slower = simulated(2, 0.001);
    slower.ratePerSecond = 250;
    Difference throughput = figure(Comparison.of(run(1, 0.001), slower.report(), 0), "throughput");
    assertThat(throughput.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(throughput.ratio()).isCloseTo(250.0 / 300, within(0.03));
  }

  @Test
  void whatIsWithinTheToleranceIsNoDifference() {
    TestReport a = run(1, 0.001);
    TestReport b = run(2, 0.0011);
    assertThat(figure(Comparison.of(a, b, 0), "run.mean").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(figure(Comparison.of(a, b, 0.25), "run.mean").verdict())
        .isEqualTo(Verdict.NO_DIFFERENCE);
  }

  @Test
  void aRunThatIsTooShortSaysSo() {
    SimulatedRun brief = simulated(2, 0.002);
    brief.seconds = Estimate.FEWEST_SAMPLES - 1;
    Comparison comparison = Comparison.of(run(1, 0.001), brief.report(), 0);
    assertThat(figure(comparison, "run.mean").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(figure(comparison, "run.mean").reason())
        .isEqualTo("B: too short: 19 samples (expected: at least 20)");
    assertThat(comparison.regressed()).isFalse();
  }

  @Test
  void aPercentileOfTooFewRepliesSaysSo() {
    SimulatedRun few = simulated(2, 0.002);
    few.ratePerSecond = 20;
    Difference p99 = figure(Comparison.of(few.report(), few.report(), 0), "run.p99");
    assertThat(p99.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(p99.reason()).contains("too few replies").contains("at least 500");
  }

  @Test
  void aRunThatGetsSlowerAllTheTimeIsNotSteady() {
    TestReport steady = run(1, 0.002);
    SimulatedRun overloaded = simulated(2, 0.0035); // More than the server can do.
    Difference wait = figure(Comparison.of(steady, overloaded.report(), 0), "wait.mean");
    assertThat(wait.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(wait.reason()).startsWith("B: not steady");
  }

  @Test
  void theSameReportTwiceHasNoDifference() {
    TestReport report = run(1, 0.002);
    assertThat(Comparison.of(report, report, 0).phases().get(0).figures())
        .allSatisfy(each -> assertThat(each.verdict()).isEqualTo(Verdict.NO_DIFFERENCE))
        .hasSize(18);
  }

  @Test
  void otherSettingsAreShown() {
    SimulatedRun other = simulated(1, 0.001);
    other.name = "cpu";
    assertThat(Comparison.of(run(1, 0.001), other.report(), 0).settings())
        .contains("only A: --queue=gpu", "only B: --queue=cpu", "gpu: queue: A gpu, B cpu");
  }

  @Test
  void phasesAreComparedByTheirNames() {
    PhaseReport gpu = simulated(1, 0.001).phase(0);
    SimulatedRun other = simulated(2, 0.002);
    other.name = "cpu";
    TestReport both = report(gpu, other.phase(60));
    TestReport one = report(gpu);
    Comparison comparison = Comparison.of(both, one, 0);
    assertThat(comparison.phases()).hasSize(1);
    assertThat(comparison.phases().get(0).name()).isEqualTo("gpu");
    assertThat(comparison.settings()).contains("only A has a phase cpu");
  }

  @Test
  void probabilitiesOfManyTestsAreAdjustedByHolm() {
    assertThat(Holm.adjust(List.of(0.01, 0.04, Double.NaN, 0.03, 0.005)))
        .usingElementComparator((x, y) -> Math.abs(x - y) < 1e-12 ? 0 : Double.compare(x, y))
        .containsExactly(0.03, 0.06, Double.NaN, 0.06, 0.02);
  }

  /** By the formula, and a table of Student's distribution: t(0.975, 18) = 2.1009. */
  @Test
  void welchIsTheTestOfTheTextbooks() {
    Estimate a = new Estimate(1, 1, 0.04, 10, 0, "");
    Estimate b = new Estimate(2, 2, 0.04, 10, 0, "");
    Welch welch = Welch.of(a, b);
    assertThat(welch.degreesOfFreedom()).isCloseTo(18, within(1e-9));
    assertThat(welch.halfWidth(0.95)).isCloseTo(2.10092 * Math.sqrt(0.08), within(1e-4));
    double difference = 2.10092 * Math.sqrt(0.08);
    assertThat(new Welch(difference, Math.sqrt(0.08), 18).probability(0))
        .isCloseTo(0.05, within(1e-4));
    assertThat(welch.probability(1)).isEqualTo(1);
  }

  private static TestReport report(PhaseReport... phases) {
    return TestReport.of(
        "x", "2026-01-31T12:00:00Z", 60, Ending.FINISHED, "", List.of(), List.of(phases));
  }

  private static boolean holds(Difference figure, double ratio) {
    return figure.from() != null
        && figure.to() != null
        && figure.from() < ratio
        && figure.to() > ratio;
  }

  private static boolean flagged(TestReport a, TestReport b) {
    return Comparison.of(a, b, 0).phases().get(0).figures().stream()
        .anyMatch(each -> each.verdict() == Verdict.WORSE || each.verdict() == Verdict.BETTER);
  }

  private static SimulatedRun simulated(long seed, double runSeconds) {
    SimulatedRun run = new SimulatedRun();
    run.seed = seed;
    run.runSeconds = runSeconds;
    return run;
  }

  private static TestReport run(long seed, double runSeconds) {
    return simulated(seed, runSeconds).report();
  }

  private static Difference figure(Comparison comparison, String name) {
    return comparison.phases().get(0).figures().stream()
        .filter(each -> each.figure().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
