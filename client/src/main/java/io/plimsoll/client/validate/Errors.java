package io.plimsoll.client.validate;

import io.plimsoll.client.load.Counts.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why requests failed, in all steps and rounds together. Pure. */
final class Errors {

  /** What stands for texts that were too rare for a measurement to name them. */
  static final String OTHER = "(other)";

  private Errors() {}

  /** Each text with how often, most frequent first. */
  static List<Count> of(List<Step> steps) {
    Map<String, Long> counts = new TreeMap<>();
    long other = 0;
    for (Step step : steps) {
      for (Measurement round : step.rounds()) {
        for (Count error : round.period().errors().top()) {
          counts.merge(error.name(), error.count(), Long::sum);
        }
        other += round.period().errors().other();
      }
    }
    if (other > 0) {
      counts.merge(OTHER, other, Long::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
        .toList();
  }
}
