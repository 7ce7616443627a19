package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaState.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what the metrics ask for, what was asked for long enough. Pure.
 *
 * @param replicas what is left of the recommendation
 * @param recommendations what is to be remembered: this recommendation as it came, and those before
 *     that still count
 */
record Stabilization(int replicas, List<Recommendation> recommendations) {

  /**
   * As {@code stabilizeRecommendationWithBehaviors} of {@code horizontal.go}: the current count is
   * raised to the smallest recommendation of the scale-up window, or lowered to the largest of the
   * scale-down window. One that is exactly as old as a window counts no more.
   *
   * <p>Without a behavior, as {@code stabilizeRecommendation}: the largest recommendation of the
   * last 300 s, where one that is exactly as old still counts.
   *
   * @param desired what the metrics ask for
   */
  static Stabilization of(
      HpaSpec.@Nullable HpaBehavior behavior,
      List<Recommendation> before,
      long now,
      int current,
      int desired) {
    long upCutoff =
        now - (behavior == null ? 0 : behavior.up().windowSeconds()) * HpaController.NANOS;
    long downCutoff =
        now
            - (behavior == null
                    ? ScalingRules.DOWN_WINDOW_SECONDS
                    : behavior.down().windowSeconds())
                * HpaController.NANOS;
    int least = desired;
    int most = desired;
    List<Recommendation> remembered = new ArrayList<>();
    for (Recommendation each : before) {
      if (each.nanos() > upCutoff) {
        least = Math.min(least, each.replicas());
      }
      if (each.nanos() > downCutoff || (behavior == null && each.nanos() == downCutoff)) {
        most = Math.max(most, each.replicas());
      }
      if (each.nanos() >= upCutoff || each.nanos() >= downCutoff) {
        remembered.add(each);
      }
    }
    remembered.add(new Recommendation(now, desired));
    return new Stabilization(
        behavior == null ? most : Math.min(Math.max(current, least), most),
        List.copyOf(remembered));
  }
}
