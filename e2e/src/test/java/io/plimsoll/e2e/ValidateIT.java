package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code client.jar validate} with a fleet of its own, and how it ends. */
@Tag("long")
class ValidateIT {

  /** For programs to end that look after each other every few seconds. */
  private static final Duration GONE = Duration.ofSeconds(40);

  private static final int PATIENCE_SECONDS = 240;

  /** In the environment of everything that the client starts. */
  private final String mark = "PLIMSOLL_TEST=" + UUID.randomUUID();

  @Test
  void sleepingDoublesWithTheFleetAndLeavesNothingBehind(@TempDir Path folder) {
    Path report = folder.resolve("report.json");
    try (Jar client =
        validate("--report=" + report, "--max=4", "--max-rounds=2", "--", "sleep", "0.15")) {
      assertThat(client.exitCode(PATIENCE_SECONDS)).as(client.stderr()).isZero();
      assertThat(client.stdout())
          .contains("local: sleep 0.15", "Knee: none up to 4 replicas", "PASS: each doubling");
      assertThat(client.stderr()).contains("replicas  parallel");
      awaitNothingLeft();
    }
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.path("passed").asBoolean()).isTrue();
    assertThat(json.path("steps").valueStream().map(step -> step.path("size").asInt()))
        .containsExactly(1, 2, 4);
    assertThat(json.path("growths").size()).isEqualTo(2);
  }

  @Test
  void anInterruptedRunSaysWhatItHasAndLeavesNothingBehind() {
    try (Jar client = validate("--max=4", "--", "sleep", "0.2")) {
      client.awaitLog("(?m)^ +2 +2 ");
      client.signal("INT");
      assertThat(client.exitCode(PATIENCE_SECONDS)).as(client.stderr()).isEqualTo(1);
      assertThat(client.stdout()).contains("FAIL: interrupted", "1 -> 2");
      awaitNothingLeft();
    }
  }

  @Test
  void whatAKilledClientStartedEndsByItself() {
    try (Jar client = validate("--max=2", "--", "sleep", "600")) {
      Wait.until(
          Duration.ofSeconds(60),
          () -> "a frontend and a backend: " + Proc.withEnvironment(mark),
          () -> Proc.withEnvironment(mark).size() == 3);
      client.signal("KILL");
      awaitNothingLeft();
    }
  }

  @Test
  void aBackendThatDiesEndsTheRunAndIsNamed() {
    try (Jar client = validate("--max=2", "--", "sleep", "0.2")) {
      client.awaitLog("(?m)^ +1 +1 ");
      long backend =
          Proc.withEnvironment("PLIMSOLL_POD=local-1").stream()
              .filter(Proc.withEnvironment(mark)::contains)
              .findFirst()
              .orElseThrow();
      ProcessHandle.of(backend).ifPresent(ProcessHandle::destroyForcibly);
      assertThat(client.exitCode(PATIENCE_SECONDS)).as(client.stderr()).isEqualTo(3);
      assertThat(client.stderr()).contains("backend local-1: ended with exit code 137");
      assertThat(client.stdout()).contains("FAIL: broken off: backend local-1");
      awaitNothingLeft();
    }
  }

  @Test
  void aWorkloadThatThereIsNotIsBadUsageInTheWordsOfTheBackend() {
    try (Jar client = validate("--max=2", "--", "no-such-workload")) {
      assertThat(client.exitCode(PATIENCE_SECONDS)).isEqualTo(2);
      assertThat(client.stderr()).contains("backend local-1", "no-such-workload");
      awaitNothingLeft();
    }
  }

  private Jar validate(String... args) {
    List<String> all =
        new ArrayList<>(
            List.of("validate", "--samples=8", "--factor=1.6", "--rounds=2", "--queue=validated"));
    all.addAll(List.of(args));
    List<String> wrapper = List.of("env", mark, "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");
    return Jar.startIn(wrapper, "client", all.toArray(String[]::new));
  }

  private void awaitNothingLeft() {
    Wait.until(
        GONE,
        () -> "no process left: " + Proc.withEnvironment(mark),
        () -> Proc.withEnvironment(mark).isEmpty());
  }
}
