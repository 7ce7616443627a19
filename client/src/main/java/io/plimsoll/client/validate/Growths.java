package io.plimsoll.client.validate;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.validate.Growth.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Steps and growths from measurements. Pure. */
final class Growths {

  private Growths() {}

  /** One step for each size that was measured, ascending. */
  static List<Step> steps(List<Measurement> measured) {
    Map<Integer, List<Measurement>> bySize = new TreeMap<>();
    for (Measurement each : measured) {
      bySize.computeIfAbsent(each.size(), size -> new ArrayList<>()).add(each);
    }
    List<Step> steps = new ArrayList<>();
    bySize.forEach((size, rounds) -> steps.add(step(size, rounds)));
    return steps;
  }

  private static Step step(int size, List<Measurement> rounds) {
    double[] throughputs =
        rounds.stream()
            .mapToDouble(Measurement::throughputPerSecond)
            .filter(value -> value > 0)
            .toArray();
    Interval throughput =
        throughputs.length == 0 ? new Interval(0, Double.NaN, Double.NaN) : LogMean.of(throughputs);
    return new Step(
        size,
        throughput,
        rounds.stream().mapToLong(round -> round.period().succeeded()).sum(),
        rounds.stream().mapToLong(round -> round.period().failed()).sum(),
        rounds);
  }

  /**
   * From each step to the next.
   *
   * @param factor least growth with each doubling
   */
  static List<Growth> of(List<Step> steps, double factor) {
    List<Growth> growths = new ArrayList<>();
    for (int i = 1; i < steps.size(); i++) {
      growths.add(growth(steps.get(i - 1), steps.get(i), factor));
    }
    return growths;
  }

  private static Growth growth(Step from, Step to, double factor) {
    double wanted = wanted(factor, from.size(), to.size());
    Interval ratio = ratio(from, to);
    Outcome outcome = to.failed() > 0 ? Outcome.FAILED : outcome(ratio, wanted);
    String reason =
        to.failed() > 0 ? failures(to) : outcome == Outcome.PASSED ? "" : Suspect.of(from, to);
    return new Growth(from.size(), to.size(), wanted, ratio, outcome, reason);
  }

  /** Least growth of throughput: for what is no doubling, as many of them as it is. */
  static double wanted(double factor, int from, int to) {
    return Math.pow(factor, Math.log((double) to / from) / Math.log(2));
  }

  /** Of each round in which both were measured: what changes between rounds cancels out. */
  private static Interval ratio(Step from, Step to) {
    Map<Integer, Double> before = new TreeMap<>();
    from.rounds().forEach(round -> before.put(round.round(), round.throughputPerSecond()));
    return LogMean.of(
        to.rounds().stream()
            .mapToDouble(
                round ->
                    round.throughputPerSecond() / before.getOrDefault(round.round(), Double.NaN))
            .filter(ratio -> ratio > 0 && ratio < Double.POSITIVE_INFINITY)
            .toArray());
  }

  private static Outcome outcome(Interval ratio, double wanted) {
    if (ratio.estimate() >= wanted) {
      return ratio.low() < wanted ? Outcome.PASSED_CLOSELY : Outcome.PASSED;
    }
    return ratio.high() >= wanted ? Outcome.FAILED_CLOSELY : Outcome.FAILED;
  }

  private static String failures(Step step) {
    List<Count> errors = Errors.of(List.of(step));
    return step.failed()
        + (step.failed() == 1 ? " request" : " requests")
        + " failed with "
        + Findings.replicas(step.size())
        + (errors.isEmpty() ? "" : ", most often: " + errors.get(0).name());
  }

  /** The last size up to which every growth passed; 0 without any step. */
  static int knee(List<Step> steps, List<Growth> growths) {
    int knee = steps.isEmpty() ? 0 : steps.get(0).size();
    for (Growth growth : growths) {
      if (!growth.outcome().passed()) {
        return knee;
      }
      knee = growth.to();
    }
    return knee;
  }

  /** All throughputs, for the law. */
  static List<UslFitter.Point> points(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.rounds().stream())
        .filter(round -> round.throughputPerSecond() > 0)
        .map(round -> new UslFitter.Point(round.size(), round.throughputPerSecond()))
        .toList();
  }
}
