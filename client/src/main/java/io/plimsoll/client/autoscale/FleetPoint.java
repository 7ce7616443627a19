package io.plimsoll.client.autoscale;

/**
 * What the fleet is from a time on, until the next point.
 *
 * @param seconds since the scenario began
 * @param wanted how many replicas the autoscaler wants
 * @param started how many of these are started: {@code --start-delay}
 * @param ready how many can work, those too that are leaving and finish what they run
 */
record FleetPoint(double seconds, int wanted, int started, int ready) {

  boolean isLike(FleetPoint other) {
    return wanted == other.wanted && started == other.started && ready == other.ready;
  }
}
