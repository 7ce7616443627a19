package io.plimsoll.client.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Timings;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.client.testing.SimulatedRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestReportsTest {

  private static final TestReport FIRST = run(1, "2026-01-31T12:00:00Z");
  private static final TestReport LATER = run(2, "2026-01-31T12:00:04.400Z");

  @Test
  void severalClientsAddUp() {
    TestReport merged = TestReports.merge(List.of(FIRST, LATER));
    assertThat(merged.whole().succeeded())
        .isEqualTo(FIRST.whole().succeeded() + LATER.whole().succeeded());
    assertThat(merged.whole().waitSeconds())
        .isEqualTo(Timings.merge(FIRST.whole().waitSeconds(), LATER.whole().waitSeconds()));
    assertThat(merged.phases()).hasSize(1);
    assertThat(merged.phases().get(0).load().ratePerSecond()).isEqualTo(100);
    assertThat(merged.seconds()).isCloseTo(14.4, within(1e-9));
    assertThat(merged.startedAt()).isEqualTo(FIRST.startedAt());
    assertThat(merged.whole().requestsPerSecond())
        .isCloseTo(merged.whole().succeeded() / 14.4, within(1e-6));
  }

  @Test
  void coursesLieBesideEachOtherByTheirStart() {
    List<Sample> samples =
        TestReports.merge(List.of(FIRST, LATER)).phases().get(0).course().samples();
    List<Sample> first = FIRST.phases().get(0).course().samples();
    List<Sample> later = LATER.phases().get(0).course().samples();
    assertThat(samples).hasSize(14);
    for (int second = 0; second < 14; second++) {
      long ofFirst = second < 10 ? first.get(second).succeeded() : 0;
      long ofLater = second >= 4 ? later.get(second - 4).succeeded() : 0;
      assertThat(samples.get(second).succeeded()).as("%d", second).isEqualTo(ofFirst + ofLater);
      assertThat(samples.get(second).fromSeconds()).isCloseTo(second, within(1e-9));
    }
    assertThat(samples.get(0).ratePerSecond()).isEqualTo(50);
    assertThat(samples.get(5).ratePerSecond()).isEqualTo(100);
  }

  @Test
  void theOrderOfTheReportsDoesNotMatter() {
    TestReport one = TestReports.merge(List.of(FIRST, LATER));
    TestReport other = TestReports.merge(List.of(LATER, FIRST));
    assertThat(one.whole()).isEqualTo(other.whole());
    assertThat(one.phases().get(0).course()).isEqualTo(other.phases().get(0).course());
  }

  @Test
  void oneAloneStaysAsItIs() {
    TestReport merged = TestReports.merge(List.of(FIRST));
    assertThat(merged).isEqualTo(FIRST);
  }

  @Test
  void theWorstEndingTells() {
    TestReport broken =
        TestReport.of("x", FIRST.startedAt(), 10, Ending.BROKEN, "gone", List.of(), FIRST.phases());
    TestReport merged = TestReports.merge(List.of(FIRST, broken));
    assertThat(merged.ending()).isEqualTo(Ending.BROKEN);
    assertThat(merged.error()).isEqualTo("gone");
  }

  @Test
  void thresholdsAreLookedAtAgain() {
    TestReport asked = FIRST.withThresholds(List.of(Threshold.parse("requests < 800").of(FIRST)));
    assertThat(asked.passed()).isTrue();
    TestReport merged = TestReports.merge(List.of(asked, LATER));
    assertThat(merged.thresholds()).hasSize(1);
    assertThat(merged.passed()).isFalse();
  }

  @Test
  void reportsThatLieYearsApartStayWithinTheLimitOfSamples() {
    TestReport merged = TestReports.merge(List.of(FIRST, run(2, "2036-01-31T12:00:00Z")));
    assertThat(merged.phases().get(0).course().samples()).hasSizeLessThanOrEqualTo(601);
    assertThat(merged.whole().seconds()).isCloseTo(20, within(1e-6));
  }

  @Test
  void phasesThatFollowEachOtherCountTheirTimeTogether() {
    SimulatedRun run = new SimulatedRun();
    run.seconds = 10;
    PhaseReport early = run.phase(0);
    PhaseReport late = run.phase(30);
    TestReport report =
        TestReport.of(
            "x", FIRST.startedAt(), 40, Ending.FINISHED, "", List.of(), List.of(early, late));
    assertThat(report.whole().seconds()).isCloseTo(20, within(1e-9));
    assertThat(report.whole().requestsPerSecond())
        .isCloseTo(early.period().requestsPerSecond(), within(1e-6));
    assertThat(report.whole().requestsPerSecondLast10s())
        .isEqualTo(late.period().requestsPerSecondLast10s());
  }

  private static TestReport run(long seed, String startedAt) {
    SimulatedRun run = new SimulatedRun();
    run.seed = seed;
    run.seconds = 10;
    run.ratePerSecond = 50;
    run.startedAt = startedAt;
    return run.report();
  }
}
