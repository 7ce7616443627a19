package io.plimsoll.client.autoscale;

import java.util.List;

/**
 * What a fleet cost, and how restless it was.
 *
 * @param least fewest replicas that were wanted
 * @param mean replicas that were wanted, over time
 * @param most most replicas that were wanted
 * @param replicaSeconds replicas that were wanted, added up over time
 * @param scaledUp how often replicas were added
 * @param scaledDown how often replicas were taken away
 */
record FleetUse(
    int least, double mean, int most, double replicaSeconds, int scaledUp, int scaledDown) {

  /**
   * Adds up.
   *
   * @param points at least one
   * @param endSeconds where the last one ends, not before it begins
   */
  static FleetUse of(List<FleetPoint> points, double endSeconds) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int up = 0;
    int down = 0;
    double replicaSeconds = 0;
    double length = 0;
    for (int i = 0; i < points.size(); i++) {
      FleetPoint point = points.get(i);
      boolean last = i == points.size() - 1;
      double end = last ? Math.max(endSeconds, point.seconds()) : points.get(i + 1).seconds();
      least = Math.min(least, point.wanted());
      most = Math.max(most, point.wanted());
      replicaSeconds += point.wanted() * (end - point.seconds());
      length += end - point.seconds();
      if (!last) {
        int next = points.get(i + 1).wanted();
        up += next > point.wanted() ? 1 : 0;
        down += next < point.wanted() ? 1 : 0;
      }
    }
    return new FleetUse(
        least,
        length > 0 ? replicaSeconds / length : points.get(0).wanted(),
        most,
        replicaSeconds,
        up,
        down);
  }
}
