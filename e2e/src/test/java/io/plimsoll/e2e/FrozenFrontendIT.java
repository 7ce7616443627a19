package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The frontend is stopped under load for a while and goes on, as on a machine that is suspended.
 */
class FrozenFrontendIT {

  /**
   * Longer than any time-out of the frontend: 10 s for a message or a peer that does not read, and
   * 10 s and the limit for a run.
   */
  private static final Duration FROZEN = Duration.ofSeconds(12);

  /** Their replies do not fit into what is read of a connection in one turn. */
  private static final int SLOTS = 300;

  private static final int BY_HAND = 20;

  @Test
  @Tag("long")
  @Tag("alone")
  void everyRequestIsAnsweredOnceAndNobodyGivesUp() {
    String slots = Integer.toString(SLOTS);
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", slots, "sleep", "0.5");
        LoadClient client = LoadClient.start(frontend.clients(), SLOTS, "-limit", "1");
        Peer byHand = frontend.clientPeer()) {
      client.awaitMore(SLOTS);
      for (int id = 0; id < BY_HAND; id++) {
        String greeting = id == 0 ? "\"KeepAlive\":true," : "";
        byHand.send("{" + greeting + "\"Id\":" + id + ",\"Queue\":\"sleep\",\"Limit\":1}\n");
      }
      frontend.jar().signal("STOP");
      Wait.pause(FROZEN.toMillis());
      frontend.jar().signal("CONT");

      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < BY_HAND; i++) {
        JsonNode answer = byHand.read();
        assertThat(answer.path("Error").asString()).isEmpty();
        assertThat(answered.add(answer.path("Id").asInt(-1))).as("%s", answer).isTrue();
      }
      client.awaitMore(SLOTS);
      assertThat(client.errors()).isEmpty();
      client.settle();
      assertThat(client.failed()).isZero();
      frontend.await(0, 0);
      assertThat(frontend.queue("sleep").path("success").asLong())
          .isEqualTo(client.succeeded() + BY_HAND);
      byHand.send("{\"Id\":99,\"Queue\":\"nosuch\"}\n");
      assertThat(byHand.read().path("Id").asInt(-1)).isEqualTo(99);
      assertThat(backend.isAlive()).isTrue();
      assertThat(client.jar().stderr()).doesNotContain("lost the frontend");
      assertThat(backend.stderr()).doesNotContain("no connection to the frontend");
    }
  }
}
