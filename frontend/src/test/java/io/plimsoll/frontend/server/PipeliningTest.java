package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A peer that sends faster than the queue takes. */
class PipeliningTest {

  private static final int REQUESTS = 20_000;

  /** Queues take turns on the two event loops, so one lives on another than the client. */
  @Test
  void thousandsOfRequestsInOneBurstAreAllAnsweredInOrder() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.queues = List.of("sleep", "other");
    setup.loops = 2;
    for (String queue : setup.queues) {
      try (TestFrontend frontend = setup.start();
          Peer client = frontend.client();
          Peer worker = frontend.worker()) {
        sending(client, burst(queue, "\"Args\":[\"#\"]"));
        CompletableFuture<?> asking = sending(worker, burst(queue, "\"Wait\":60"));
        StringBuilder replies = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
          assertThat(worker.line()).isEqualTo("{\"Id\":" + i + ",\"Args\":[\"" + i + "\"]}");
          replies.append("{\"Id\":").append(i).append(",\"Node\":\"n\",\"Retcode\":0}\n");
        }
        asking.orTimeout(20, TimeUnit.SECONDS).join();
        sending(worker, replies.toString());
        for (int i = 0; i < REQUESTS; i++) {
          assertThat(client.line()).startsWith("{\"Id\":" + i + ",\"Node\":\"n\",");
        }
        assertThat(frontend.figure(queue, "success")).isEqualTo(REQUESTS);
        assertThat(frontend.figure(queue, "all")).isZero();
      }
    }
  }

  @Test
  void fullQueueAnswersEveryRequestOfABurst() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.capacity = 10;
    setup.queues = List.of("sleep", "other");
    setup.loops = 2;
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client()) {
      sending(client, burst("other", "\"Limit\":1"));
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS - 10; i++) {
        answers.add(client.line());
      }
      assertThat(answers)
          .allMatch(a -> a.contains("\"Error\":\"Queue 'other' is full (capacity 10)\""));
      assertThat(answers.get(0)).startsWith("{\"Id\":10,");
      assertThat(frontend.metric("hpa_queue_rejected_total{name=\"other\",reason=\"full\",}"))
          .isEqualTo(REQUESTS - 10);
      assertThat(frontend.figure("other", "waiting")).isEqualTo(10);
    }
  }

  private static String burst(String queue, String more) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < REQUESTS; i++) {
      text.append("{\"Queue\":\"").append(queue).append("\",\"Id\":").append(i);
      text.append(",\"KeepAlive\":true,").append(more.replace("#", "" + i)).append("}\n");
    }
    return text.toString();
  }

  /** In the background, since nobody may read before everything is sent. */
  private static CompletableFuture<?> sending(Peer peer, String text) {
    return CompletableFuture.runAsync(() -> peer.send(text));
  }
}
