package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.e2e.Proxy.Cut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Links that are slow, stall, or are cut: every request has one answer, or its client is gone. */
@Tag("long")
class ProxyFaultsIT {

  private static final int PARALLELISM = 8;

  private static final int SLOTS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Test
  void slowLinksOnWhichEveryByteTravelsAloneLoseNothing() {
    try (Frontend frontend = Frontend.start("sleep");
        Proxy clients = new Proxy(frontend.clients()).delay(Duration.ofMillis(100)).byteByByte();
        Proxy workers = new Proxy(frontend.workers()).delay(Duration.ofMillis(100)).byteByByte();
        Jar backend = backend(workers.address(), "pod-1", "0");
        LoadClient client =
            LoadClient.start(clients.address(), PARALLELISM, "--requests", "30", "--retry", "0")) {
      Jar.Ended ended = client.jar().ended(60);

      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("30 succeeded, 0 failed, 0 outstanding");
      // There and back on both links: else this test would have tested nothing.
      assertThat(shortest("overhead", ended.stdout())).isGreaterThanOrEqualTo(0.4);
      assertIdle(frontend, SLOTS);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void stalledLinkToTheClientHoldsItsRepliesAndNothingElse() {
    try (Frontend frontend = Frontend.start("sleep");
        Proxy link = new Proxy(frontend.clients());
        Jar backend = backend(frontend.workers(), "pod-1", "0.02");
        LoadClient client = LoadClient.start(link.address(), PARALLELISM)) {
      client.awaitMore(20);
      link.stall();
      frontend.await(0, 0);
      assertThat(client.outstanding()).isEqualTo(PARALLELISM);
      link.resume();
      client.awaitMore(20);
      assertAllSucceeded(frontend, client);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void stalledLinkToTheBackendHoldsWhatItRunsAndNothingFails() {
    try (Frontend frontend = Frontend.start("sleep");
        Proxy link = new Proxy(frontend.workers());
        Jar backend = backend(link.address(), "pod-1", "0.02");
        LoadClient client = LoadClient.start(frontend.clients(), PARALLELISM)) {
      client.awaitMore(20);
      link.stall();
      frontend.await(PARALLELISM - SLOTS, SLOTS);
      link.resume();
      client.awaitMore(20);
      assertAllSucceeded(frontend, client);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutLinkToTheClientFailsWhatWasOutstandingAndTheLoadGoesOn(Cut how) {
    try (Frontend frontend = Frontend.start("sleep");
        Proxy link = new Proxy(frontend.clients());
        Jar backend = backend(frontend.workers(), "pod-1", "0.05");
        LoadClient client = LoadClient.start(link.address(), PARALLELISM, "--retry", "60")) {
      client.awaitMore(20);
      link.cut(how);
      client.awaitMore(20);

      assertThat(client.errors())
          .isNotEmpty()
          .allSatisfy(error -> assertThat(error).startsWith("connection to the frontend lost: "));
      client.settle();
      assertThat(client.failed()).isBetween(1L, (long) PARALLELISM);
      assertIdle(frontend, SLOTS);
      JsonNode queue = frontend.queue("sleep");
      // A reply may have been on its way when the link was cut, and a request too.
      assertThat(queue.path("success").asLong())
          .isBetween(client.succeeded(), client.succeeded() + client.failed());
      assertThat(queue.path("success").asLong() + queue.path("disconnect").asLong())
          .isBetween(client.succeeded(), client.started());
      assertThat(queue.path("failure").asInt()).isZero();
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutLinkToTheBackendFailsWhatItRanAndItComesBack(Cut how) {
    try (Frontend frontend = Frontend.start("sleep");
        Proxy link = new Proxy(frontend.workers());
        Jar backend = backend(link.address(), "pod-1");
        Peer client = frontend.clientPeer()) {
      awaitParked(frontend, SLOTS);
      for (int id = 0; id < SLOTS; id++) {
        client.send(request(id, "60", "0"));
      }
      client.send(request(4, "0", "0")).send(request(5, "0", "0"));
      frontend.await(2, SLOTS);

      link.cut(how);

      List<JsonNode> answers = answers(client, 6);
      for (int id = 0; id < SLOTS; id++) {
        JsonNode lost = answers.get(id);
        assertThat(lost.path("Error").asString()).contains("'pod-1'", "vanished");
        assertThat(lost.path("Pod").asString()).isEqualTo("pod-1");
      }
      for (int id = 4; id < 6; id++) {
        assertThat(answers.get(id).path("Error").asString()).isEmpty();
        assertThat(answers.get(id).path("Pod").asString()).isEqualTo("pod-1");
      }
      assertIdle(frontend, SLOTS);
      assertNothingMore(client);
      assertThat(frontend.queue("sleep").path("failure").asInt()).isEqualTo(SLOTS);
      assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(2);
      assertThat(backend.isAlive()).as(backend.stderr()).isTrue();
    }
  }

  /** The first backend is not dead: it comes back, and its runs must not be answered as well. */
  @Test
  void withRedeliverAnotherBackendDoesWhatWasBehindTheCutLink() {
    try (Frontend frontend = Frontend.start("--redeliver", "1", "sleep");
        Proxy link = new Proxy(frontend.workers());
        Jar first = backend(link.address(), "pod-1", "60")) {
      awaitParked(frontend, SLOTS);
      try (Jar second = backend(frontend.workers(), "pod-2", "0");
          Peer client = frontend.clientPeer()) {
        awaitParked(frontend, 2 * SLOTS);
        // Workers are served in the order in which they asked.
        for (int id = 0; id < SLOTS; id++) {
          client.send(request(id, "ignored", "0"));
        }
        frontend.await(0, SLOTS);

        link.cut(Cut.RST);

        answers(client, SLOTS).forEach(ProxyFaultsIT::assertDoneBySecond);
        assertIdle(frontend, 2 * SLOTS);
        assertNothingMore(client);
        assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(SLOTS);
        assertThat(frontend.queue("sleep").path("failure").asInt()).isZero();
        assertThat(first.isAlive()).as(first.stderr()).isTrue();
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  /** As behind a middlebox that has forgotten the connection, and acknowledges all the same. */
  @Test
  @Tag("long")
  void linkThatSwallowsRepliesIsFoundOutByTheLimit() {
    try (Frontend frontend = Frontend.start("--redeliver", "1", "sleep");
        Proxy link = new Proxy(frontend.workers());
        Jar first = backend(link.address(), "pod-1", "0")) {
      awaitParked(frontend, SLOTS);
      try (Jar second = backend(frontend.workers(), "pod-2", "0");
          Peer client = frontend.clientPeer();
          Peer other = frontend.clientPeer()) {
        awaitParked(frontend, 2 * SLOTS);
        link.swallow();
        for (int id = 0; id < SLOTS; id++) {
          client.send(request(id, "ignored", "0.1"));
        }
        frontend.await(0, SLOTS);
        // The others go on meanwhile.
        other.send("{\"Queue\":\"sleep\",\"Args\":[],\"Limit\":0}");
        assertDoneBySecond(other.read());

        answers(client, SLOTS).forEach(ProxyFaultsIT::assertDoneBySecond);
        frontend.await(0, 0);
        assertNothingMore(client);
        assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(SLOTS + 1);
        assertThat(first.isAlive()).as(first.stderr()).isTrue();
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  /** One that runs sleep, with this argument or those of the requests. */
  private static Jar backend(String frontend, String pod, String... seconds) {
    List<String> args = new ArrayList<>(List.of("-faddr", frontend, "-pod-env", "MY_POD"));
    args.addAll(List.of("-backoff", "1", "--retry", "60"));
    args.addAll(List.of("--slots", Integer.toString(SLOTS), "sleep"));
    args.addAll(List.of(seconds));
    Jar backend =
        Jar.startIn(List.of("env", "MY_POD=" + pod), "backend", args.toArray(String[]::new));
    backend.awaitLog("connected to");
    return backend;
  }

  private static String request(int id, String seconds, String limit) {
    return String.format(
        "{%s\"Id\":%d,\"Queue\":\"sleep\",\"Args\":[\"%s\"],\"Limit\":%s}%n",
        id == 0 ? "\"KeepAlive\":true," : "", id, seconds, limit);
  }

  /** The answers to the first {@code count} requests, in the order of those: one for each. */
  private static List<JsonNode> answers(Peer client, int count) {
    List<JsonNode> answers =
        Stream.generate(client::read)
            .limit(count)
            .sorted(Comparator.comparing(answer -> answer.path("Id").asInt(-1)))
            .toList();
    assertThat(answers.stream().map(answer -> answer.path("Id").asInt(-1)))
        .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    return answers;
  }

  /** What is answered next is what is asked next. */
  private static void assertNothingMore(Peer client) {
    client.send("{\"Id\":99,\"Queue\":\"nosuch\"}\n");
    assertThat(client.read().path("Id").asInt(-1)).isEqualTo(99);
  }

  private static void assertDoneBySecond(JsonNode answer) {
    assertThat(answer.path("Error").asString()).isEmpty();
    assertThat(answer.path("Retcode").asInt(-1)).isZero();
    assertThat(answer.path("Pod").asString()).isEqualTo("pod-2");
  }

  private static void assertAllSucceeded(Frontend frontend, LoadClient client) {
    client.settle();
    assertThat(client.failed()).isZero();
    assertIdle(frontend, SLOTS);
    JsonNode queue = frontend.queue("sleep");
    assertThat(queue.path("success").asLong()).isEqualTo(client.succeeded());
    assertThat(queue.path("failure").asInt() + queue.path("disconnect").asInt()).isZero();
  }

  /** Nothing waits or runs, and every slot asks again. */
  private static void assertIdle(Frontend frontend, int slots) {
    frontend.await(0, 0);
    awaitParked(frontend, slots);
  }

  private static void awaitParked(Frontend frontend, int slots) {
    Wait.until(
        PATIENCE,
        () -> slots + " parked: " + frontend.queue("sleep"),
        () -> frontend.queue("sleep").path("workersWaiting").asInt(-1) == slots);
  }

  /** The minimum in that line of a client's statistics. */
  private static double shortest(String line, String statistics) {
    Matcher match = Pattern.compile("(?m)^" + line + " +([0-9.]+) ").matcher(statistics);
    assertThat(match.find()).as(statistics).isTrue();
    return Double.parseDouble(match.group(1));
  }
}
