package io.plimsoll.bench.truth;

import io.plimsoll.bench.truth.Waits.Figure;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints judgements as a table of Markdown. Times in milliseconds. */
final class TruthTable {

  private static final double MILLIS = 1e3;

  private final PrintStream out;

  TruthTable(PrintStream out) {
    this.out = out;
  }

  /** Waits, then what else was measured. */
  void print(List<Judgement> judgements) {
    line("| queue | wait | theory | band of such a run | this run's path | measured | off | |");
    line("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |");
    judgements.forEach(this::waits);
    line("");
    line(
        "| queue | requests | sleep | run | busy beyond sleep | load | overhead | lag | waiting:"
            + " gauge | rate x wait | |");
    line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    judgements.forEach(this::rest);
    line("");
  }

  private void waits(Judgement one) {
    for (Figure figure : Figure.values()) {
      Band band = one.bands().get(figure);
      if (band == null) {
        continue;
      }
      double wait = one.measured().waits().figure(figure);
      boolean held = band.holds(wait) && one.isOfThisRun(figure);
      line(
          "| %s | %s | %.2f | %.2f to %.2f | %.2f | %.2f | %+.1f %% | %s |",
          one.model().name(),
          figure.label,
          MILLIS * figure.theory(one.model(), one.extraSeconds()),
          MILLIS * band.low(),
          MILLIS * band.high(),
          MILLIS * one.path().figure(figure),
          MILLIS * wait,
          100 * one.off(figure),
          held ? "holds" : "WRONG");
    }
  }

  private void rest(Judgement one) {
    Measured measured = one.measured();
    line(
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %s |",
        one.model().name(),
        measured.waits().count(),
        MILLIS * one.meanSleep(),
        MILLIS * measured.meanRun(),
        MILLIS * one.extraSeconds(),
        one.model().load(one.extraSeconds()),
        MILLIS * measured.meanOverhead(),
        MILLIS * measured.meanLag(),
        measured.meanWaiting(),
        one.littleWaiting(),
        one.faults().isEmpty() ? "holds" : "WRONG");
  }

  void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
