package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Peers of the original tool, by its recorded messages, at a frontend of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
@Tag("long")
class ClassicIT {

  private static final String REQUEST = Recorded.text("request.json");

  private Frontend frontend;
  private Jar backend;

  @BeforeAll
  void start() {
    frontend = Frontend.start("--loops", "2", "sleep", "byhand");
    backend = frontend.backend("-backoff", "1", "--slots", "100", "sleep", "0.01");
  }

  @AfterAll
  void end() {
    backend.close();
    frontend.close();
  }

  @Test
  void netcatSendsTheRecordedRequestAndGetsOneReplyWithAllFields() throws Exception {
    int colon = frontend.clients().lastIndexOf(':');
    Process nc =
        new ProcessBuilder(
                "nc",
                frontend.clients().substring(0, colon),
                frontend.clients().substring(colon + 1))
            .redirectInput(Recorded.path("request.json").toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String received = new String(nc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(nc.waitFor(5, TimeUnit.SECONDS)).as("closed by the frontend").isTrue();
      assertSuccess(received);
    } finally {
      nc.destroyForcibly();
    }
  }

  /** That nc waits for the frontend to close is what makes the test above fail if it does not. */
  @Test
  void connectionIsClosedAfterTheReply() {
    try (Peer client = frontend.clientPeer()) {
      JsonNode reply = client.send(REQUEST).read();
      assertThat(reply.path("Retcode").asInt(-1)).isZero();
      assertThat(client.readAll()).isBlank();
    }
  }

  @Test
  void requestSentByteByByteIsRead() throws Exception {
    try (Peer client = frontend.clientPeer()) {
      for (int i = 0; i < REQUEST.length(); i++) {
        client.send(REQUEST.substring(i, i + 1));
        TimeUnit.MILLISECONDS.sleep(2); // The slow peer.
      }
      assertSuccess(client.readAll());
    }
  }

  @Test
  void requestSplitAnywhereIsRead() {
    List<Peer> clients = new ArrayList<>();
    for (int split = 0; split <= REQUEST.length(); split++) {
      clients.add(frontend.clientPeer().send(REQUEST.substring(0, split)));
    }
    // So that the first parts are read on their own: this client came after all of them.
    try (Peer last = frontend.clientPeer()) {
      assertSuccess(last.send(REQUEST).readAll());
    }
    for (int split = 0; split <= REQUEST.length(); split++) {
      try (Peer client = clients.get(split)) {
        String rest = REQUEST.substring(split);
        if (!rest.isBlank()) { // After the closing brace the frontend may have closed.
          client.send(rest);
        }
        assertSuccess(client.readAll());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"queue\":\"sleep\",\"args\":[\"0.2\"],\"limit\":5}",
        "{\"QUEUE\":\"sleep\",\"ARGS\":[\"0.2\"],\"LIMIT\":5}",
        "{\"qUeUe\":\"sleep\",\"Args\":null,\"lImIt\":0.5,\"Unknown\":{\"a\":[1]}}",
      },
      quoteCharacter = '\0')
  void fieldNamesAreReadInAnyCase(String request) {
    try (Peer client = frontend.clientPeer()) {
      assertSuccess(client.send(request).readAll());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reply-unknown-queue.json, nosuch",
    "reply-empty-name.json, ''",
  })
  void requestForAQueueThatIsNotThereIsRefusedAsRecorded(String recorded, String queue) {
    try (Peer client = frontend.clientPeer()) {
      String received = client.send(REQUEST.replace("sleep", queue)).readAll();
      Recorded.assertLike(
          recorded,
          received,
          List.of("Pod", "Node", "Device", "Error", "Timeout", "Runtime", "Waittime", "Retcode"));
    }
  }

  @Test
  void whatIsNotJsonIsRefusedAsRecordedInOtherWords() {
    try (Peer client = frontend.clientPeer()) {
      JsonNode reply =
          Recorded.assertLike(
              "reply-not-json.json", client.send("hello").readAll(), List.of("Retcode", "Node"));
      assertThat(reply.path("Error").asString()).contains("not JSON").contains("h");
    }
  }

  @ParameterizedTest
  @CsvSource({"item-empty-queue.json, byhand, sleep", "item-unknown-queue.json, nosuch, nosuch"})
  void workRequestWithoutAnItemIsAnsweredAsRecorded(String recorded, String asked, String named) {
    String request = Recorded.text("work-request.json").replace("sleep", asked);
    try (Peer worker = frontend.workerPeer()) {
      String received = worker.send(request).readAll();
      Recorded.assertLike(
          recorded,
          received.replace("'" + asked + "'", "'" + named + "'"),
          List.of("Error", "Args", "Limit", "Empty"));
    }
  }

  /** The whole recorded exchange, the worker's messages split in every place. */
  @Test
  void recordedWorkerServesARecordedRequest() {
    String workRequest = Recorded.text("work-request.json").replace("sleep", "byhand").strip();
    String reply = Recorded.text("backend-reply.json").strip();
    for (int split = 1; split < reply.length(); split += split < 20 ? 1 : 7) {
      try (Peer client = frontend.clientPeer();
          Peer worker = frontend.workerPeer()) {
        client.send(REQUEST.replace("sleep", "byhand"));
        Wait.until(
            Duration.ofSeconds(5),
            () -> "one waits",
            () -> frontend.queue("byhand").path("waiting").asInt() == 1);
        int asked = Math.min(split, workRequest.length() - 1);
        worker.send(workRequest.substring(0, asked)).send(workRequest.substring(asked));
        String item = worker.readOnce();
        Recorded.assertLike("work-item.json", item, List.of("Error", "Args", "Limit", "Empty"));
        worker.send(reply.substring(0, split)).send(reply.substring(split));
        assertThat(worker.readAll()).isEmpty();
        JsonNode received =
            Recorded.assertLike(
                "reply-success.json",
                client.readAll(),
                List.of("Pod", "Node", "Device", "Error", "Timeout", "Runtime", "Retcode"));
        assertThat(received.path("Waittime").asDouble()).isPositive().isLessThan(30);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"--classic, --classic", "--classic, ''", "'', --classic"})
  void clientAndBackendOfEitherModeWorkTogether(String clientMode, String backendMode) {
    try (Frontend mixed = Frontend.start("sleep");
        Jar worker =
            mixed.backend(
                without(
                    "", "-backoff", "0.02", "-backoff-max", "0.1", backendMode, "sleep", "0.02"));
        Jar client = mixed.client(without("", "--requests", "40", "-req-now", "2", clientMode))) {
      Jar.Ended ended = client.ended(30);
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("40 succeeded, 0 failed");
      assertThat(mixed.queue("sleep").path("success").asInt()).isEqualTo(40);
      worker.signal("TERM");
      assertThat(worker.exitCode(10)).isZero();
    }
  }

  private static String[] without(String unwanted, String... args) {
    return Arrays.stream(args).filter(a -> !a.equals(unwanted)).toArray(String[]::new);
  }

  private static void assertSuccess(String received) {
    JsonNode reply =
        Recorded.assertLike("reply-success.json", received, List.of("Error", "Timeout", "Retcode"));
    assertThat(reply.path("Node").asString()).isNotEmpty();
    assertThat(reply.path("Runtime").asDouble()).isGreaterThanOrEqualTo(0.01).isLessThan(5);
  }
}
