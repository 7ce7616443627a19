package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A frontend ends under load and another one comes in its place; client and backends stay. */
class RestartIT {

  private static final int PARALLELISM = 12;

  private static final int SLOTS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({"KILL, session", "TERM, session", "KILL, classic"})
  void everyFailureIsReportedAndTheLoadGoesOn(String signal, String mode) {
    List<String> ports = Ports.free(3);
    try (Frontend before = start(ports);
        Jar first = backend(ports, "pod-1", mode);
        Jar second = backend(ports, "pod-2", mode);
        LoadClient client = client(ports, mode)) {
      client.awaitMore(50);
      before.jar().signal(signal);
      assertThat(before.jar().exitCode(40)).isEqualTo(signal.equals("KILL") ? 128 + 9 : 0);
      client.jar().awaitLog("(?:lost|cannot reach) the frontend");
      first.awaitLog("no connection to the frontend");
      second.awaitLog("no connection to the frontend");
      // All that was lost with the old one is counted; one at most is on its way to find a new one.
      Wait.until(
          PATIENCE, () -> "none outstanding: " + client.load(), () -> client.outstanding() <= 1);
      long failedBefore = client.failed();
      long succeededBefore = client.succeeded();
      try (Frontend after = start(ports)) {
        client.awaitMore(50);
        client.jar().awaitLog("frontend \\S+ is back");
        List<String> errors = client.errors();
        client.settle();
        frontendIsIdle(after, mode);

        JsonNode queue = after.queue("sleep");
        assertThat(queue.path("success").asLong())
            .as("%s, failed: %s %s", client.load(), client.failed(), errors)
            .isEqualTo(client.succeeded() - succeededBefore);
        assertThat(queue.path("failure").asInt() + queue.path("disconnect").asInt()).isZero();
        // What was outstanding, and while the old one drains, attempts that it refuses.
        assertThat(failedBefore).isPositive();
        assertThat(errors)
            .allSatisfy(
                error ->
                    assertThat(error)
                        .matches(
                            "connection to the frontend lost: .*|frontend not reachable: .*"
                                + "|frontend is shutting down"));
        client.jar().signal("TERM");
        Jar.Ended ended = client.jar().ended(20);
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        if (signal.equals("KILL") && mode.equals("session")) {
          // Four connections were lost, and one frontend.
          assertThat(ended.stderr())
              .containsOnlyOnce("lost the frontend")
              .containsOnlyOnce("is back");
        }
        assertThat(first.isAlive()).as(first.stderr()).isTrue();
        assertThat(second.isAlive()).as(second.stderr()).isTrue();
      }
    }
  }

  private static void frontendIsIdle(Frontend frontend, String mode) {
    frontend.await(0, 0);
    int polls = mode.equals("session") ? 2 * SLOTS : 0;
    Wait.until(
        PATIENCE,
        () -> polls + " parked: " + frontend.queue("sleep"),
        () -> frontend.queue("sleep").path("workersWaiting").asInt(-1) == polls);
  }

  private static Frontend start(List<String> ports) {
    return Frontend.startIn(List.of(), ports, "sleep");
  }

  private static Jar backend(List<String> ports, String pod, String mode) {
    List<String> args = new ArrayList<>(List.of("-faddr", ports.get(1), "-pod-env", "MY_POD"));
    args.addAll(List.of("--retry", "60", "--slots", Integer.toString(SLOTS)));
    args.addAll(
        mode.equals("session")
            ? List.of("-backoff", "1")
            : List.of("--classic", "-backoff", "0.1"));
    args.addAll(List.of("sleep", "0.05"));
    Jar backend =
        Jar.startIn(List.of("env", "MY_POD=" + pod), "backend", args.toArray(String[]::new));
    backend.awaitLog("connected to");
    return backend;
  }

  private static LoadClient client(List<String> ports, String mode) {
    return mode.equals("session")
        ? LoadClient.start(ports.get(0), PARALLELISM, "--retry", "60")
        : LoadClient.start(ports.get(0), PARALLELISM, "--retry", "60", "--classic");
  }
}
