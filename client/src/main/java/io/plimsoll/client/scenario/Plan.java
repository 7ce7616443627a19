package io.plimsoll.client.scenario;

import io.plimsoll.cli.Durations;
import java.util.List;
import java.util.stream.Stream;

/** What a scenario asks for, worked out before anything runs. Pure. */
final class Plan {

  private final List<Phase> phases;

  Plan(Scenario scenario) {
    this.phases = scenario.phases();
  }

  /** How many requests the open phases will start; what the others do depends on the replies. */
  long expectedRequests() {
    double requests = 0;
    for (Phase phase : phases) {
      if (phase.isOpen()) {
        requests += phase.level().mean() * Durations.seconds(phase.ends().duration());
      }
    }
    return Math.round(requests);
  }

  boolean hasOpen() {
    return phases.stream().anyMatch(Phase::isOpen);
  }

  boolean hasClosed() {
    return !phases.stream().allMatch(Phase::isOpen);
  }

  /** The highest rate of all open phases together, in starts per second. */
  double peakRate() {
    return peak(phases.stream().filter(Phase::isOpen).toList());
  }

  /** The most requests in parallel that all closed phases together ask for. */
  double peakParallelism() {
    return peak(phases.stream().filter(phase -> !phase.isOpen()).toList());
  }

  /** Sums of straight lines are highest where one of them begins or ends. */
  private static double peak(List<Phase> phases) {
    return phases.stream()
        .flatMap(phase -> Stream.of(phase.start().toNanos(), phase.end().toNanos()))
        .mapToDouble(nanos -> Math.max(at(phases, nanos, false), at(phases, nanos, true)))
        .max()
        .orElse(0);
  }

  /** Of all together; where one follows another, of that which ends or that which begins. */
  private static double at(List<Phase> phases, long nanos, boolean ending) {
    double sum = 0;
    for (Phase phase : phases) {
      long start = phase.start().toNanos();
      long end = phase.end().toNanos();
      boolean running = ending ? start < nanos && nanos <= end : start <= nanos && nanos < end;
      if (running) {
        sum += phase.level().at((double) (nanos - start) / (end - start));
      }
    }
    return sum;
  }

  /** The rate of all open phases at a time since the start, in starts per second. */
  double rateAt(long nanos) {
    return at(phases.stream().filter(Phase::isOpen).toList(), nanos, false);
  }

  /** The parallelism of all closed phases at a time since the start. */
  double parallelismAt(long nanos) {
    return at(phases.stream().filter(phase -> !phase.isOpen()).toList(), nanos, false);
  }
}
