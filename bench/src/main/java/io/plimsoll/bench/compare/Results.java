package io.plimsoll.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was measured. */
final class Results {

  private final Map<Key, List<Figures>> all = new HashMap<>();

  private record Key(Contender system, Shape shape) {}

  void add(Contender system, Shape shape, Figures figures) {
    all.computeIfAbsent(new Key(system, shape), key -> new ArrayList<>()).add(figures);
  }

  /** Over the rounds; empty if that was not measured. */
  Optional<Spread> spread(Contender system, Shape shape, Measure measure) {
    List<Figures> rounds = all.getOrDefault(new Key(system, shape), List.of());
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(rounds.stream().mapToDouble(measure::of).toArray()));
  }
}
