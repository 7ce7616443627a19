package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemandTest {

  private static final long SECOND = 1_000_000_000L;

  /** Any instant: a monotonic clock starts anywhere, below zero too. */
  private static final long T0 = -5 * SECOND;

  private static Demand demand(Shape shape) {
    Demand demand = new Demand(shape);
    demand.begin(T0);
    return demand;
  }

  private static Demand closed(int parallelism, long delayNanos) {
    return demand(
        new Shape(
            parallelism,
            10,
            0,
            false,
            0,
            parallelism,
            Duration.ZERO,
            Duration.ofNanos(delayNanos)));
  }

  private static Demand open(double rate, int maxParallelism) {
    return demand(Shape.open(rate, maxParallelism));
  }

  @Test
  void closedModelFillsUpToTheParallelismAndNoFurther() {
    Demand demand = closed(3, 0);
    assertThat(demand.model()).isEqualTo(Model.CLOSED);
    assertThat(demand.mayStart(T0, 2)).isTrue();
    assertThat(demand.mayStart(T0, 3)).isFalse();
    assertThat(demand.mayStart(T0, 4)).isFalse();
    assertThat(demand.nanosToNext(T0, 3)).isEqualTo(Demand.NEVER);
  }

  @Test
  void closedModelIsDueWhenItStarts() {
    assertThat(closed(3, 0).dueNanos(T0 + 7)).isEqualTo(T0 + 7);
  }

  @Test
  void parallelismZeroPausesBothModels() {
    assertThat(closed(0, 0).mayStart(T0, 0)).isFalse();
    Demand open = open(10, 10);
    open.setParallelism(0, T0, 0);
    assertThat(open.mayStart(T0 + SECOND, 0)).isFalse();
    assertThat(open.nanosToNext(T0 + SECOND, 0)).isEqualTo(Demand.NEVER);
  }

  @Test
  void slotPausesForTheDelay() {
    Demand demand = closed(2, SECOND);
    demand.finished(T0, 1);
    assertThat(demand.mayStart(T0, 1)).isFalse();
    assertThat(demand.nanosToNext(T0 + SECOND / 4, 1)).isEqualTo(SECOND * 3 / 4);
    assertThat(demand.mayStart(T0 + SECOND - 1, 1)).isFalse();
    assertThat(demand.mayStart(T0 + SECOND, 1)).isTrue();
  }

  @Test
  void slotThatIsNoLongerWantedDoesNotPause() {
    Demand demand = closed(5, SECOND);
    demand.setParallelism(1, T0, 5);
    demand.finished(T0, 4);
    demand.finished(T0, 1);
    assertThat(demand.nanosToNext(T0, 1)).isEqualTo(Demand.NEVER);
    demand.finished(T0, 0);
    assertThat(demand.nanosToNext(T0, 0)).isEqualTo(SECOND);
  }

  @Test
  void loweringKeepsThePausesThatEndFirst() {
    Demand demand = closed(3, SECOND);
    demand.finished(T0, 2);
    demand.finished(T0 + 1, 1);
    demand.finished(T0 + 2, 0);
    demand.setParallelism(1, T0 + 3, 0);
    assertThat(demand.mayStart(T0 + SECOND - 1, 0)).isFalse();
    assertThat(demand.mayStart(T0 + SECOND, 0)).isTrue();
    assertThat(demand.mayStart(T0 + SECOND, 1)).isFalse();
  }

  @Test
  void openModelStartsByTheClock() {
    Demand demand = open(4, 10);
    assertThat(demand.model()).isEqualTo(Model.OPEN);
    assertThat(demand.mayStart(T0, 0)).isTrue();
    demand.started();
    assertThat(demand.mayStart(T0 + SECOND / 4 - 1, 1)).isFalse();
    assertThat(demand.nanosToNext(T0 + SECOND / 8, 1)).isEqualTo(SECOND / 8);
    assertThat(demand.mayStart(T0 + SECOND / 4, 1)).isTrue();
  }

  @Test
  void startThatWaitedForTheCapIsMeasuredFromWhenItWasDue() {
    Demand demand = open(4, 1);
    demand.started();
    assertThat(demand.mayStart(T0 + SECOND, 1)).isFalse();
    assertThat(demand.nanosToNext(T0 + SECOND, 1)).isEqualTo(Demand.NEVER);
    assertThat(demand.mayStart(T0 + SECOND, 0)).isTrue();
    assertThat(demand.dueNanos(T0 + SECOND)).isEqualTo(T0 + SECOND / 4);
  }

  @Test
  void stallIsMadeUpForWithoutDrift() {
    Demand demand = open(4, 100);
    int starts = 0;
    for (long now = T0; now - T0 <= 10 * SECOND; now += SECOND * 5 / 2) {
      while (demand.mayStart(now, 0)) {
        demand.started();
        starts++;
      }
    }
    assertThat(starts).isEqualTo(41);
  }

  @Test
  void rateThatChangesStartsAnewFromNow() {
    Demand demand = open(0.001, 100);
    demand.started();
    demand.setRate(2, T0 + SECOND, 1);
    assertThat(demand.mayStart(T0 + SECOND, 0)).isTrue();
    demand.started();
    assertThat(demand.mayStart(T0 + SECOND, 0)).isFalse();
    assertThat(demand.mayStart(T0 + SECOND * 3 / 2, 0)).isTrue();
  }

  @Test
  void openModelDoesNotCatchUpAfterAPause() {
    Demand demand = open(10, 100);
    demand.setParallelism(0, T0, 0);
    demand.setParallelism(1, T0 + 60 * SECOND, 0);
    demand.started();
    assertThat(demand.mayStart(T0 + 60 * SECOND, 1)).isFalse();
  }

  @Test
  void veryHighRateSleepsNotForEveryStart() {
    Demand demand = open(1_000_000, 100);
    demand.started();
    assertThat(demand.nanosToNext(T0, 1)).isEqualTo(100_000);
  }

  @Test
  void refusedSlotsWaitLongerAndLongerUpToASecond() {
    Demand demand = closed(1, 0);
    long now = T0;
    int refusals = 0;
    for (; now - T0 < 60 * SECOND; now += demand.nanosToNext(now, 0)) {
      assertThat(demand.mayStart(now, 0)).isTrue();
      demand.refused(now, 0);
      assertThat(demand.mayStart(now, 0)).isFalse();
      assertThat(demand.nanosToNext(now, 0))
          .isEqualTo(refusals < 7 ? (SECOND / 100) << refusals : SECOND);
      refusals++;
    }
    assertThat(refusals).isEqualTo(66);
  }

  @Test
  void refusalAfterAWorkerHadARequestWaitsShortAgain() {
    Demand demand = closed(2, 0);
    demand.refused(T0, 1);
    demand.refused(T0, 0);
    demand.served();
    demand.finished(T0 + SECOND, 1);
    assertThat(demand.mayStart(T0 + SECOND, 1)).isTrue();
    demand.refused(T0 + SECOND, 1);
    assertThat(demand.nanosToNext(T0 + SECOND, 1)).isEqualTo(SECOND / 100);
  }

  @Test
  void shortPauseEndsBeforeALongOneThatBeganEarlier() {
    Demand demand = closed(2, 0);
    demand.refused(T0, 5);
    demand.refused(T0, 1);
    demand.served();
    demand.refused(T0 + 1, 0);
    assertThat(demand.nanosToNext(T0 + 1, 0)).isEqualTo(SECOND / 100);
    demand.setParallelism(1, T0 + 1, 0);
    assertThat(demand.nanosToNext(T0 + 1, 0)).isEqualTo(SECOND / 100);
  }

  @Test
  void delayThatIsLongerThanTheBackOffStays() {
    Demand demand = closed(1, SECOND / 2);
    demand.refused(T0, 0);
    assertThat(demand.nanosToNext(T0, 0)).isEqualTo(SECOND / 2);
  }

  @Test
  void openModelKeepsItsRateWhenItIsRefused() {
    Demand demand = open(4, 10);
    demand.started();
    demand.refused(T0, 0);
    assertThat(demand.mayStart(T0 + SECOND / 4, 0)).isTrue();
  }
}
