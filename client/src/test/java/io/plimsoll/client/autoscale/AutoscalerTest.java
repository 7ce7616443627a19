package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.fleet.Fleet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoscalerTest {

  private static final long SECOND = HpaController.NANOS;

  /** Backends that are ready as soon as the test says so. */
  private static final class FakeFleet implements Fleet {
    int size;
    int ready;

    FakeFleet(int size) {
      this.size = size;
      this.ready = size;
    }

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public void scaleTo(int replicas) {
      size = replicas;
      ready = Math.min(ready, replicas);
    }

    @Override
    public int ready() {
      return ready;
    }

    @Override
    public void awaitReady(Duration most) {
      ready = size;
    }

    @Override
    public void close() {}
  }

  private final FakeFleet fleet = new FakeFleet(1);
  private List<MetricReading> readings = List.of();

  private Autoscaler autoscaler(HpaSpec spec, int delaySeconds) {
    return new Autoscaler(spec, fleet, metrics -> readings, delaySeconds * SECOND);
  }

  @Test
  void replicasAreStartedAfterTheDelayAndNotBefore() {
    Autoscaler autoscaler = autoscaler(Hpa.spec(1, 9, null, Hpa.average(1)), 10);
    readings = Hpa.readings(3);
    assertThat(autoscaler.sync(0).desired()).isEqualTo(3);
    autoscaler.follow(0);
    autoscaler.follow(9 * SECOND);
    assertThat(fleet.size).isEqualTo(1);
    autoscaler.follow(10 * SECOND);
    assertThat(fleet.size).isEqualTo(3);
    fleet.ready = 2;
    autoscaler.follow(11 * SECOND);
    fleet.ready = 3;
    autoscaler.follow(12 * SECOND);
    autoscaler.follow(13 * SECOND);
    assertThat(autoscaler.points())
        .containsExactly(
            new FleetPoint(0, 3, 1, 1),
            new FleetPoint(10, 3, 3, 1),
            new FleetPoint(11, 3, 3, 2),
            new FleetPoint(12, 3, 3, 3));
  }

  @Test
  void valueCountsOnlyThoseThatAreReady() {
    Autoscaler autoscaler = autoscaler(Hpa.spec(1, 20, Hpa.free(), Hpa.value(1)), 10);
    readings = Hpa.readings(4);
    assertThat(autoscaler.sync(0).desired()).isEqualTo(4);
    autoscaler.follow(0);
    // Three of the four wait for their start: 4 x 1 ready.
    Sync second = autoscaler.sync(SECOND);
    assertThat(List.of(second.replicas(), second.ready(), second.desired()))
        .containsExactly(4, 1, 4);
  }

  @Test
  void syncSaysWhatItSawAndWhy() {
    Autoscaler autoscaler = autoscaler(Hpa.spec(1, 9, null, Hpa.average(1), Hpa.average(2)), 0);
    readings = Hpa.readings(3, Double.NaN);
    Sync sync = autoscaler.sync(15 * SECOND);
    assertThat(sync)
        .isEqualTo(
            new Sync(
                15,
                1,
                1,
                List.of(new Sync.Seen(3.0, 3.0, 3, ""), new Sync.Seen(null, null, null, "gone")),
                3,
                3,
                3,
                HpaDecision.Basis.METRICS,
                ScaleRate.Limit.NONE,
                "hpa_queue_waiting above target: 3"
                    + " (FailedGetExternalMetric: hpa_queue_waiting: gone)"));
    assertThat(autoscaler.syncs()).containsExactly(sync);
  }

  @Test
  void goingDownEndsReplicasAtOnce() {
    fleet.size = 6;
    fleet.ready = 6;
    Autoscaler autoscaler = autoscaler(Hpa.spec(2, 9, Hpa.free(), Hpa.average(1)), 10);
    readings = Hpa.readings(0);
    assertThat(autoscaler.sync(0).desired()).isEqualTo(2);
    autoscaler.follow(1);
    assertThat(fleet.size).isEqualTo(2);
  }

  @Test
  void fleetThatNeverRestsIsToldOfOnlySoFar() {
    Autoscaler autoscaler = autoscaler(Hpa.spec(1, 9, null, Hpa.average(1)), 0);
    for (int look = 0; look <= Autoscaler.MAX_POINTS; look++) {
      fleet.ready = look % 2;
      autoscaler.follow(look);
    }
    assertThat(autoscaler.points()).hasSize(Autoscaler.MAX_POINTS);
  }
}
