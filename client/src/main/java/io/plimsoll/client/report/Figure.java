package io.plimsoll.client.report;

import io.plimsoll.client.load.Period;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a period that thresholds ask for by its name. Pure.
 *
 * @param name such as {@code wait.p99}
 * @param unit what it is counted in
 * @param of the figure; null if the period has none
 */
record Figure(String name, Unit unit, Function<Period, @Nullable Double> of) {

  /** What figures are counted in. */
  enum Unit {
    /** A part of all, 0 to 1. */
    SHARE,
    /** A number of requests. */
    COUNT,
    /** Requests per second. */
    RATE,
    /** Seconds. */
    TIME
  }
}
