package io.plimsoll.client.autoscale;

import java.util.ArrayList;
import java.util.List;

/**
 * What the controller remembers of an autoscaler.
 *
 * @param recommendations what the metrics asked for, before it was stabilized
 * @param ups how replicas were added
 * @param downs how replicas were taken away
 */
record HpaState(
    List<Recommendation> recommendations, List<ScaleEvent> ups, List<ScaleEvent> downs) {

  /** Of one that has never run. */
  static final HpaState NONE = new HpaState(List.of(), List.of(), List.of());

  HpaState {
    recommendations = List.copyOf(recommendations);
    ups = List.copyOf(ups);
    downs = List.copyOf(downs);
  }

  /**
   * What was asked for.
   *
   * @param nanos when
   */
  record Recommendation(long nanos, int replicas) {}

  /**
   * What was changed.
   *
   * @param nanos when
   * @param change how many replicas came or went, 1 or more
   */
  record ScaleEvent(long nanos, int change) {}

  HpaState with(List<Recommendation> changed) {
    return new HpaState(changed, ups, downs);
  }

  /**
   * The same after scaling, as {@code storeScaleEvent} has it: an event that no policy of its
   * direction looks at any more makes room for the new one. One at a time: policies of the other
   * direction, with longer periods, may still see the others.
   */
  HpaState scaled(HpaSpec.HpaBehavior behavior, long now, int from, int to) {
    return to > from
        ? new HpaState(
            recommendations, stored(ups, behavior.up().longestPeriod(), now, to - from), downs)
        : new HpaState(
            recommendations, ups, stored(downs, behavior.down().longestPeriod(), now, from - to));
  }

  private static List<ScaleEvent> stored(
      List<ScaleEvent> events, int longestPeriodSeconds, long now, int change) {
    long cutoff = now - longestPeriodSeconds * HpaController.NANOS;
    List<ScaleEvent> stored = new ArrayList<>(events);
    int outdated = -1;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).nanos() < cutoff) {
        outdated = i;
      }
    }
    ScaleEvent event = new ScaleEvent(now, change);
    if (outdated < 0) {
      stored.add(event);
    } else {
      stored.set(outdated, event);
    }
    return stored;
  }
}
