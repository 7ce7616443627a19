package io.plimsoll.client.load;

import io.plimsoll.client.load.Counts.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Makes one of the periods of several clients or phases, as one would report it that had seen all
 * replies. Counts and histograms are added; no figure is an average of others. Pure; associative
 * and commutative, but for texts that one of them had left out as too rare: those are among the
 * others.
 */
public final class Periods {

  private static final Comparator<Count> MOST_FIRST =
      Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name);

  private Periods() {}

  /**
   * One of several that ran at the same time. Rates add up; the time is the longest.
   *
   * @param parts at least one, with histograms
   * @throws IllegalArgumentException if a histogram is missing or cannot be read
   */
  public static Period merge(List<Period> parts) {
    return merge(
        parts,
        parts.stream().mapToDouble(Period::seconds).max().orElse(0),
        add(parts, Period::requestsPerSecondLast10s));
  }

  /**
   * One of several of which not all ran at the same time.
   *
   * @param parts as above
   * @param seconds for how long at least one of them ran
   * @param requestsPerSecondLast10s of those that ran to the end
   */
  public static Period merge(List<Period> parts, double seconds, double requestsPerSecondLast10s) {
    long succeeded = sum(parts, Period::succeeded);
    return new Period(
        seconds,
        sum(parts, Period::started),
        succeeded,
        sum(parts, Period::failed),
        seconds > 0 ? succeeded / seconds : 0,
        requestsPerSecondLast10s,
        timing(parts, Period::waitSeconds),
        timing(parts, Period::runSeconds),
        timing(parts, Period::overheadSeconds),
        timing(parts, Period::totalSeconds),
        timing(parts, Period::lagSeconds),
        counts(parts, Period::errors, Statistics.ERRORS),
        nodes(parts));
  }

  private static <T> long sum(List<T> parts, ToLongFunction<T> figure) {
    return parts.stream().mapToLong(figure).sum();
  }

  private static <T> double add(List<T> parts, ToDoubleFunction<T> figure) {
    return parts.stream().mapToDouble(figure).sum();
  }

  private static <T> Timing timing(List<T> parts, Function<T, Timing> figure) {
    return Timings.merge(parts.stream().map(figure).toList());
  }

  private static <T> Counts counts(List<T> parts, Function<T, Counts> figure, int shown) {
    Map<String, Long> byName = new TreeMap<>();
    long other = 0;
    for (T part : parts) {
      Counts counts = figure.apply(part);
      counts.top().forEach(count -> byName.merge(count.name(), count.count(), Long::sum));
      other += counts.other();
    }
    List<Count> sorted =
        byName.entrySet().stream()
            .map(entry -> new Count(entry.getKey(), entry.getValue()))
            .sorted(MOST_FIRST)
            .toList();
    List<Count> top = sorted.subList(0, Math.min(shown, sorted.size()));
    long rest = sorted.stream().skip(shown).mapToLong(Count::count).sum();
    return new Counts(top, other + rest);
  }

  private static List<NodePeriod> nodes(List<Period> parts) {
    Map<String, List<NodePeriod>> byName = new TreeMap<>();
    for (Period part : parts) {
      for (NodePeriod node : part.nodes()) {
        byName.computeIfAbsent(node.node(), name -> new ArrayList<>()).add(node);
      }
    }
    List<NodePeriod> others = byName.remove(Statistics.OTHER_NODES);
    List<NodePeriod> merged = new ArrayList<>();
    List<NodePeriod> rest = new ArrayList<>(others == null ? List.of() : others);
    byName.forEach(
        (name, nodes) -> {
          if (merged.size() < Statistics.NODES) {
            merged.add(node(name, nodes));
          } else {
            rest.addAll(nodes);
          }
        });
    if (!rest.isEmpty()) {
      merged.add(node(Statistics.OTHER_NODES, rest));
    }
    return merged;
  }

  private static NodePeriod node(String name, List<NodePeriod> parts) {
    return new NodePeriod(
        name,
        sum(parts, NodePeriod::replies),
        sum(parts, NodePeriod::failures),
        timing(parts, NodePeriod::runSeconds),
        counts(parts, NodePeriod::devices, NodeStatistics.DEVICES),
        counts(parts, NodePeriod::pods, NodeStatistics.PODS),
        counts(parts, NodePeriod::errors, NodeStatistics.ERRORS));
  }
}
