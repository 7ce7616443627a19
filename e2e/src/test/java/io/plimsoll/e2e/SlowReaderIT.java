package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A client that asks for much and reads nothing is closed, and takes no one else's answers with it.
 */
class SlowReaderIT {

  /** Replies of a megabyte: more than the kernel buffers, less than the frontend gives up on. */
  private static final int REPLIES = 25;

  private static final int OTHERS = 10;

  private static final String RESULT = "x".repeat(1_000_000);

  @Test
  void isClosedAndCountedItsItemIsCancelledAndTheOthersHaveEveryAnswer() throws IOException {
    try (Frontend frontend = Frontend.start("--write-timeout", "2s", "sleep");
        Socket deaf = frontend.clientSocket();
        Peer worker = frontend.workerPeer();
        Peer other = frontend.clientPeer()) {
      deaf.setReceiveBufferSize(4096);
      StringBuilder requests = new StringBuilder();
      for (int id = 0; id <= REPLIES; id++) {
        requests.append(message(id, "\"Queue\":\"sleep\""));
      }
      deaf.getOutputStream().write(requests.toString().getBytes(StandardCharsets.UTF_8));
      frontend.await(REPLIES + 1, 0);

      for (int id = 0; id < REPLIES; id++) {
        takeItem(worker, id);
        reply(worker, id);
      }
      takeItem(worker, REPLIES); // Runs until its client is found deaf.
      for (int id = 0; id < OTHERS; id++) {
        other.send(message(id, "\"Queue\":\"sleep\""));
        // The deaf one may be found out in between, which the worker is told.
        takeItem(worker, REPLIES + 1 + id);
        reply(worker, REPLIES + 1 + id);
        JsonNode answer = other.read();
        assertThat(answer.path("Id").asInt(-1)).isEqualTo(id);
        assertThat(answer.path("Result").path("text").asString()).isEqualTo(RESULT);
      }

      Wait.until(
          Duration.ofSeconds(30),
          () -> "the deaf client is gone: " + frontend.queue("sleep"),
          () -> frontend.queue("sleep").path("disconnect").asInt() == 1);
      worker.send("{\"Id\":" + REPLIES + ",\"Retcode\":0}\n"); // Nobody waits for it any more.
      frontend.await(0, 0);
      JsonNode queue = frontend.queue("sleep");
      assertThat(queue.path("success").asInt()).isEqualTo(REPLIES + OTHERS);
      assertThat(queue.path("failure").asInt()).isZero();
      assertThat(Http.get(frontend.metrics() + "/metrics").body())
          .contains("hpa_connections_rejected_total{port=\"clients\",reason=\"no_progress\",} 1.0")
          .contains("hpa_connections_open{port=\"clients\",} 1.0");
    }
  }

  private static String message(int id, String fields) {
    return "{" + (id == 0 ? "\"KeepAlive\":true," : "") + "\"Id\":" + id + "," + fields + "}\n";
  }

  private static void takeItem(Peer worker, int id) {
    worker.send(message(id, "\"Queue\":\"sleep\",\"Wait\":60,\"Pod\":\"p\",\"Node\":\"n\""));
    JsonNode item = worker.read();
    if (item.path("Cancel").asBoolean()) {
      assertThat(item.path("Id").asInt(-1)).isEqualTo(REPLIES);
      item = worker.read();
    }
    assertThat(item.path("Id").asInt(-1)).isEqualTo(id);
  }

  private static void reply(Peer worker, int id) {
    worker.send(
        message(
            id,
            "\"Node\":\"n\",\"Runtime\":0.1,\"Retcode\":0,\"Result\":{\"text\":\""
                + RESULT
                + "\"}"));
  }
}
