package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand clients in the queue at once, each on a connection of its own. */
@Tag("alone")
class TenThousandClientsIT {

  private static final int CLIENTS = 10_000;

  private static final byte[] REQUEST =
      "{\"Queue\":\"sleep\",\"Args\":[\"0\"],\"Limit\":0}".getBytes(StandardCharsets.UTF_8);

  @Test
  void halfOfThemLeaveAndOnlyTheOthersAreServed() throws Exception {
    try (Frontend frontend = Frontend.start("sleep")) {
      List<Socket> clients = new ArrayList<>();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          Socket client = frontend.clientSocket();
          client.getOutputStream().write(REQUEST);
          clients.add(client);
        }
        Wait.until(
            Duration.ofSeconds(5),
            () -> "10,000 waiting: " + frontend.queue("sleep"),
            () -> frontend.queue("sleep").path("waiting").asInt() == CLIENTS);

        // Every other one leaves, so that the queue has gaps all over.
        for (int i = 0; i < CLIENTS; i += 2) {
          clients.get(i).close();
        }
        Wait.until(
            Duration.ofSeconds(1),
            () -> "5,000 waiting: " + frontend.queue("sleep"),
            () -> frontend.queue("sleep").path("waiting").asInt() == CLIENTS / 2);
        assertThat(frontend.queue("sleep").path("disconnect").asInt()).isEqualTo(CLIENTS / 2);

        try (Jar backend = frontend.backend("-backoff", "1", "--slots", "50", "sleep", "0")) {
          for (int i = 1; i < CLIENTS; i += 2) {
            String reply = readAll(clients.get(i));
            assertThat(reply).contains("\"Error\":\"\"").contains("\"Retcode\":0");
          }
          assertThat(backend.isAlive()).isTrue();
        }
        assertThat(Http.get(frontend.metrics() + "/metrics").body())
            .contains("hpa_queue_disconnect_total{name=\"sleep\",} 5000.0")
            .contains("hpa_queue_success_total{name=\"sleep\",} 5000.0")
            .contains("hpa_queue_failure_total{name=\"sleep\",} 0.0")
            .contains("hpa_queue_all{name=\"sleep\",} 0.0");
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }

  private static String readAll(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
