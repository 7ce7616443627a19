package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Ramps, Poisson starts, warm-up and token of the client. Whatever else the machine does makes
 * requests late, never early: so nothing here is compared but with what must be at least, or at
 * most, and with what the client says of the same moment.
 */
@Tag("long")
@Tag("alone")
class LoadShapesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static JsonNode stats(String control) {
    return Http.json(control + "/stats?type=json");
  }

  /** The samples of the timeline, once they reach so far. */
  private static JsonNode samples(String control, double seconds) {
    JsonNode[] samples = new JsonNode[1];
    Wait.until(
        PATIENCE,
        () -> "a timeline of " + seconds + " s: " + samples[0],
        () -> {
          samples[0] = Http.json(control + "/timeline").path("samples");
          return samples[0].path(samples[0].size() - 1).path("toSeconds").asDouble() >= seconds;
        });
    return samples[0];
  }

  @Test
  void rateGrowsEvenlyAndNothingStartsBeforeItIsDue() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "50", "sleep", "0");
        Jar client = frontend.client("--rate", "100", "--ramp", "4")) {
      String control = client.awaitLog("(http://\\S+)/");
      long started = 0;
      for (JsonNode sample : samples(control, 5)) {
        double at = sample.path("toSeconds").asDouble();
        double ramped = Math.min(4, at);
        assertThat(sample.path("ratePerSecond").asDouble()).isCloseTo(25 * ramped, within(1e-6));
        started += sample.path("started").asLong();
        double expected = 12.5 * ramped * ramped + 100 * (at - ramped);
        assertThat((double) started).isLessThanOrEqualTo(expected + 1);
      }
      Wait.until(PATIENCE, () -> "300", () -> total(control, "succeededTotal") >= 300);
      assertThat(stats(control).path("period").path("lagSeconds").path("count").asLong())
          .isGreaterThanOrEqualTo(300);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static long total(String control, String name) {
    return stats(control).path("load").path(name).asLong();
  }

  @Test
  void parallelismGrowsByOneAtItsTime() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar client = frontend.client("-req-now", "8", "--ramp", "4")) {
      String control = client.awaitLog("(http://\\S+)/");
      for (JsonNode sample : samples(control, 5)) {
        int wanted = (int) Math.min(8, 2 * sample.path("toSeconds").asDouble());
        assertThat(sample.path("parallelism").asInt()).isEqualTo(wanted);
        assertThat(sample.path("outstanding").asInt()).isLessThanOrEqualTo(wanted);
      }
      frontend.await(8, 0);
    }
  }

  /** Evenly spaced, none of these would ever wait: each is done before the next comes. */
  @Test
  void poissonStartsOfOneSlotWaitForEachOtherAsTheirSeedSays() {
    double runSeconds = 0.04;
    int requests = 60;
    double rate = 20;
    long seed = 15; // One that has many at once.
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.04");
        Jar client =
            frontend.client("--rate", "20", "--poisson", "--seed", "15", "--requests", "60")) {
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.stdout()).contains("60 succeeded, 0 failed");
      double mean = leastMeanSeconds(new SplittableRandom(seed), rate, runSeconds, requests);
      assertThat(mean).isGreaterThan(2 * runSeconds);
      assertThat(meanTotalSeconds(ended.stdout())).isGreaterThan(mean);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  /** Of one server: who comes waits for who came before. */
  private static double leastMeanSeconds(
      SplittableRandom random, double rate, double runSeconds, int requests) {
    double expected = 0;
    double free = 0;
    double sum = 0;
    for (int i = 0; i < requests; i++) {
      expected -= StrictMath.log1p(-random.nextDouble());
      double due = expected / rate;
      free = Math.max(free, due) + runSeconds;
      sum += free - due;
    }
    return sum / requests;
  }

  private static double meanTotalSeconds(String statistics) {
    String total =
        statistics.lines().filter(line -> line.startsWith("total ")).findFirst().orElseThrow();
    return Double.parseDouble(total.trim().split(" +")[2]);
  }

  @Test
  void warmUpIsNotInTheStatistics() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.05");
        Jar client = frontend.client("--warm-up", "3")) {
      String control = client.awaitLog("(http://\\S+)/");
      JsonNode[] last = {stats(control)};
      JsonNode before = last[0];
      while (last[0].path("load").path("warmingUp").asBoolean()) {
        before = last[0];
        last[0] = stats(control);
        Wait.tick();
      }
      long inWarmUp = before.path("load").path("succeededTotal").asLong();
      Wait.until(PATIENCE, () -> "replies", () -> total(control, "succeededTotal") > inWarmUp + 5);
      JsonNode after = stats(control);
      JsonNode period = after.path("period");
      assertThat(period.path("succeeded").asLong())
          .isBetween(1L, after.path("load").path("succeededTotal").asLong() - inWarmUp);
      JsonNode samples = samples(control, 4);
      assertThat(samples.path(0).path("started").asLong()).isPositive();
      JsonNode change = Http.json(control + "/timeline").path("changes").path(0);
      assertThat(change.path("kind").asString()).isEqualTo("warm_up_over");
      assertThat(change.path("seconds").asDouble()).isGreaterThanOrEqualTo(3);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void loadIsChangedOnlyWithTheTokenOfTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "between-us-two\n");
    try (Frontend frontend = Frontend.start("sleep");
        Jar client = frontend.client("--control-token-file", file.toString())) {
      String control = client.awaitLog("(http://\\S+)/");
      String path = control + "/parallelism?value=2";
      assertThat(Http.get(path).statusCode()).isEqualTo(401);
      assertThat(Http.get(path, "Authorization", "Bearer between-us").statusCode()).isEqualTo(401);
      assertThat(Http.get(path, "Authorization", "Bearer between-us-two").body()).isEqualTo("2\n");
      frontend.await(2, 0);
      assertThat(Http.get(control + "/stats").body()).contains("       2  status 401");
    }
  }
}
