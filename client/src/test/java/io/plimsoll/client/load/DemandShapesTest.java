package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ramps and Poisson arrivals. */
class DemandShapesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long T0 = -5 * SECOND;

  private static Demand demand(Shape shape) {
    Demand demand = new Demand(shape);
    demand.begin(T0);
    return demand;
  }

  private static Demand rate(double from, double to, int rampSeconds) {
    return demand(
        new Shape(1, 10, to, false, 0, from, Duration.ofSeconds(rampSeconds), Duration.ZERO));
  }

  private static Demand poisson(double perSecond, long seed) {
    return demand(new Shape(1, 10, perSecond, true, seed, perSecond, Duration.ZERO, Duration.ZERO));
  }

  private static Demand parallel(int from, int to, int most, int rampSeconds) {
    return demand(
        new Shape(to, most, 0, false, 0, from, Duration.ofSeconds(rampSeconds), Duration.ZERO));
  }

  /** When the next starts are due, in seconds. */
  private static List<Double> starts(Demand demand, int count) {
    List<Double> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      starts.add((demand.dueNanos(Long.MAX_VALUE) - T0) / 1e9);
      demand.started();
    }
    return starts;
  }

  @Test
  void rateGrowsFromNothingWithTheSquareRootOfTheStarts() {
    Demand demand = rate(0, 20, 10); // n = t^2
    assertThat(starts(demand, 101).subList(0, 4))
        .containsExactly(0.0, 1.0, 1.414213562, 1.732050808);
    assertThat(demand.dueNanos(T0)).isEqualTo(T0 + 10 * SECOND + SECOND / 20);
    assertThat(demand.ratePerSecond(T0)).isZero();
    assertThat(demand.ratePerSecond(T0 + 5 * SECOND)).isEqualTo(10);
    assertThat(demand.ratePerSecond(T0 + 50 * SECOND)).isEqualTo(20);
    assertThat(demand.model()).isEqualTo(Model.OPEN);
  }

  @Test
  void settingTheRateEndsItsRamp() {
    Demand demand = rate(0, 20, 10);
    demand.setRate(5, T0 + SECOND, 0);
    assertThat(demand.ratePerSecond(T0 + SECOND)).isEqualTo(5);
    assertThat(demand.ratePerSecond(T0 + 20 * SECOND)).isEqualTo(5);
    assertThat(starts(demand, 3)).containsExactly(1.0, 1.2, 1.4);
  }

  @Test
  void rampOfTheRateGoesOnDuringAPause() {
    Demand demand = rate(0, 20, 10);
    demand.setParallelism(0, T0 + SECOND, 0);
    assertThat(demand.mayStart(T0 + 2 * SECOND, 0)).isFalse();
    demand.setParallelism(1, T0 + 5 * SECOND, 0);
    assertThat(demand.ratePerSecond(T0 + 5 * SECOND)).isEqualTo(10);
    List<Double> starts = starts(demand, 76);
    assertThat(starts.get(0)).isEqualTo(5);
    // Between the fifth and the tenth second 75 starts are expected.
    assertThat(starts.get(75)).isCloseTo(10, within(1e-8));
    assertThat(demand.ratePerSecond(T0 + 10 * SECOND)).isEqualTo(20);
  }

  @Test
  void poissonStartsAreThoseOfTheirSeed() {
    assertThat(starts(poisson(10, 3), 100)).isEqualTo(starts(poisson(10, 3), 100));
    assertThat(starts(poisson(10, 3), 100)).isNotEqualTo(starts(poisson(10, 4), 100));
  }

  @Test
  void poissonStartsKeepTheirRateAndAreNotEven() {
    List<Double> starts = starts(poisson(10, 3), 10_000);
    assertThat(starts.get(9_999)).isCloseTo(1_000, within(4 * 10.0));
    assertThat(varianceByMean(starts, 0)).isCloseTo(1, within(0.1));
  }

  @Test
  void settingTheRateKeepsPoissonStarts() {
    Demand demand = poisson(10, 3);
    starts(demand, 100);
    demand.setRate(100, T0 + 10 * SECOND, 0);
    List<Double> starts = starts(demand, 10_000);
    assertThat(starts.get(9_999)).isCloseTo(10 + 100, within(4 * 1.0));
    assertThat(varianceByMean(starts, 10)).isCloseTo(1, within(0.1));
  }

  @Test
  void poissonGapsAfterAChangeAreNotTheFirstOnesAgain() {
    Demand demand = poisson(10, 3);
    List<Double> first = starts(demand, 5);
    demand.setRate(10, T0, 0);
    assertThat(starts(demand, 5)).doesNotContainAnyElementsOf(first);
    demand.setParallelism(0, T0, 0);
    demand.setParallelism(1, T0, 0);
    assertThat(starts(demand, 5)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void rampWithPoissonStartsHasThemAll() {
    Demand demand =
        demand(new Shape(1, 10, 100, true, 9, 0, Duration.ofSeconds(100), Duration.ZERO));
    List<Double> starts = starts(demand, 10_000);
    long inRamp = starts.stream().filter(start -> start < 100).count();
    long inFirstHalf = starts.stream().filter(start -> start < 50).count();
    assertThat((double) inRamp).isCloseTo(5_000, within(4 * Math.sqrt(5_000)));
    assertThat((double) inFirstHalf).isCloseTo(1_250, within(4 * Math.sqrt(1_250)));
  }

  /** Of the gaps, divided by the square of their mean: 1 if they are exponential, 0 if even. */
  private static double varianceByMean(List<Double> starts, double from) {
    double before = from;
    double sum = 0;
    double squares = 0;
    for (double start : starts) {
      sum += start - before;
      squares += (start - before) * (start - before);
      before = start;
    }
    double mean = sum / starts.size();
    return squares / starts.size() / (mean * mean) - 1;
  }

  @Test
  void parallelismGrowsByOneAtItsTime() {
    Demand demand = parallel(0, 4, 10, 8);
    assertThat(demand.model()).isEqualTo(Model.CLOSED);
    for (int step = 1; step <= 4; step++) {
      long due = T0 + 2 * SECOND * step;
      int before = step - 1;
      assertThat(demand.parallelism(due - 1)).isEqualTo(before);
      assertThat(demand.mayStart(due - 1, before)).isFalse();
      assertThat(demand.nanosToNext(due - SECOND, before)).isEqualTo(SECOND);
      assertThat(demand.parallelism(due)).isEqualTo(step);
      assertThat(demand.mayStart(due, before)).isTrue();
      assertThat(demand.dueNanos(due)).isEqualTo(due);
    }
    assertThat(demand.mayStart(T0 + 100 * SECOND, 4)).isFalse();
    assertThat(demand.nanosToNext(T0 + 100 * SECOND, 4)).isEqualTo(Demand.NEVER);
  }

  @Test
  void parallelismFallsByOneAtItsTime() {
    Demand demand = parallel(4, 1, 10, 3);
    assertThat(demand.parallelism(T0)).isEqualTo(4);
    assertThat(demand.mayStart(T0, 3)).isTrue();
    assertThat(demand.mayStart(T0 + SECOND, 3)).isFalse();
    assertThat(demand.parallelism(T0 + 2 * SECOND - 1)).isEqualTo(3);
    assertThat(demand.parallelism(T0 + 3 * SECOND)).isEqualTo(1);
    assertThat(demand.mayStart(T0 + 3 * SECOND, 1)).isFalse();
    assertThat(demand.mayStart(T0 + 3 * SECOND, 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 100000, 1", "0, 99991, 86400", "7, 3, 1000000", "100000, 0, 3"})
  void everyStepIsDueWhenTheRampSaysSo(int from, int to, int seconds) {
    Steps steps = new Steps(from, to, T0, seconds * SECOND);
    int count = Math.abs(to - from);
    int sign = Integer.signum(to - from);
    for (int step = 1; step <= count; step += Math.max(1, count / 1_000)) {
      // Up to the next whole nanosecond, as the exact time may lie between two.
      long exact = T0 + Math.round((double) seconds * SECOND * step / count);
      assertThat(steps.at(exact)).isEqualTo(from + sign * step);
      assertThat(steps.at(exact - 1)).isEqualTo(from + sign * (step - 1));
      assertThat(steps.nanosToNext(exact - 1)).isEqualTo(1);
    }
    assertThat(steps.at(T0)).isEqualTo(from);
    assertThat(steps.at(T0 + seconds * SECOND)).isEqualTo(to);
    assertThat(steps.nanosToNext(T0 + seconds * SECOND)).isEqualTo(Demand.NEVER);
  }

  @Test
  void connectionsForTheEndOfARampAreExpectedFromItsBeginning() {
    assertThat(parallel(0, 4, 10, 8).mostOutstanding()).isEqualTo(4);
    assertThat(parallel(4, 1, 10, 8).mostOutstanding()).isEqualTo(4);
    assertThat(rate(0, 20, 10).mostOutstanding()).isEqualTo(10);
  }

  @Test
  void settingParallelismEndsItsRamp() {
    Demand demand = parallel(0, 4, 10, 8);
    assertThat(demand.mayStart(T0 + 2 * SECOND, 0)).isTrue();
    demand.setParallelism(3, T0 + 3 * SECOND, 1);
    assertThat(demand.parallelism(T0 + 3 * SECOND)).isEqualTo(3);
    assertThat(demand.parallelism(T0 + 8 * SECOND)).isEqualTo(3);
    assertThat(demand.nanosToNext(T0 + 3 * SECOND, 3)).isEqualTo(Demand.NEVER);
    demand.setParallelism(0, T0 + 4 * SECOND, 3);
    assertThat(demand.mayStart(T0 + 9 * SECOND, 0)).isFalse();
  }

  @Test
  void settingTheRateDuringARampOfParallelismStartsAtOnce() {
    Demand demand = parallel(0, 4, 10, 8);
    demand.setRate(10, T0 + SECOND, 0);
    assertThat(demand.mayStart(T0 + SECOND, 0)).isTrue();
    assertThat(demand.parallelism(T0 + SECOND)).isEqualTo(4);
    demand.setRate(0, T0 + 2 * SECOND, 0);
    assertThat(demand.mayStart(T0 + 2 * SECOND, 3)).isTrue();
    assertThat(demand.mayStart(T0 + 2 * SECOND, 4)).isFalse();
  }

  @Test
  void slotThatPausesWhileTheRampFallsIsNotWantedLater() {
    Demand demand =
        demand(new Shape(1, 10, 0, false, 0, 3, Duration.ofSeconds(2), Duration.ofSeconds(60)));
    demand.finished(T0, 2);
    demand.finished(T0 + 1, 1);
    demand.finished(T0 + 2, 0);
    assertThat(demand.mayStart(T0 + 2 * SECOND, 0)).isFalse();
    // One of three pauses is left, the one that began first.
    assertThat(demand.nanosToNext(T0 + 2 * SECOND, 0)).isEqualTo(58 * SECOND);
    assertThat(demand.mayStart(T0 + 60 * SECOND, 0)).isTrue();
    assertThat(demand.mayStart(T0 + 60 * SECOND, 1)).isFalse();
  }

  @Test
  void stepsThatComeFasterThanAWakeUpShareOne() {
    Demand demand = parallel(0, 100_000, 100_000, 1);
    assertThat(demand.mayStart(T0, 0)).isFalse();
    assertThat(demand.nanosToNext(T0, 0)).isEqualTo(100_000);
    assertThat(demand.mayStart(T0 + 100_000, 9)).isTrue();
    assertThat(demand.mayStart(T0 + 100_000, 10)).isFalse();
  }
}
