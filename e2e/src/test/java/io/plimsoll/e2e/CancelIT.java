package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Nobody wants a running program any more: it is ended, and its slot is for the next. */
class CancelIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String mark = "PLIMSOLL_E2E=" + UUID.randomUUID();

  @TempDir Path folder;

  /** A session client may have had other requests too: they go with it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\"KeepAlive\":true,\"Id\":1,"})
  void programOfAClientThatLeavesIsToldToStopAndTheNextOneRuns(String session) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "/bin/sh", "-c");
        Peer next = frontend.clientPeer()) {
      try (Peer leaving = frontend.clientPeer()) {
        leaving.send(request(session, tree()));
        awaitTree();
        if (!session.isEmpty()) {
          leaving.send(request("\"Id\":2,", "touch " + folder + "/forgotten"));
          frontend.await(1, 1);
        }
        next.send(request("", "exit 7"));
        frontend.await(session.isEmpty() ? 1 : 2, 1);
      }

      assertThat(next.read().path("Retcode").asInt(-1)).isEqualTo(7);
      assertGone();
      frontend.await(0, 0);
      assertThat(folder.resolve("forgotten")).doesNotExist();
      assertThat(frontend.queue("sleep").path("disconnect").asInt())
          .isEqualTo(session.isEmpty() ? 1 : 2);
      assertThat(frontend.queue("sleep").path("failure").asInt()).isEqualTo(1); // The exit code 7.
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void withdrawnProgramIsToldToStopItsClientIsAnsweredAtOnceAndTheNextOneRuns() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "/bin/sh", "-c");
        Peer client = frontend.clientPeer()) {
      client.send(request("\"KeepAlive\":true,\"Id\":1,", tree()));
      awaitTree();
      client.send(request("\"Id\":2,", "touch " + folder + "/withdrawn"));
      client.send(request("\"Id\":3,", "exit 7"));
      frontend.await(2, 1);

      client.send("{\"Id\":2,\"Cancel\":true}\n{\"Id\":1,\"Cancel\":true}\n");

      assertWithdrawn(client.read(), 2);
      assertWithdrawn(client.read(), 1);
      JsonNode last = client.read();
      assertThat(last.path("Id").asInt(-1)).isEqualTo(3);
      assertThat(last.path("Retcode").asInt(-1)).isEqualTo(7);
      assertGone();
      frontend.await(0, 0);
      assertThat(folder.resolve("withdrawn")).doesNotExist();
      // Id 1 is free again, and no second answer came for it.
      client.send(request("\"Id\":1,", "exit 0"));
      JsonNode again = client.read();
      assertThat(again.path("Id").asInt(-1)).isEqualTo(1);
      assertThat(again.path("Retcode").asInt(-1)).isZero();
      assertThat(backend.isAlive()).isTrue();
    }
  }

  /**
   * A shell that says, without another process, that it was told, and does not end before, though
   * its children are told first; one of those is in a session of its own.
   */
  private String tree() {
    return String.format(
        "trap ': >%s/told; exit 0' TERM; export %s; sleep 300 & setsid sleep 301 & while :; do wait; done",
        folder, mark);
  }

  /** Both children, which are started after the trap is set. */
  private void awaitTree() {
    Wait.until(
        PATIENCE,
        () -> "two run: " + Proc.withEnvironment(mark),
        () -> Proc.withEnvironment(mark).size() == 2);
  }

  private void assertGone() {
    Wait.until(
        PATIENCE,
        () -> "none left: " + Proc.withEnvironment(mark),
        () -> Proc.withEnvironment(mark).isEmpty());
    assertThat(Files.exists(folder.resolve("told"))).as("it had SIGTERM").isTrue();
  }

  private static void assertWithdrawn(JsonNode answer, int id) {
    assertThat(answer.path("Id").asInt(-1)).isEqualTo(id);
    assertThat(answer.path("Error").asString()).isEqualTo("withdrawn by the client");
  }

  private static String request(String session, String script) {
    return "{" + session + "\"Queue\":\"sleep\",\"Args\":[\"" + script + "\"],\"Limit\":0}\n";
  }
}
