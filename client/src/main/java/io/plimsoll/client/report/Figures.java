package io.plimsoll.client.report;

import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.Figure.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All figures that thresholds can ask for, by name. */
final class Figures {

  /** What a figure must be, for error texts. */
  static final String RULE =
      "failures, failures.count, throughput, requests, or one of wait, run, overhead, total, lag with"
          + " one of .min, .mean, .max, .p50, .p90, .p95, .p99, .p999";

  private static final Map<String, Figure> BY_NAME = new LinkedHashMap<>();

  static {
    add(
        "failures",
        Unit.SHARE,
        period -> answered(period) == 0 ? null : (double) period.failed() / answered(period));
    add(
        "failures.count",
        Unit.COUNT,
        period -> answered(period) == 0 ? null : (double) period.failed());
    add(
        "throughput",
        Unit.RATE,
        period -> period.seconds() > 0 ? period.requestsPerSecond() : null);
    add("requests", Unit.COUNT, period -> (double) answered(period));
    times("wait", Period::waitSeconds);
    times("run", Period::runSeconds);
    times("overhead", Period::overheadSeconds);
    times("total", Period::totalSeconds);
    times("lag", Period::lagSeconds);
  }

  private Figures() {}

  /** The figure of this name; null if there is none. */
  static @Nullable Figure byName(String name) {
    return BY_NAME.get(name);
  }

  private static void times(String name, Function<Period, Timing> timing) {
    time(name + ".min", timing, Timing::min);
    time(name + ".mean", timing, Timing::mean);
    time(name + ".max", timing, Timing::max);
    time(name + ".p50", timing, Timing::p50);
    time(name + ".p90", timing, Timing::p90);
    time(name + ".p95", timing, Timing::p95);
    time(name + ".p99", timing, Timing::p99);
    time(name + ".p999", timing, Timing::p999);
  }

  private static void time(
      String name, Function<Period, Timing> timing, ToDoubleFunction<Timing> statistic) {
    add(
        name,
        Unit.TIME,
        period -> {
          Timing times = timing.apply(period);
          return times.count() == 0 ? null : statistic.applyAsDouble(times);
        });
  }

  private static void add(String name, Unit unit, Function<Period, @Nullable Double> of) {
    BY_NAME.put(name, new Figure(name, unit, of));
  }

  private static long answered(Period period) {
    return period.succeeded() + period.failed();
  }
}
