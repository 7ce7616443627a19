package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.validate.Growth.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthsTest {

  private static final double FACTOR = 1.9;

  @Test
  void throughputThatDoublesWithTheFleetPassesToTheEnd() {
    List<Step> steps = steps(new int[] {1, 2, 4, 8}, 1, 1, 1, 1);
    List<Growth> growths = Growths.of(steps, FACTOR);
    assertThat(growths).extracting(Growth::outcome).containsOnly(Outcome.PASSED);
    assertThat(growths).extracting(Growth::reason).containsOnly("");
    assertThat(growths.get(2).ratio().estimate()).isCloseTo(2, within(1e-9));
    assertThat(Growths.knee(steps, growths)).isEqualTo(8);
  }

  @Test
  void theKneeIsTheLastSizeBeforeThroughputStopsToGrow() {
    // A device for four: with eight, everything takes twice as long.
    List<Step> steps = steps(new int[] {1, 2, 4, 8, 16}, 1, 1, 1, 2, 4);
    List<Growth> growths = Growths.of(steps, FACTOR);
    assertThat(growths)
        .extracting(Growth::outcome)
        .containsExactly(Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.FAILED);
    assertThat(growths.get(2).ratio().estimate()).isCloseTo(1, within(1e-9));
    assertThat(growths.get(2).reason())
        .isEqualTo("run time grew from 1.000 s to 2.000 s; all ran on node n1");
    assertThat(Growths.knee(steps, growths)).isEqualTo(4);
  }

  @Test
  void whatGrowsAgainAfterTheKneeDoesNotMoveIt() {
    List<Step> steps = steps(new int[] {1, 2, 4, 8}, 1, 1.5, 1.5, 1.5);
    List<Growth> growths = Growths.of(steps, FACTOR);
    assertThat(growths)
        .extracting(Growth::outcome)
        .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.PASSED);
    assertThat(Growths.knee(steps, growths)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 1.9", "2, 3, 1.4556", "3, 5, 1.6049", "5, 8, 1.5453", "1, 4, 3.61"})
  void stepsThatAreNoDoublingAreHeldAgainstAsManyDoublingsAsTheyAre(
      int from, int to, double wanted) {
    assertThat(Growths.wanted(FACTOR, from, to)).isCloseTo(wanted, within(1e-4));
  }

  @Test
  void aRatioIsTakenWithinARoundSoThatADriftOfTheMachineIsNoGrowth() {
    List<Measurement> measured = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      double slower = Math.pow(1.3, round);
      measured.add(Measured.run(round, 1, slower));
      measured.add(Measured.run(round, 2, slower));
    }
    Growth growth = Growths.of(Growths.steps(measured), FACTOR).get(0);
    assertThat(growth.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(growth.ratio().high() - growth.ratio().low()).isLessThan(1e-9);
  }

  @Test
  void anIntervalThatReachesOverTheFactorIsClose() {
    assertThat(outcome(2, 1.85, 1.95)).isEqualTo(Outcome.PASSED_CLOSELY);
    assertThat(outcome(1.8, 1.85, 1.95)).isEqualTo(Outcome.FAILED_CLOSELY);
    assertThat(outcome(1.95, 1.951, 1.952)).isEqualTo(Outcome.PASSED);
    assertThat(outcome(1.85, 1.851, 1.852)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void oneRoundIsDecidedByItsEstimate() {
    Growth passed = Growths.of(steps(1, new int[] {1, 2}, 1, 1), FACTOR).get(0);
    assertThat(passed.outcome()).isEqualTo(Outcome.PASSED);
    assertThat(passed.ratio().low()).isNaN();
    Growth failed = Growths.of(steps(1, new int[] {1, 2}, 1, 1.2), FACTOR).get(0);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aFailedRequestFailsItsStepAndIsQuoted() {
    List<Measurement> measured = new ArrayList<>();
    for (int round = 1; round <= 2; round++) {
      measured.add(Measured.run(round, 1, 1));
      measured.add(Measured.failing(round, 2, 1, "no memory", 3));
    }
    Growth growth = Growths.of(Growths.steps(measured), FACTOR).get(0);
    assertThat(growth.ratio().estimate()).isCloseTo(2, within(1e-9));
    assertThat(growth.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(growth.reason())
        .isEqualTo("6 requests failed with 2 replicas, most often: no memory");
  }

  @Test
  void aStepAtWhichNothingSucceededHasNoRatio() {
    Measurement nothing = new Measurement(1, 2, 2, 0, Measured.failing(1, 2, 1, "bad", 1).period());
    Growth growth =
        Growths.of(Growths.steps(List.of(Measured.run(1, 1, 1), nothing)), FACTOR).get(0);
    assertThat(growth.ratio().estimate()).isNaN();
    assertThat(growth.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Growths.points(Growths.steps(List.of(nothing)))).isEmpty();
  }

  @Test
  void nothingMeasuredHasNoKnee() {
    assertThat(Growths.steps(List.of())).isEmpty();
    assertThat(Growths.knee(List.of(), List.of())).isZero();
  }

  /** What becomes of three rounds in which the second size is so much faster than the first. */
  private static Outcome outcome(double... ratios) {
    List<Measurement> measured = new ArrayList<>();
    for (int round = 1; round <= ratios.length; round++) {
      measured.add(Measured.run(round, 1, 1));
      measured.add(Measured.run(round, 2, 2 / ratios[round - 1]));
    }
    return Growths.of(Growths.steps(measured), FACTOR).get(0).outcome();
  }

  private static List<Step> steps(int[] sizes, double... runSeconds) {
    return steps(3, sizes, runSeconds);
  }

  private static List<Step> steps(int rounds, int[] sizes, double... runSeconds) {
    List<Measurement> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < sizes.length; i++) {
        measured.add(Measured.run(round, sizes[i], runSeconds[i]));
      }
    }
    return Growths.steps(measured);
  }
}
