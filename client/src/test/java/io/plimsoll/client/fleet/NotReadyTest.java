package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see of pods that do not become ready. */
class NotReadyTest {

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long a test of what never comes waits. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final int BEFORE = 2;

  private static final String CRASHED =
      """
      {"phase":"Running","containerStatuses":[{"name":"backend","restartCount":%d,
       "state":{"waiting":{"reason":"CrashLoopBackOff"}},
       "lastState":{"terminated":{"exitCode":3,"reason":"Error"}}}]}
      """;

  private static final String RUNNING =
      """
      {"phase":"Running","conditions":[{"type":"Ready","status":"%s"}],
       "containerStatuses":[{"name":"backend","state":{"running":{}}}]}
      """;

  private final TestCluster cluster = new TestCluster(BEFORE);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":\"Unschedulable\",\"message\":\"0/3 nodes are available: 3 Insufficient gpu.\"}]}"
            + " | Unschedulable: 0/3 nodes are available: 3 Insufficient gpu.",
        "{\"phase\":\"Pending\",\"containerStatuses\":[{\"name\":\"backend\",\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\",\"message\":\"Back-off pulling image\"}}}]}"
            + " | container backend: ImagePullBackOff: Back-off pulling image",
        "{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"backend\",\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off 10s\"}},\"lastState\":{\"terminated\":{\"exitCode\":3,\"reason\":\"Error\"}}}]}"
            + " | container backend: CrashLoopBackOff: back-off 10s; before, exit code 3, Error; the log of pod workers-3 is empty",
        "{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"backend\",\"restartCount\":1,\"state\":{\"terminated\":{\"exitCode\":2,\"reason\":\"Error\"}}}]}"
            + " | container backend: exit code 2, Error, started again 1 time; the log of pod workers-3 is empty",
        "{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"ContainersNotReady\",\"message\":\"unready status: [backend]\"}]}"
            + " | ContainersNotReady: unready status: [backend]",
      })
  void aPodThatDoesNotStartSaysWhy(String status, String why) throws IOException {
    cluster.newPodsSay(status);
    cluster.newPodsLog("", "");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      assertThatThrownBy(() -> fleet.awaitReady(SHORT))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
          .hasMessageStartingWith(
              "deployment lab/workers: 2 ready, 1 not ready, 0 leaving after 0 s (expected: 3"
                  + " ready); pod workers-3: ")
          .hasMessageEndingWith(why);
    }
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void aPodThatHasEndedIsNoReplica() throws IOException {
    cluster.newPodsSay("{\"phase\":\"Failed\",\"reason\":\"Evicted\",\"message\":\"disk full\"}");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      assertThat(fleet.ready()).isEqualTo(2);
      assertThatThrownBy(() -> fleet.awaitReady(SHORT))
          .hasMessageContaining("2 ready, 0 not ready")
          .hasMessageEndingWith(
              "; pod workers-3: ended, Evicted: disk full; for why pods are missing: kubectl describe deployment workers --namespace lab");
    }
  }

  @Test
  void aPodThatCrashesAgainAndAgainEndsTheWaitWithTheEndOfItsLog() throws IOException {
    cluster.newPodsSay(CRASHED.formatted(2));
    cluster.newPodsLog("starting\n", "starting\ncannot reach\t\u001b[31mfrontend:9999\n\n");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      assertThatThrownBy(() -> fleet.awaitReady(PATIENCE))
          .hasMessageMatching(
              "deployment lab/workers: 2 ready, 1 not ready, 0 leaving after \\d+ s .*")
          .hasMessageNotContaining("after 60 s")
          .hasMessageEndingWith(
              "; pod workers-3: container backend: CrashLoopBackOff; before, exit code 3, Error,"
                  + " started again 2 times; the log of pod workers-3 ends with: starting | cannot"
                  + " reach  [31mfrontend:9999");
    }
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void thePodThatWillNeverStartIsNamedFirst() throws IOException {
    cluster.newPodsSay("{\"phase\":\"Pending\",\"reason\":\"Slow\"}");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      cluster.newPodsSay(CRASHED.formatted(2));
      fleet.scaleTo(4);
      assertThatThrownBy(() -> fleet.awaitReady(PATIENCE))
          .hasMessageMatching(
              ".*\\(expected: 4 ready\\); pod workers-4: .*; pod workers-3: Slow; .*");
    }
  }

  @Test
  void aPodThatRunsButIsNotReadyShowsTheEndOfItsLog() throws IOException {
    cluster.newPodsSay(RUNNING.formatted("False"));
    cluster.newPodsLog("waiting for a device\n", "");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      assertThatThrownBy(() -> fleet.awaitReady(SHORT))
          .hasMessageEndingWith("; the log of pod workers-3 ends with: waiting for a device");
    }
  }

  @Test
  void aLogThatMayNotBeReadIsNoReasonToSayLess() throws IOException {
    cluster.newPodsSay(CRASHED.formatted(2));
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      cluster.refuse("GET /api/v1/namespaces/lab/pods/ 403:100%");
      assertThatThrownBy(() -> fleet.awaitReady(PATIENCE))
          .hasMessageContaining("; pod workers-3: container backend: CrashLoopBackOff; before, ")
          .hasMessageContaining("; cannot read the log of pod workers-3: ")
          .hasMessageContaining("; this needs the verb get on pods/log in namespace lab)");
      cluster.refuseNothing();
    }
  }

  @Test
  void aBackendThatDoesNotConnectShowsTheEndOfItsLog() throws IOException {
    cluster.newPodsSay(RUNNING.formatted("True"));
    cluster.newPodsLog("cannot reach frontend:9999\n", "");
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      assertThatThrownBy(() -> fleet.awaitReady(SHORT))
          .hasMessageContaining("3 ready, but the frontend has 0 work requests after 0 s")
          .hasMessageEndingWith("; the log of pod workers-3 ends with: cannot reach frontend:9999");
    }
  }

  @Test
  void ofALogTheLastTenLinesAreShown() {
    assertThat(NotReady.end(lines(10))).isEqualTo(lines(10).strip().replace("\n", " | "));
    assertThat(NotReady.end("0\n" + lines(10))).isEqualTo(NotReady.end(lines(10)));
    assertThat(NotReady.end(" \n\r\n")).isEmpty();
  }

  @Test
  void ofALogsLinesTheBeginningsAreShown() {
    assertThat(NotReady.end("x".repeat(400))).hasSize(400);
    assertThat(NotReady.end("x".repeat(401))).isEqualTo("x".repeat(400) + "...");
    String most = NotReady.end(("x".repeat(397) + "\n").repeat(5));
    assertThat(most).hasSize(1_997).startsWith("xxx");
    String more = NotReady.end(("x".repeat(398) + "\n").repeat(5));
    assertThat(more).hasSize(2_003).startsWith("...xxx");
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private KubernetesFleet fleet() throws IOException {
    return new KubernetesFleet(
        cluster.deployment("workers"), 1, () -> 0, TestCluster.POLL, PATIENCE);
  }
}
