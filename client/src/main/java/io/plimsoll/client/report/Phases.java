package io.plimsoll.client.report;

import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Periods;
import java.util.Comparator;
import java.util.List;

/** What phases come to together. Pure. */
final class Phases {

  /** The stretch over which a period's latest rate is taken. */
  private static final double LAST_SECONDS = 10;

  /**
   * The stretch of a test in which a phase counted replies.
   *
   * @param from in seconds since the test began
   */
  private record Span(double from, double to) {}

  private Phases() {}

  /**
   * The statistics of all phases, which may follow or overlap each other.
   *
   * @param phases at least one, with histograms
   */
  static Period whole(List<PhaseReport> phases) {
    if (phases.size() == 1) {
      return phases.get(0).period();
    }
    double end = phases.stream().mapToDouble(phase -> span(phase).to()).max().orElse(0);
    double last =
        phases.stream()
            .filter(phase -> span(phase).to() > end - LAST_SECONDS)
            .mapToDouble(phase -> phase.period().requestsPerSecondLast10s())
            .sum();
    List<Period> periods = phases.stream().map(PhaseReport::period).toList();
    return Periods.merge(periods, covered(phases.stream().map(Phases::span).toList()), last);
  }

  /** When a phase's period ran: it ends with the phase. */
  private static Span span(PhaseReport phase) {
    List<Sample> samples = phase.course().samples();
    double length = phase.period().seconds();
    double end = samples.isEmpty() ? length : samples.get(samples.size() - 1).toSeconds();
    double from = phase.startSeconds() + Math.max(0, end - length);
    return new Span(from, from + length);
  }

  /** For how many seconds at least one of them ran. */
  private static double covered(List<Span> spans) {
    double covered = 0;
    double upTo = 0;
    for (Span span : spans.stream().sorted(Comparator.comparingDouble(Span::from)).toList()) {
      double from = Math.max(upTo, span.from());
      covered += Math.max(0, span.to() - from);
      upTo = Math.max(upTo, span.to());
    }
    return covered;
  }
}
