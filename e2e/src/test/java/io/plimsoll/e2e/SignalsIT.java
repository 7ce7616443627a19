package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everyone ends on a signal, loses nothing, and does not take long. */
class SignalsIT {

  /** What the machine needs at this moment to start and end any Java program. */
  private static double slack;

  @BeforeAll
  static void measure() {
    slack = Jar.secondsOfNothing();
  }

  @Test
  void frontendAnswersWhatWaitsWithErrorsAndLetsWhatRunsFinish() {
    try (Frontend frontend = Frontend.start("--drain-timeout", "20s", "sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "10", "sleep", "2");
        Peer client = frontend.clientPeer()) {
      client.send("{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"sleep\"}\n");
      for (int id = 1; id < 110; id++) {
        client.send("{\"Id\":" + id + ",\"Queue\":\"sleep\"}\n");
      }
      frontend.await(100, 10);

      frontend.jar().signal("TERM");

      int replies = 0;
      for (int i = 0; i < 110; i++) {
        JsonNode answer = client.read();
        if (answer.path("Error").asString().isEmpty()) {
          assertThat(answer.path("Retcode").asInt(-1)).isZero();
          assertThat(answer.path("Id").asInt()).isLessThan(10);
          replies++;
        } else {
          assertThat(answer.path("Error").asString()).isEqualTo("frontend is shutting down");
          assertThat(answer.path("Id").asInt()).isGreaterThanOrEqualTo(10);
        }
      }
      assertThat(replies).isEqualTo(10);
      assertThat(client.readAll()).isBlank();
      assertThat(frontend.jar().exitCode(10)).isZero();
      assertThat(backend.exitCode(10)).isEqualTo(3);
    }
  }

  @Test
  void frontendGivesUpOnWhatRunsWhenTheDrainTimeIsOver() {
    try (Frontend frontend = Frontend.start("--drain-timeout", "1s", "sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "60");
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\"}");
      frontend.await(0, 1);
      frontend.jar().signal("TERM");
      assertThat(client.read().path("Error").asString()).contains("shutting down", "still running");
      assertThat(frontend.jar().exitCode(10)).isZero();
      assertThat(backend.exitCode(10)).isEqualTo(3); // Nobody waits for its run any more.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void secondSignalEndsTheFrontendAtOnce(String signal) {
    try (Frontend frontend = Frontend.start("--drain-timeout", "60s", "sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "60");
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\"}");
      frontend.await(0, 1);
      frontend.jar().signal(signal);
      Wait.until(
          Duration.ofSeconds(5),
          () -> "has taken the first signal",
          () -> Http.get(frontend.metrics() + "/readyz").statusCode() == 503);
      assertThat(frontend.jar().isAlive()).isTrue();
      assertThat(backend.isAlive()).isTrue();
      frontend.jar().signal(signal);
      assertThat(frontend.jar().exitCode(1 + slack)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void backendFinishesItsItemAndItsReplyArrives(String signal) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "2", "sleep", "1");
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\"}");
      frontend.await(0, 1);
      backend.signal(signal);
      JsonNode reply = client.read();
      assertThat(reply.path("Error").asString()).isEmpty();
      assertThat(reply.path("Runtime").asDouble()).isGreaterThanOrEqualTo(1);
      assertThat(backend.exitCode(5)).isZero();
      assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(1);
    }
  }

  @Test
  void secondSignalStopsTheItemOfABackendAndItsClientHasAnError() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "60");
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\"}");
      frontend.await(0, 1);
      backend.signal("TERM");
      backend.awaitLog("told to end");
      backend.signal("TERM");
      assertThat(client.read().path("Error").asString()).contains("stopped");
      assertThat(backend.exitCode(2 + slack)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void idleBackendEndsWithinASecond(String signal) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "5", "sleep", "1")) {
      awaitParked(frontend, 5);
      backend.signal(signal);
      assertThat(backend.exitCode(1 + slack)).isZero();
      awaitParked(frontend, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--slots=5", "--classic"})
  void idleBackendEndsWithinASecondAlsoWhenTheFrontendIsSuspended(String mode) {
    try (Frontend frontend = Frontend.start("--classic-wait", "60", "sleep");
        Jar backend = frontend.backend("-backoff", "1", mode, "sleep", "1")) {
      awaitParked(frontend, mode.equals("--classic") ? 1 : 5);
      frontend.jar().signal("STOP");
      backend.signal("TERM");
      assertThat(backend.exitCode(1 + slack)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void clientEndsAtOnceWithStatisticsAlsoWhenTheFrontendIsSuspended(String signal) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "4", "sleep", "0.05");
        Jar client = frontend.client("-req-now", "4", "-req-max", "4")) {
      Wait.until(
          Duration.ofSeconds(20),
          () -> "some succeeded",
          () -> frontend.queue("sleep").path("success").asInt() >= 8);
      frontend.jar().signal("STOP");
      client.signal(signal);
      assertThat(client.exitCode(1 + slack)).isZero();
      assertThat(client.stdout())
          .containsPattern("(?m)^\\d+ succeeded, 0 failed, [1-4] outstanding")
          .contains("p99.9");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static void awaitParked(Frontend frontend, int workers) {
    Wait.until(
        Duration.ofSeconds(5),
        () -> workers + " parked: " + frontend.queue("sleep"),
        () -> frontend.queue("sleep").path("workersWaiting").asInt(-1) == workers);
  }
}
