package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Parallelism and rate changed while a client runs. */
class ControlIT {

  @Test
  void parallelismChangedInMidRunShowsInTheFrontendAndLosesNoReply() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "50", "sleep", "0.1");
        Jar client = frontend.client("-req-now", "4", "-req-max", "40")) {
      String control = client.awaitLog("(http://\\S+)/");
      long seen = 0;
      for (int wanted : List.of(30, 2, 40, 0, 7, 39, 1)) {
        assertThat(Http.get(control + "/parallelism?value=" + wanted).body())
            .isEqualTo(wanted + "\n");
        JsonNode early = Http.json(control + "/stats?type=json");
        // All that the client has ever counted, less what it has counted in this period: that was
        // there when the period began. It can have grown, and stays the same in the period.
        long before = total(early) - ofPeriod(early);
        assertThat(before).isGreaterThanOrEqualTo(seen);
        Wait.until(
            Duration.ofSeconds(2),
            () -> wanted + " in the frontend: " + frontend.queue("sleep"),
            () -> frontend.queue("sleep").path("all").asInt() == wanted);
        for (int i = 0; i < 10; i++) {
          assertThat(frontend.queue("sleep").path("all").asInt()).isLessThanOrEqualTo(wanted);
        }
        JsonNode late = Http.json(control + "/stats?type=json");
        assertThat(total(late) - ofPeriod(late)).isEqualTo(before);
        assertThat(late.path("load").path("parallelism").asInt()).isEqualTo(wanted);
        seen = total(late);
      }
      Http.get(control + "/parallelism?value=0");
      frontend.await(0, 0);
      Wait.until(
          Duration.ofSeconds(5),
          () -> "as many replies as the frontend counts: " + frontend.queue("sleep"),
          () ->
              total(Http.json(control + "/stats?type=json"))
                  == frontend.queue("sleep").path("success").asLong());
      assertThat(frontend.queue("sleep").path("disconnect").asInt()).isZero();
      assertThat(backend.isAlive()).isTrue();
    }
  }

  /** Each counts in the period in which it comes. */
  @ParameterizedTest
  @ValueSource(strings = {"/reset", "/parallelism?value=0", "/rate?value=0"})
  void replyToARequestFromBeforeAResetCountsInTheNewPeriod(String reset) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar client = frontend.client("-req-now", "3", "-req-max", "3", "--requests", "4");
        Peer worker = frontend.workerPeer()) {
      String control = client.awaitLog("(http://\\S+)/");
      frontend.await(3, 0);
      for (int id = 0; id < 4; id++) {
        String first = id == 0 ? "\"KeepAlive\":true," : "";
        worker.send("{" + first + "\"Id\":" + id + ",\"Queue\":\"sleep\",\"Wait\":60}\n");
      }
      frontend.await(0, 3);
      worker.send("{\"Id\":0,\"Node\":\"n\",\"Runtime\":0.5,\"Retcode\":0}\n");
      frontend.await(0, 3); // The fourth request has taken its place: the reply is there.
      Wait.until(
          Duration.ofSeconds(5),
          () -> "one reply",
          () -> ofPeriod(Http.json(control + "/stats?type=json")) == 1);

      Http.get(control + reset);

      assertThat(ofPeriod(Http.json(control + "/stats?type=json"))).isZero();
      for (int id = 1; id < 3; id++) {
        worker.send("{\"Id\":" + id + ",\"Node\":\"n\",\"Runtime\":0.5,\"Retcode\":0}\n");
      }
      Wait.until(
          Duration.ofSeconds(5),
          () -> "two replies: " + Http.get(control + "/stats").body(),
          () -> ofPeriod(Http.json(control + "/stats?type=json")) == 2);
      assertThat(total(Http.json(control + "/stats?type=json"))).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"-5, 0", "1000, 40", "99999999999999999999, 40"})
  void parallelismOutOfRangeIsSetToTheNearestEndAndSaysSo(String wanted, int now) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar client = frontend.client("-req-now", "4", "-req-max", "40")) {
      String control = client.awaitLog("(http://\\S+)/");
      String answer = Http.get(control + "/parallelism?value=" + wanted + "&type=json").body();
      assertThat(Peer.json(answer).path("result").asInt(-1)).isEqualTo(now);
      assertThat(Peer.json(answer).path("info").asString())
          .startsWith("requests in parallel")
          .contains("out of range 0 to 40");
      assertThat(Http.get(control + "/parallel").body()).isEqualTo(now + "\n");
    }
  }

  @Test
  void rateMakesRequestsStartByTheClockAndZeroGoesBackToClosed() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "100", "sleep", "0.01");
        Jar client = frontend.client("-req-now", "0", "-req-max", "100")) {
      String control = client.awaitLog("(http://\\S+)/");
      assertThat(frontend.queue("sleep").path("accepted").asInt()).isZero();
      Http.get(control + "/parallelism?value=1");
      assertThat(Http.get(control + "/rate?value=50").body()).isEqualTo("50\n");
      Wait.until(
          Duration.ofSeconds(20),
          () -> "100 replies",
          () -> ofPeriod(Http.json(control + "/stats?type=json")) >= 100);
      JsonNode stats = Http.json(control + "/stats?type=json");
      double started = stats.path("period").path("started").asDouble();
      // By the client's own clock. Never early; late by what the machine held it up.
      assertThat(started / stats.path("period").path("seconds").asDouble())
          .isBetween(50 * 0.8, 50 * 1.02);
      assertThat(stats.path("load").path("model").asString()).isEqualTo("open");
      assertThat(Http.get(control + "/rate?value=0").body()).isEqualTo("0\n");
      assertThat(Http.json(control + "/stats?type=json").path("load").path("model").asString())
          .isEqualTo("closed");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static long total(JsonNode stats) {
    JsonNode load = stats.path("load");
    return load.path("succeededTotal").asLong() + load.path("failedTotal").asLong();
  }

  private static long ofPeriod(JsonNode stats) {
    JsonNode period = stats.path("period");
    return period.path("succeeded").asLong() + period.path("failed").asLong();
  }
}
