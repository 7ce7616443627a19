package io.plimsoll.client.validate;

import java.util.List;

/**
 * A size of the fleet, and what was measured there.
 *
 * @param size replicas
 * @param throughputPerSecond over all rounds
 * @param succeeded requests in all rounds
 * @param failed requests in all rounds
 * @param rounds at least one
 */
record Step(
    int size, Interval throughputPerSecond, long succeeded, long failed, List<Measurement> rounds) {

  Step {
    rounds = List.copyOf(rounds);
  }
}
