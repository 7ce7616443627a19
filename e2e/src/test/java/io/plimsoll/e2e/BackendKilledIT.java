package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A backend is killed in mid-run, as by the kernel when memory is short. */
class BackendKilledIT {

  private static final double WITHIN_SECONDS = 1;

  @ParameterizedTest
  @ValueSource(strings = {"", "--classic"})
  void itsClientHasAnErrorThatNamesPodAndNodeWithinASecond(String mode) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = start(frontend, "pod-7", mode);
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\",\"Args\":[\"60\"],\"Limit\":0}");
      frontend.await(0, 1);

      long killed = System.nanoTime();
      backend.signal("KILL");
      JsonNode reply = client.read();
      double seconds = (System.nanoTime() - killed) / 1e9;

      if (mode.isEmpty()) {
        assertThat(reply.path("Error").asString()).contains("'pod-7'", "'node-a'", "vanished");
        assertThat(reply.path("Pod").asString()).isEqualTo("pod-7");
        assertThat(reply.path("Node").asString()).isEqualTo("node-a");
      } else {
        // A classic work request names nobody.
        assertThat(reply.path("Error").asString()).contains("worker at 127.0.0.1:", "vanished");
      }
      assertThat(reply.path("Retcode").asInt()).isEqualTo(1);
      assertThat(seconds).isLessThan(WITHIN_SECONDS);
      assertThat(frontend.queue("sleep").path("failure").asInt()).isEqualTo(1);
    }
  }

  @Test
  void withRedeliverAnotherBackendDoesIt() {
    try (Frontend frontend = Frontend.start("--redeliver", "1", "sleep");
        Jar first = start(frontend, "pod-1", "");
        Peer client = frontend.clientPeer()) {
      // Long enough for the second backend to start meanwhile, on a busy machine too.
      client.send("{\"Queue\":\"sleep\",\"Args\":[\"5\"],\"Limit\":0}");
      frontend.await(0, 1);
      try (Jar second = start(frontend, "pod-2", "")) {
        assertThat(runningPod(frontend)).isEqualTo("pod-1");
        first.signal("KILL");

        JsonNode reply = client.read();

        assertThat(reply.path("Error").asString()).isEmpty();
        assertThat(reply.path("Retcode").asInt(-1)).isZero();
        assertThat(reply.path("Pod").asString()).isEqualTo("pod-2");
        assertThat(reply.path("Runtime").asDouble()).isGreaterThanOrEqualTo(5);
        assertThat(second.isAlive()).isTrue();
        assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(1);
        assertThat(frontend.queue("sleep").path("failure").asInt()).isZero();
      }
    }
  }

  @Test
  void whenRedeliveryIsSpentItsClientHasTheError() {
    try (Frontend frontend = Frontend.start("--redeliver", "1", "sleep");
        Jar first = start(frontend, "pod-1", "");
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\",\"Args\":[\"60\"],\"Limit\":0}");
      frontend.await(0, 1);
      try (Jar second = start(frontend, "pod-2", "")) {
        first.signal("KILL");
        Wait.until(
            Duration.ofSeconds(5),
            () -> "pod-2 has the item",
            () -> runningPod(frontend).equals("pod-2"));
        second.signal("KILL");
        assertThat(client.read().path("Error").asString()).contains("'pod-2'", "vanished");
      }
    }
  }

  private static Jar start(Frontend frontend, String pod, String mode) {
    return mode.isEmpty()
        ? frontend.backendOn(pod, "node-a", "-backoff", "1", "sleep")
        : frontend.backendOn(pod, "node-a", mode, "-backoff", "0.1", "sleep");
  }

  private static String runningPod(Frontend frontend) {
    JsonNode workers = Http.json(frontend.metrics() + "/workers").path("workers");
    return workers
        .valueStream()
        .filter(worker -> worker.path("state").asString().equals("running"))
        .map(worker -> worker.path("pod").asString())
        .findFirst()
        .orElse("");
  }
}
