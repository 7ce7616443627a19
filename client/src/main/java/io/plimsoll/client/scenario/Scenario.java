package io.plimsoll.client.scenario;

import io.plimsoll.client.report.Threshold;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What a client does over time.
 *
 * @param name what the reports are titled
 * @param phases in order of their start, at least one
 * @param thresholds what is asked of the figures of all phases together
 */
record Scenario(String name, List<Phase> phases, List<Threshold> thresholds) {

  Scenario {
    phases = phases.stream().sorted(Comparator.comparing(Phase::start)).toList();
    thresholds = List.copyOf(thresholds);
  }

  /** Until the last phase starts no more requests. */
  Duration length() {
    return phases.stream().map(Phase::end).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
