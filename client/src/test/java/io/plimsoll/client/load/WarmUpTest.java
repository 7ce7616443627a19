package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.HostPort;
import io.plimsoll.client.load.Change.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A load that leaves its first ten seconds out. */
class WarmUpTest {

  private static SteppedLoad load(Shape shape, Duration duration, long requests) {
    return new SteppedLoad(
        new LoadConfig(
            new Access(new HostPort("localhost", 1), 1, Duration.ZERO, false, null),
            new Work("sleep", List.of(), Duration.ZERO),
            shape,
            new Ends(Duration.ofSeconds(10), duration, requests)));
  }

  @Test
  void statisticsBeginWhenTheWarmUpIsOver() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 0);
    load.pass(9_000);
    load.succeed();
    assertThat(load.now().load().warmingUp()).isTrue();
    assertThat(load.now().period().succeeded()).isEqualTo(1);
    assertThat(load.now().period().totalSeconds().max()).isEqualTo(9);
    load.pass(1_000);
    assertThat(load.now().load().warmingUp()).isFalse();
    assertThat(load.now().period().seconds()).isZero();
    assertThat(load.now().period().started()).isZero();
    assertThat(load.now().period().succeeded()).isZero();
    assertThat(load.now().load().succeededTotal()).isEqualTo(1);
  }

  @Test
  void endOfTheWarmUpIsInTheCourse() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 0);
    load.pass(12_000);
    Tick tick = Objects.requireNonNull(load.driver.onTick());
    assertThat(tick.changes()).containsExactly(new Change(10, Kind.WARM_UP_OVER, 0));
    assertThat(tick.interval().started()).isEqualTo(1);
  }

  @Test
  void startsGoOnUndisturbedWhenTheWarmUpIsOver() {
    SteppedLoad load = load(Shape.open(4, 1_000), Duration.ZERO, 0);
    load.pass(11_000);
    assertThat(load.due().subList(38, 45))
        .containsExactly(9.5, 9.75, 10.0, 10.25, 10.5, 10.75, 11.0);
    assertThat(load.now().load().outstanding()).isEqualTo(45);
  }

  @Test
  void replyToARequestOfTheWarmUpCountsWithoutItsTimes() {
    SteppedLoad load = load(Shape.open(0.1, 1_000), Duration.ZERO, 0);
    load.pass(10_001);
    assertThat(load.due()).containsExactly(0.0, 10.0);
    load.succeed();
    Period period = load.now().period();
    assertThat(period.succeeded()).isEqualTo(1);
    assertThat(period.requestsPerSecond()).isGreaterThan(0);
    assertThat(period.totalSeconds().count()).isZero();
    assertThat(period.waitSeconds().count()).isZero();
    assertThat(period.nodes().get(0).replies()).isEqualTo(1);
    assertThat(period.nodes().get(0).runSeconds().count()).isZero();
    // It was due in the very moment in which the warm-up was over.
    load.succeed();
    assertThat(load.now().period().succeeded()).isEqualTo(2);
    assertThat(load.now().period().totalSeconds().count()).isEqualTo(1);
    assertThat(load.now().period().nodes().get(0).runSeconds().count()).isEqualTo(1);
  }

  @Test
  void startThatWasDueInTheWarmUpAndIsSentAfterItHasNoLag() {
    SteppedLoad load = load(Shape.open(1, 1), Duration.ZERO, 0);
    load.pass(10_500);
    load.succeed(); // Due at 0. The next, due at 1, is sent now.
    Period period = load.now().period();
    assertThat(load.due()).containsExactly(1.0);
    assertThat(period.started()).isEqualTo(1);
    assertThat(period.lagSeconds().count()).isZero();
    for (int due = 1; due < 10; due++) {
      load.succeed();
    }
    assertThat(load.due()).containsExactly(10.0);
    assertThat(load.now().period().lagSeconds().count()).isEqualTo(1);
    assertThat(load.now().period().lagSeconds().max()).isEqualTo(0.5);
  }

  @Test
  void failureAfterTheWarmUpCountsWheneverItBegan() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 0);
    load.pass(10_001);
    load.fail("broken");
    assertThat(load.now().period().failed()).isEqualTo(1);
  }

  @Test
  void resetInTheWarmUpDoesNotEndIt() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 0);
    load.pass(5_000);
    load.driver.onReset();
    assertThat(load.now().load().warmingUp()).isTrue();
    load.pass(5_000);
    assertThat(load.now().load().warmingUp()).isFalse();
    assertThat(load.now().period().seconds()).isZero();
    load.pass(1_000);
    load.driver.onReset();
    load.succeed();
    assertThat(load.now().period().succeeded()).isEqualTo(1);
    assertThat(load.now().period().totalSeconds().count()).isZero();
  }

  @Test
  void durationIsCountedFromTheStart() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ofSeconds(12), 0);
    load.pass(11_999);
    load.succeed();
    assertThat(load.outstanding).hasSize(1);
    load.pass(1);
    load.succeed();
    assertThat(load.outstanding).isEmpty();
    assertThat(load.driver.ended()).isDone();
    assertThat(load.driver.ended().join().statistics().period().seconds()).isEqualTo(2);
  }

  @Test
  void requestsCountFromTheStart() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 3);
    load.pass(5_000);
    load.succeed();
    load.succeed();
    load.pass(5_001);
    assertThat(load.driver.ended()).isNotDone();
    load.succeed();
    Snapshot end = load.driver.ended().join().statistics();
    assertThat(end.load().startedTotal()).isEqualTo(3);
    assertThat(end.period().succeeded()).isEqualTo(1);
  }

  @Test
  void loadThatEndsInItsWarmUpSaysSo() {
    SteppedLoad load = load(Shape.closed(1, 1), Duration.ZERO, 1);
    load.succeed();
    Snapshot end = load.driver.ended().join().statistics();
    assertThat(end.load().warmingUp()).isTrue();
    assertThat(end.period().succeeded()).isEqualTo(1);
    load.pass(11_000);
    assertThat(load.driver.onCapture().snapshot().load().warmingUp()).isTrue();
  }

  @Test
  void rampOfParallelismStartsEachRequestAtItsTime() {
    SteppedLoad load =
        load(
            new Shape(4, 4, 0, false, 0, 0, Duration.ofSeconds(8), Duration.ZERO),
            Duration.ZERO,
            0);
    load.pass(9_000);
    assertThat(load.due()).containsExactly(2.0, 4.0, 6.0, 8.0);
    assertThat(load.now().load().parallelism()).isEqualTo(4);
  }

  @Test
  void rampOfTheRateShowsInTheState() {
    SteppedLoad load =
        load(
            new Shape(1, 1_000, 20, false, 0, 0, Duration.ofSeconds(10), Duration.ZERO),
            Duration.ZERO,
            0);
    load.pass(5_000);
    assertThat(load.now().load().ratePerSecond()).isEqualTo(10);
    assertThat(load.outstanding).hasSize(26); // n = t^2, and the one at 0.
    load.pass(6_000);
    assertThat(load.now().load().ratePerSecond()).isEqualTo(20);
    assertThat(load.outstanding).hasSize(121);
  }
}
