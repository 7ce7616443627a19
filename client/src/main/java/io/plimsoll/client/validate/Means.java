package io.plimsoll.client.validate;

import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import java.util.function.Function;

/** What the rounds of a step say together. Pure. */
final class Means {

  private Means() {}

  /** Replies over the time that was measured; NaN if none was. */
  static double countedPerSecond(Step step) {
    double seconds = step.rounds().stream().mapToDouble(round -> round.period().seconds()).sum();
    return seconds > 0 ? step.succeeded() / seconds : Double.NaN;
  }

  /** Mean run time of what succeeded; NaN if nothing did. */
  static double runSeconds(Step step) {
    return mean(step, Period::runSeconds);
  }

  /** Mean total time of what succeeded; NaN if nothing did. */
  static double totalSeconds(Step step) {
    return mean(step, Period::totalSeconds);
  }

  /** Mean of any of the times of what succeeded; NaN if nothing did. */
  static double mean(Step step, Function<Period, Timing> time) {
    double sum = 0;
    long count = 0;
    for (Measurement round : step.rounds()) {
      Timing timing = time.apply(round.period());
      sum += timing.mean() * timing.count();
      count += timing.count();
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
