package io.plimsoll.bench.rate;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How near the starts of one client come to the rate that is asked of it. */
final class Rates {

  private static final int[] RATES = {100, 1_000, 10_000};

  /** How far from the wanted rate, as a share. */
  private static final double TOLERANCE = 0.005;

  /** For Java to compile what is hot. */
  private static final double WARM_UP_SECONDS = 10;

  private static final double WARM_UP_RATE = 10_000;

  /** After the rate was set, before anything counts. */
  private static final double SETTLE_SECONDS = 0.5;

  private static final int LOWEST = 10_000;

  /** What the control API takes. */
  private static final int HIGHEST = 1_000_000;

  /** Halvings between the last rate that was held and the first that was not: to a sixteenth. */
  private static final int HALVINGS = 4;

  private static final int TRIES = 2;

  private final RatedClient client;
  private final Tables tables;
  private final double boundSeconds;

  /**
   * What came of one rate.
   *
   * @param achieved starts, as a share of the wanted ones
   * @param lag how late they were
   * @param processorMicros the client's processor time of each
   */
  private record Result(double rate, double achieved, JsonNode lag, double processorMicros) {

    double lagMillis(String figure) {
      return lag.get(figure).asDouble() * 1e3;
    }

    boolean isExact() {
      return Math.abs(achieved - 1) <= TOLERANCE;
    }
  }

  /**
   * @param boundSeconds a rate is held if 99 of 100 starts are not later
   */
  Rates(RatedClient client, Tables tables, double boundSeconds) {
    this.client = client;
    this.tables = tables;
    this.boundSeconds = boundSeconds;
  }

  void warmUp() {
    run(WARM_UP_RATE, WARM_UP_SECONDS);
  }

  void exactness(double seconds) {
    head();
    List<Result> results = new ArrayList<>();
    for (int rate : RATES) {
      Result result = run(rate, seconds);
      results.add(result);
      row(result);
    }
    tables.line("");
    for (Result result : results) {
      tables.goal(
          result.isExact(),
          "%,.0f starts a second: %.3f %% of them (goal: within %.1f %%)",
          result.rate,
          100 * result.achieved,
          100 * TOLERANCE);
    }
    tables.line("");
  }

  /** The highest rate that is held: doubled until one is not, halved between the two then. */
  void highest(double seconds) {
    head();
    double held = 0;
    double notHeld = 2.0 * HIGHEST;
    double rate = LOWEST;
    for (int halved = 0; halved < HALVINGS && rate <= HIGHEST; ) {
      if (holds(rate, seconds)) {
        held = rate;
      } else {
        notHeld = rate;
      }
      if (notHeld > HIGHEST) {
        rate *= 2;
      } else {
        rate = Math.rint((held + notHeld) / 2);
        halved++;
      }
    }
    tables.line("");
    tables.line(
        "highest rate within %.1f %% and with a p99 of the lag of at most %.0f ms: %,.0f a second",
        100 * TOLERANCE, 1e3 * boundSeconds, held);
    tables.line("");
  }

  /** One pause of a busy machine is not to decide: what is not held at first has another try. */
  private boolean holds(double rate, double seconds) {
    for (int tried = 0; tried < TRIES; tried++) {
      Result result = run(rate, seconds);
      row(result);
      if (result.isExact() && result.lag.get("p99").asDouble() <= boundSeconds) {
        return true;
      }
    }
    return false;
  }

  private Result run(double rate, double seconds) {
    client.set("parallelism", 0);
    client.await("nothing outstanding", load -> load.get("outstanding").asInt() == 0);
    client.set("rate", rate);
    client.set("parallelism", 1);
    RatedClient.pause(SETTLE_SECONDS);
    client.reset();
    double processorBefore = client.processorSeconds();
    RatedClient.pause(seconds);
    JsonNode period = client.statistics().get("period");
    double processor = client.processorSeconds() - processorBefore;
    long started = period.get("started").asLong();
    if (period.get("failed").asLong() > 0) {
      throw new IllegalStateException("failed: " + period.get("errors"));
    }
    return new Result(
        rate,
        started / (rate * period.get("seconds").asDouble()),
        period.get("lagSeconds"),
        processor * 1e6 / Math.max(1, started));
  }

  private void head() {
    tables.line(
        "| %16s | %10s | %11s | %11s | %13s | %11s | %17s |",
        "starts a second",
        "achieved %",
        "lag p50 ms",
        "lag p99 ms",
        "lag p99.9 ms",
        "lag max ms",
        "processor us each");
    tables.line(
        "| %16s | %10s | %11s | %11s | %13s | %11s | %17s |",
        "---:", "---:", "---:", "---:", "---:", "---:", "---:");
  }

  private void row(Result result) {
    tables.line(
        "| %,16.0f | %10.3f | %11.3f | %11.3f | %13.3f | %11.3f | %17.1f |",
        result.rate,
        100 * result.achieved,
        result.lagMillis("p50"),
        result.lagMillis("p99"),
        result.lagMillis("p999"),
        result.lagMillis("max"),
        result.processorMicros);
  }
}
