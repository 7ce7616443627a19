package io.plimsoll.client.autoscale;

import static io.plimsoll.client.autoscale.Hpa.average;
import static io.plimsoll.client.autoscale.Hpa.first;
import static io.plimsoll.client.autoscale.Hpa.free;
import static io.plimsoll.client.autoscale.Hpa.percent;
import static io.plimsoll.client.autoscale.Hpa.pods;
import static io.plimsoll.client.autoscale.Hpa.readings;
import static io.plimsoll.client.autoscale.Hpa.rules;
import static io.plimsoll.client.autoscale.Hpa.spec;
import static io.plimsoll.client.autoscale.Hpa.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.client.autoscale.HpaDecision.Basis;
import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.autoscale.ScaleRate.Limit;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the controller alone; all values were worked out by hand. */
class HpaControllerTest {

  /** Without windows and limits, so that what a metric asks for is what comes. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # target, current, ready, value, replicas
          10, 4, 4, 20, 8
          10, 4, 2, 20, 4
          10, 4, 0, 20, 0
          10, 4, 4, 11, 4
          10, 4, 4, 11.01, 5
          10, 4, 4, 9, 4
          10, 4, 4, 8.99, 4
          10, 8, 8, 8.5, 7
          10, 4, 4, 0, 0
          0.1, 1, 1, 0.35, 4
          10, 0, 0, 35, 4
          10, 0, 0, 10.5, 2
          10, 0, 0, 0, 0
          """)
  void valueAsksForItsRatioTimesThoseThatAreReady(
      double target, int current, int ready, double value, int replicas) {
    HpaSpec spec = spec(0, 1000, free(), value(target));
    assertThat(first(spec, current, ready, value).desired()).isEqualTo(replicas);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # target, current, ready, value, replicas
          10, 4, 4, 80, 8
          10, 4, 0, 80, 8
          10, 4, 4, 81, 9
          10, 4, 4, 44, 4
          10, 4, 4, 44.01, 5
          10, 4, 4, 36, 4
          10, 4, 4, 35.99, 4
          10, 4, 4, 30, 3
          10, 4, 4, 0, 0
          10, 0, 0, 25, 3
          10, 0, 0, 0, 0
          """)
  void averageValueAsksForItsSharesWhateverThereIs(
      double target, int current, int ready, double value, int replicas) {
    HpaSpec spec = spec(0, 1000, free(), average(target));
    assertThat(first(spec, current, ready, value).desired()).isEqualTo(replicas);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.05, 12.9, 10", "0.3, 0.05, 13.1, 14", "0.3, 0.05, 9.4, 10", "0, 0, 10, 10"})
  void eachDirectionHasItsTolerance(double up, double down, double value, int replicas) {
    HpaBehavior behavior =
        new HpaBehavior(
            new ScalingRules(0, SelectPolicy.MAX, List.of(pods(99, 1)), up),
            new ScalingRules(0, SelectPolicy.MAX, List.of(pods(99, 1)), down));
    assertThat(first(spec(1, 99, behavior, average(1)), 10, 10, value).desired())
        .isEqualTo(replicas);
  }

  @Test
  void toleranceOfZeroMovesAtOnce() {
    ScalingRules none = new ScalingRules(0, SelectPolicy.MAX, List.of(pods(99, 1)), 0);
    HpaSpec spec = spec(1, 99, new HpaBehavior(none, none), average(1));
    assertThat(first(spec, 10, 10, 10.001).desired()).isEqualTo(11);
    assertThat(first(spec, 10, 10, 8.999).desired()).isEqualTo(9);
  }

  @Test
  void hugeMetricAsksForTheMostAndNotForLess() {
    HpaSpec spec = spec(1, 50, free(), average(0.001));
    assertThat(first(spec, 10, 10, 1e15).desired()).isEqualTo(50);
    assertThat(first(spec, 10, 10, 1e15).limit()).isEqualTo(Limit.MAX);
  }

  @Test
  void largestOfSeveralMetricsCounts() {
    HpaSpec spec = spec(1, 99, free(), average(1), average(2), value(10));
    HpaDecision decision = first(spec, 4, 4, 5, 16, 15);
    assertThat(decision.proposals()).extracting(Proposal::replicas).containsExactly(5, 8, 6);
    assertThat(decision.metric()).isEqualTo(1);
    assertThat(decision.desired()).isEqualTo(8);
  }

  @Test
  void missingMetricBlocksGoingDownAndNotUp() {
    HpaSpec spec = spec(1, 99, free(), average(1), average(2));
    assertThat(first(spec, 4, 4, 6, Double.NaN).desired()).isEqualTo(6);
    HpaDecision down = first(spec, 4, 4, 2, Double.NaN);
    assertThat(down.desired()).isEqualTo(4);
    assertThat(down.basis()).isEqualTo(Basis.METRIC_MISSING);
    assertThat(down.why(spec, 4)).isEqualTo("FailedGetExternalMetric: hpa_queue_waiting: gone");
    assertThat(first(spec, 4, 4, 6, Double.NaN).why(spec, 4))
        .isEqualTo(
            "hpa_queue_waiting above target: 6 (FailedGetExternalMetric: hpa_queue_waiting: gone)");
    assertThat(first(spec, 4, 4, Double.NaN, Double.NaN).desired()).isEqualTo(4);
  }

  @Test
  void whatCouldNotBeToldIsNotRemembered() {
    HpaSpec spec = spec(1, 99, null, average(1));
    HpaState before = first(spec, 4, 4, 6).state();
    HpaState after =
        HpaController.decide(spec, before, HpaController.NANOS, 6, 6, readings(Double.NaN)).state();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void zeroReplicasWithAMinimumAreLeftAlone() {
    HpaSpec spec = spec(1, 99, null, average(1));
    HpaDecision decision = first(spec, 0, 0, 50);
    assertThat(decision.desired()).isZero();
    assertThat(decision.basis()).isEqualTo(Basis.DISABLED);
    assertThat(first(spec(0, 99, free(), average(1)), 0, 0, 50).desired()).isEqualTo(50);
  }

  @Test
  void whatIsOutsideOfMinAndMaxIsBroughtThereAtOnce() {
    ScalingRules slow = rules(300, SelectPolicy.MAX, pods(1, 60));
    HpaSpec spec = spec(3, 10, new HpaBehavior(slow, slow), average(1));
    assertThat(first(spec, 40, 40, 40).desired()).isEqualTo(10);
    assertThat(first(spec, 40, 40, 40).basis()).isEqualTo(Basis.ABOVE_MAX);
    assertThat(first(spec, 1, 1, 0).desired()).isEqualTo(3);
    assertThat(first(spec, 1, 1, 0).basis()).isEqualTo(Basis.BELOW_MIN);
  }

  @Test
  void withoutABehaviorOneReplicaBecomesFourWithDefaultsFive() {
    assertThat(first(spec(1, 99, null, average(1)), 1, 1, 50).desired()).isEqualTo(4);
    HpaBehavior defaults = new HpaBehavior(ScalingRules.UP, ScalingRules.DOWN);
    assertThat(first(spec(1, 99, defaults, average(1)), 1, 1, 50).desired()).isEqualTo(5);
  }

  @Test
  void withoutABehaviorReplicasDoubleInEachSyncHoweverSoonItComes() {
    HpaSpec spec = spec(1, 99, null, average(1));
    HpaState state = first(spec, 10, 10, 90).state();
    assertThat(HpaController.decide(spec, state, 1, 20, 20, readings(90)).desired()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # select, current, up to, down to
          MAX, 10, 20, 0
          MIN, 10, 12, 8
          DISABLED, 10, 10, 10
          """)
  void selectPolicySaysWhichPolicyHolds(SelectPolicy select, int current, int up, int down) {
    ScalingRules rules = rules(0, select, pods(2, 60), percent(100, 60));
    HpaSpec spec = spec(0, 1000, new HpaBehavior(rules, rules), average(1));
    assertThat(first(spec, current, current, 900).desired()).isEqualTo(up);
    assertThat(first(spec, current, current, 0).desired()).isEqualTo(down);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # percent, current, up to, down to
          10, 1, 2, 0
          10, 10, 11, 9
          10, 15, 17, 13
          50, 3, 5, 1
          # 100 x 1.1 is a little more than 110 in floating point
          10, 100, 111, 90
          """)
  void percentsAreRoundedUpGoingUpAndCutGoingDown(int share, int current, int up, int down) {
    ScalingRules rules = rules(0, SelectPolicy.MAX, percent(share, 60));
    HpaSpec spec = spec(0, 1000, new HpaBehavior(rules, rules), average(1));
    assertThat(first(spec, current, current, 900).desired()).isEqualTo(up);
    assertThat(first(spec, current, current, 0).desired()).isEqualTo(down);
  }

  @Test
  void windowOfScalingUpTakesTheSmallestRecommendation() {
    ScalingRules up = rules(30, SelectPolicy.MAX, pods(99, 15));
    HpaSpec spec = spec(1, 99, new HpaBehavior(up, ScalingRules.DOWN), average(1));
    // Where it began counts as a recommendation.
    HpaDecision one = first(spec, 2, 2, 9);
    assertThat(one.stabilized()).isEqualTo(2);
    assertThat(one.why(spec, 2))
        .isEqualTo("hpa_queue_waiting above target: 9, ScaleUpStabilized: 2");
    HpaDecision two = at(15, spec, one.state(), 2, 6);
    assertThat(two.desired()).isEqualTo(2);
    // At 30 s that of 0 s counts no more: 6 at 15 s is the smallest.
    HpaDecision three = at(30, spec, two.state(), 2, 9);
    assertThat(three.desired()).isEqualTo(6);
  }

  @Test
  void whatHeldItIsToldByTheNamesOfKubernetes() {
    HpaSpec spec = spec(2, 10, null, average(1));
    assertThat(first(spec, 4, 4, 90).why(spec, 4))
        .isEqualTo("hpa_queue_waiting above target: 90, ScaleUpLimit: 8");
    assertThat(first(spec, 6, 6, 90).why(spec, 6))
        .isEqualTo("hpa_queue_waiting above target: 90, TooManyReplicas: 10");
    assertThat(first(spec, 6, 6, 1).why(spec, 6))
        .isEqualTo("hpa_queue_waiting below target: 1, ScaleDownStabilized: 6");
    HpaSpec quick = spec(2, 10, free(), average(1));
    assertThat(first(quick, 6, 6, 1).why(quick, 6))
        .isEqualTo("hpa_queue_waiting below target: 1, TooFewReplicas: 2");
    assertThat(first(quick, 6, 6, 6).why(quick, 6)).isEqualTo("no change");
    ScalingRules slow = rules(0, SelectPolicy.MAX, pods(1, 60));
    HpaSpec slowly = spec(2, 10, new HpaBehavior(slow, slow), average(1));
    assertThat(first(slowly, 6, 6, 1).why(slowly, 6))
        .isEqualTo("hpa_queue_waiting below target: 1, ScaleDownLimit: 5");
  }

  @Test
  void whatWasAskedForBeforeIsStillOnItsWayUp() {
    HpaSpec spec = spec(1, 99, null, average(1));
    HpaDecision one = first(spec, 4, 4, 20);
    assertThat(one.desired()).isEqualTo(8);
    HpaDecision two = at(15, spec, one.state(), 8, 8);
    assertThat(two.desired()).isEqualTo(16);
    assertThat(two.why(spec, 8)).isEqualTo("no change, ScaleDownStabilized: 20, ScaleUpLimit: 16");
  }

  @Test
  void memoryDoesNotGrowWithTheRun() {
    ScalingRules rules = rules(60, SelectPolicy.MAX, pods(5, 60));
    HpaSpec spec = spec(1, 99, new HpaBehavior(rules, rules), average(1));
    HpaState state = HpaState.NONE;
    int current = 10;
    for (int sync = 0; sync < 10_000; sync++) {
      HpaDecision decision = at(15 * sync, spec, state, current, sync / 10 % 2 == 0 ? 80 : 1);
      state = decision.state();
      current = decision.desired();
    }
    assertThat(state.recommendations()).hasSizeLessThanOrEqualTo(5);
    assertThat(state.ups()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
    assertThat(state.downs()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void eachMetricMustHaveItsReading() {
    HpaSpec spec = spec(1, 9, null, average(1), value(2));
    assertThatThrownBy(() -> first(spec, 1, 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("readings: 1 (expected: 2)");
  }

  private static HpaDecision at(
      int seconds, HpaSpec spec, HpaState state, int current, double value) {
    return HpaController.decide(
        spec, state, seconds * HpaController.NANOS, current, current, readings(value));
  }
}
