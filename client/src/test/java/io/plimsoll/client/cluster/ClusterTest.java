package io.plimsoll.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ClusterTest {

  private static final String WHAT = "pods of lab: cannot list them";
  private static final String RIGHTS = "the verb list on pods";

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration SHORT = Duration.ofMillis(200);

  private static final long MANY_BYTES = 1 << 20;

  @AfterEach
  void isNotInterrupted() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private static List<Pod> pods(Cluster cluster) {
    return cluster.ask(WHAT, RIGHTS, client -> client.pods().list()).getItems();
  }

  private static String failure(Cluster cluster) {
    CommandException failure = assertThrows(CommandException.class, () -> pods(cluster));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(failure).hasMessageStartingWith(WHAT + ": ");
    String message = String.valueOf(failure.getMessage());
    assertThat(message).doesNotContain("\n");
    return message.substring(WHAT.length() + 2);
  }

  @Test
  void podsAreAskedForInTheNamespaceAndByThisProgram() throws IOException {
    AtomicReference<String> asked = new AtomicReference<>("");
    try (TestServer server =
            TestServer.of(
                exchange -> {
                  asked.set(
                      exchange.getRequestURI()
                          + " "
                          + exchange.getRequestHeaders().getFirst("User-Agent"));
                  TestServer.answer(exchange, 200, "{\"items\":[{\"metadata\":{\"name\":\"a\"}}]}");
                });
        Cluster cluster = server.cluster()) {
      assertThat(pods(cluster)).extracting(pod -> pod.getMetadata().getName()).containsExactly("a");
      assertThat(asked).hasValue("/api/v1/namespaces/lab/pods plimsoll-client");
      assertThat(cluster.url()).isEqualTo(server.url());
      assertThat(cluster.namespace()).isEqualTo("lab");
    }
  }

  @Test
  void aServerThatIsBusyForAMomentIsAskedAgainThreeTimes() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger busy = new AtomicInteger(3);
    try (TestServer server =
            TestServer.of(
                exchange ->
                    TestServer.answer(
                        exchange,
                        asked.incrementAndGet() <= busy.get() ? 503 : 200,
                        "{\"items\":[]}"));
        Cluster cluster = server.cluster()) {
      assertThat(pods(cluster)).isEmpty();
      assertThat(asked).hasValue(4);
      busy.set(Integer.MAX_VALUE);
      assertThat(failure(cluster)).isEqualTo("refused (status 503), at " + server.url());
      assertThat(asked).hasValue(8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | no (status 401; expected: credentials that the server knows), at",
        "403 | no (status 403; this needs the verb list on pods in namespace lab), at",
        "404 | no (status 404; expected: one of namespace lab), at",
        "409 | no (status 409), at",
        "422 | no (status 422), at",
      })
  void whatTheServerSaysIsQuotedWithWhatToDoAboutIt(int status, String text) throws IOException {
    String body =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"no\",\"code\":" + status + "}";
    try (TestServer server = TestServer.of(status, body);
        Cluster cluster = server.cluster()) {
      assertThat(failure(cluster)).isEqualTo(text + " " + server.url());
    }
  }

  @Test
  void whatTheServerSaysCannotUpsetATerminalAndIsCut() throws IOException {
    String message = "\\u001b[2J" + "x".repeat(2_000) + "\\nend";
    try (TestServer server =
            TestServer.of(400, "{\"kind\":\"Status\",\"message\":\"" + message + "\"}");
        Cluster cluster = server.cluster()) {
      assertThat(failure(cluster))
          .startsWith(" [2Jxxx")
          .endsWith("xxx... (status 400), at " + server.url());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Please log in</body></html>",
        "{\"items\":7}",
        "{\"items\":[",
        "[]"
      })
  void anAnswerThatIsNoObjectOfTheApiIsAnError(String body) throws IOException {
    try (TestServer server = TestServer.of(200, body);
        Cluster cluster = server.cluster()) {
      assertThat(failure(cluster))
          .startsWith("the answer of " + server.url() + " cannot be read: ");
    }
  }

  @Test
  void anAnswerMayHaveSoManyBytesAndNotOneMore() throws IOException {
    String body = "{\"items\":[]" + " ".repeat(100_000) + "}";
    AnswerLimits enough = new AnswerLimits(body.length(), PATIENCE, PATIENCE);
    AnswerLimits one = new AnswerLimits(body.length() - 1, PATIENCE, PATIENCE);
    try (TestServer server = TestServer.of(200, body);
        Cluster cluster = server.cluster(enough);
        Cluster less = server.cluster(one)) {
      assertThat(pods(cluster)).isEmpty();
      assertThat(pods(cluster)).as("each answer by itself").isEmpty();
      assertThat(failure(less))
          .isEqualTo(
              "the answer of "
                  + server.url()
                  + " cannot be read: more than "
                  + (body.length() - 1)
                  + " bytes");
    }
  }

  @Test
  void anAnswerThatDoesNotBeginIsAnErrorInTime() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (TestServer server = TestServer.of(exchange -> await(never));
        Cluster cluster = server.cluster(new AnswerLimits(MANY_BYTES, SHORT, PATIENCE))) {
      assertThat(failure(cluster))
          .startsWith("cannot reach the API server at " + server.url() + ": ")
          .containsAnyOf("timed out", "no answer in time");
    }
  }

  @Test
  void anAnswerThatDoesNotEndIsAnErrorInTime() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(
                exchange -> {
                  exchange.sendResponseHeaders(200, 1_000);
                  exchange.getResponseBody().write('{');
                  exchange.getResponseBody().flush();
                  await(never);
                });
        Cluster cluster = server.cluster(new AnswerLimits(MANY_BYTES, PATIENCE, SHORT))) {
      assertThat(failure(cluster))
          .isEqualTo("cannot reach the API server at " + server.url() + ": no answer in time");
    }
  }

  @Test
  void whoeverIsInterruptedWaitsNoLonger() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(
                exchange -> {
                  asked.countDown();
                  await(never);
                });
        Cluster cluster = server.cluster(new AnswerLimits(MANY_BYTES, PATIENCE, PATIENCE))) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> still = new AtomicReference<>(false);
      Thread asking =
          new Thread(
              () -> {
                try {
                  pods(cluster);
                } catch (CancellationException e) {
                  thrown.set(e);
                  still.set(Thread.interrupted());
                }
              });
      asking.start();
      asked.await();
      asking.interrupt();
      asking.join();
      assertThat(thrown.get()).hasMessage("interrupted");
      assertThat(still.get()).isTrue();
    }
  }

  @Test
  void whoeverAsksAfterTheEndIsToldSo() throws IOException {
    try (TestServer server = TestServer.of(200, "{\"items\":[]}")) {
      Cluster cluster = server.cluster();
      cluster.close();
      assertThatThrownBy(() -> pods(cluster)).isInstanceOf(CancellationException.class);
      cluster.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, nobody listens there",
    "http://nosuch.invalid:80, no such host",
  })
  void aServerThatIsNotThere(String url, String why) throws IOException {
    try (Cluster cluster = new Cluster(Target.of(TargetOptions.ofServer(url)), "lab")) {
      assertThat(failure(cluster)).isEqualTo("cannot reach the API server at " + url + ": " + why);
    }
  }

  @Test
  void aLogIsReadFromItsEnd() throws IOException {
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort());
        Cluster cluster = new Cluster(Target.of(TargetOptions.ofServer(server.url())), "default")) {
      Pod pod =
          new PodBuilder()
              .withNewMetadata()
              .withName("p")
              .addToAnnotations("plimsoll.io/log", "one\ntwo\n")
              .endMetadata()
              .build();
      cluster.ask("pod", "none", client -> client.pods().resource(pod).create());
      assertThat(cluster.log("log", new PodLog("p", "main", false, 1, 100))).isEqualTo("two\n");
      assertThat(cluster.log("log", new PodLog("p", "main", false, 0, 5))).isEqualTo("one\nt");
      assertThatThrownBy(() -> cluster.log("log", new PodLog("p", "a&b", true, 1, 100)))
          .hasMessage(
              "log: previous terminated container \"a&b\" in pod \"p\" not found (status 400), at "
                  + server.url());
      assertThatThrownBy(() -> cluster.log("log", new PodLog("../x", "main", false, 1, 100)))
          .hasMessageContaining("(status 404; expected: one of namespace default)");
    }
  }

  @Test
  void alogOfNoLinesOrBytesIsNotAskedFor() {
    assertThatThrownBy(() -> new PodLog("p", "c", false, -1, 1))
        .hasMessage("log: -1 lines, 1 bytes (expected: 0 or more, 1 or more)");
    assertThatThrownBy(() -> new PodLog("p", "c", false, 0, 0)).hasMessageContaining("0 bytes");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The test is over.
    }
  }
}
