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

  /** All rounds of all loads; the first, in which Java compiles, does not count. */
  List<Rounds> sideBySide(List<Load> loads) {
    List<Rounds> all = new ArrayList<>();
    for (Load load : loads) {
      load.saturate(time);
      load.pace(ratePerSecond, time);
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

  /** Tells whether a ratio is as it is to be. */
  boolean goal(String what, double ratio, double least, double most) {
    boolean met = ratio >= least && ratio <= most;
    out.printf(
        Locale.ROOT,
        "%s: %.2f (goal: %.2f to %.2f, %s)%n",
        what,
        ratio,
        least,
        most,
        met ? "met" : "NOT MET");
    return met;
  }

  void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
