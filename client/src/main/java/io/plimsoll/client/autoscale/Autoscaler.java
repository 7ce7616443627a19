package io.plimsoll.client.autoscale;

import io.plimsoll.client.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;

/**
 * An autoscaler and its fleet, stepped from outside with a clock that runs since the scenario
 * began. For one thread.
 */
final class Autoscaler {

  /** A fleet that changes more often than this is told of as far as it goes. */
  static final int MAX_POINTS = 100_000;

  private final HpaSpec spec;
  private final Fleet fleet;
  private final MetricSource source;
  private final StartDelay delay;
  private final List<Sync> syncs = new ArrayList<>();
  private final List<FleetPoint> points = new ArrayList<>();
  private HpaState state = HpaState.NONE;

  /**
   * @param fleet as large as it is at the beginning
   * @param startDelayNanos from when a replica is wanted to when it is started
   */
  Autoscaler(HpaSpec spec, Fleet fleet, MetricSource source, long startDelayNanos) {
    this.spec = spec;
    this.fleet = fleet;
    this.source = source;
    this.delay = new StartDelay(startDelayNanos, fleet.size());
  }

  /**
   * Decides once.
   *
   * @param nanos when the sync was due: what the controller's windows and periods go by
   */
  Sync sync(long nanos) {
    int wanted = delay.wanted();
    int ready = fleet.ready();
    List<MetricReading> readings = source.read(spec.metrics());
    HpaDecision decision = HpaController.decide(spec, state, nanos, wanted, ready, readings);
    state = decision.state();
    Sync sync = Sync.of(nanos / 1e9, wanted, ready, spec, readings, decision);
    syncs.add(sync);
    delay.want(decision.desired(), nanos);
    return sync;
  }

  /** Starts and ends what is due, and notes what the fleet is. */
  void follow(long nanos) {
    int started = delay.started(nanos);
    if (started != fleet.size()) {
      fleet.scaleTo(started);
    }
    // The first look comes after the first sync, and is of the beginning.
    double seconds = points.isEmpty() ? 0 : nanos / 1e9;
    FleetPoint point = new FleetPoint(seconds, delay.wanted(), started, fleet.ready());
    if (points.isEmpty()
        || (points.size() < MAX_POINTS && !points.get(points.size() - 1).isLike(point))) {
      points.add(point);
    }
  }

  /** All so far. */
  List<Sync> syncs() {
    return List.copyOf(syncs);
  }

  /** All so far, each different from the one before. */
  List<FleetPoint> points() {
    return List.copyOf(points);
  }
}
