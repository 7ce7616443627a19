package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The frontend answers nothing for two seconds. In the open model every request that was due
 * meanwhile must show it, as long as it had to wait; in the closed model hardly one does.
 */
@Tag("long")
@Tag("alone")
class StalledFrontendIT {

  private static final double SECONDS = 10;

  private static final double RATE = 200;

  private static final long STALL_MILLIS = 2000;

  private static final long BEFORE_MILLIS = 3000;

  /**
   * By which a request may take longer than arithmetic says: what runs all this is busy. A tenth of
   * the longest wait; percentiles from sending would be off by all of it.
   */
  private static final double TOLERANCE = 0.2;

  @Test
  void aStallShowsInThePercentilesOfTheOpenModelAsArithmeticSays() {
    try (Frontend frontend = Frontend.start("--loops", "2", "open", "closed");
        Jar open =
            frontend.backend("-name", "open", "-backoff", "1", "--slots", "100", "sleep", "0");
        Jar closed = frontend.backend("-name", "closed", "-backoff", "1", "sleep", "0");
        Load byClock = Load.start(frontend, "open", "--rate", "" + RATE);
        Load byReply = Load.start(frontend, "closed", "--delay", "0.005")) {
      byClock.awaitStarted(100);
      byReply.awaitStarted(100);
      Http.get(byClock.control + "/reset");
      Http.get(byReply.control + "/reset");
      long begun = System.nanoTime();
      Wait.pause(BEFORE_MILLIS);
      long stopped = System.nanoTime();
      frontend.jar().signal("STOP");
      Wait.pause(STALL_MILLIS);
      frontend.jar().signal("CONT");
      double stall = (System.nanoTime() - stopped) / 1e9;
      Wait.pause(Math.max(0, (long) (1000 * SECONDS) - (System.nanoTime() - begun) / 1_000_000));
      JsonNode seen = byClock.period();
      JsonNode hidden = byReply.period();

      JsonNode total = seen.path("totalSeconds");
      double seconds = seen.path("seconds").asDouble();
      assertThat(seen.path("failed").asInt()).isZero();
      assertThat(total.path("count").asDouble())
          .as("requests in %s s", seconds)
          .isCloseTo(RATE * seconds, Offset.offset(TOLERANCE * RATE));
      for (Percentile percentile : Percentile.ALL) {
        double expected = stalled(percentile.share, stall / seconds, stall);
        assertThat(total.path(percentile.name).asDouble())
            .as("%s of a stall of %s s in %s s: %s", percentile.name, stall, seconds, total)
            .isCloseTo(expected, Offset.offset(TOLERANCE));
      }

      JsonNode closedTotal = hidden.path("totalSeconds");
      assertThat(closedTotal.path("max").asDouble()).isGreaterThan(stall - TOLERANCE);
      assertThat(closedTotal.path("p99").asDouble()).as("%s", closedTotal).isLessThan(TOLERANCE);
      assertThat(open.isAlive() && closed.isAlive()).isTrue();
    }
  }

  /**
   * A share {@code stalled} of all waits, evenly from 0 to {@code stall}; the others do not wait.
   */
  private static double stalled(double share, double stalled, double stall) {
    return Math.max(0, stall * (1 - (1 - share) / stalled));
  }

  private record Percentile(String name, double share) {

    static final List<Percentile> ALL =
        List.of(
            new Percentile("p50", 0.5),
            new Percentile("p90", 0.9),
            new Percentile("p95", 0.95),
            new Percentile("p99", 0.99),
            new Percentile("p999", 0.999),
            new Percentile("max", 1));
  }

  /** A client and its control port. */
  private record Load(Jar jar, String control) implements AutoCloseable {

    static Load start(Frontend frontend, String queue, String... args) {
      Jar jar = frontend.client(concat(queue, args));
      return new Load(jar, jar.awaitLog("control page: (http://\\S+)/"));
    }

    private static String[] concat(String queue, String... args) {
      String[] all = new String[args.length + 2];
      all[0] = "-name";
      all[1] = queue;
      System.arraycopy(args, 0, all, 2, args.length);
      return all;
    }

    JsonNode period() {
      return Http.json(control + "/stats?type=json").path("period");
    }

    void awaitStarted(int requests) {
      Wait.until(
          Duration.ofSeconds(40),
          () -> requests + " succeeded: " + period(),
          () -> period().path("succeeded").asInt() >= requests);
    }

    @Override
    public void close() {
      jar.close();
    }
  }
}
