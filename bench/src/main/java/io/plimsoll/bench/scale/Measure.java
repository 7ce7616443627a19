package io.plimsoll.bench.scale;

import io.plimsoll.bench.load.Load;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures several frontends side by side: each in each round, so that what else goes on in the
 * machine falls on all.
 *
 * @param rounds how many
 * @param time of each measurement
 * @param ratePerSecond where times are measured
 * @param out where tables go
 */
record Measure(int rounds, Duration time, double ratePerSecond, PrintStream out) {

  /** Afterwards the hot code is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** The rounds of one frontend: as fast as it goes, and at the rate. */
  record Rounds(List<Load.Result> fast, List<Load.Result> paced) {

    static double median(List<Load.Result> results, ToDoubleFunction<Load.Result> figure) {
      double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double jobsPerSecond() {
      return median(fast, Load.Result::jobsPerSecond);
    }

    double fastMicros() {
      return median(fast, Load.Result::processorMicros);
    }

    double p50Millis() {
      return median(paced, Load.Result::p50Millis);
    }

    double p99Millis() {
      return median(paced, Load.Result::p99Millis);
    }

    double pacedMicros() {
      return median(paced, Load.Result::processorMicros);
    }
  }

  /** All rounds of all loads, after some time in which Java compiles. */
  List<Rounds> sideBySide(List<Load> loads) {
    List<Rounds> all = new ArrayList<>();
    for (Load load : loads) {
      load.saturate(WARM_UP);
      load.pace(ratePerSecond, WARM_UP);
      all.add(new Rounds(new ArrayList<>(), new ArrayList<>()));
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < loads.size(); i++) {
        // Who is first in a round takes turns too.
        int which = (i + round) % loads.size();
        all.get(which).fast.add(loads.get(which).saturate(time));
        all.get(which).paced.add(loads.get(which).pace(ratePerSecond, time));
      }
    }
    return all;
  }

  /** Tells whether a ratio is as high as it is to be. */
  void atLeast(String what, double ratio, double least) {
    goal(what, ratio, "at least", least, ratio >= least);
  }

  /** Tells whether a ratio is as low as it is to be. */
  void atMost(String what, double ratio, double most) {
    goal(what, ratio, "at most", most, ratio <= most);
  }

  private void goal(String what, double ratio, String word, double bound, boolean met) {
    line("%s: %.2f (goal: %s %.2f, %s)", what, ratio, word, bound, met ? "met" : "NOT MET");
  }

  void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
