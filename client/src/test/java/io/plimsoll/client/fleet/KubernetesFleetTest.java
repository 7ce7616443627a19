package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.testing.Await;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class KubernetesFleetTest {

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long a test of what never comes waits. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final int BEFORE = 2;

  private static final int SLOTS = 4;

  /** Work requests that the frontend has. */
  private volatile int connected;

  private final TestCluster cluster = new TestCluster(BEFORE);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    Thread.interrupted();
    cluster.close();
  }

  @Test
  void aFleetGrowsAndShrinksAndIsInTheEndAsLargeAsBefore() throws IOException {
    try (KubernetesFleet fleet = fleet()) {
      assertThat(fleet.name()).isEqualTo("kubernetes: deployment lab/workers");
      assertThat(fleet.slots()).isEqualTo(SLOTS);
      assertThat(fleet.size()).isEqualTo(BEFORE);
      for (int size : new int[] {5, 1, 0, 3}) {
        connected = SLOTS * size;
        fleet.scaleTo(size);
        fleet.awaitReady(PATIENCE);
        assertThat(fleet.size()).isEqualTo(size);
        assertThat(fleet.ready()).isEqualTo(size);
        assertThat(cluster.pods()).hasSize(size);
      }
    }
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void aFleetThatWasOnlyLookedAtIsNotTouched() throws IOException {
    try (KubernetesFleet fleet = fleet()) {
      cluster.scale(7);
      assertThat(fleet.size()).isEqualTo(BEFORE);
    }
    assertThat(cluster.replicas()).isEqualTo(7);
  }

  @Test
  void aPodThatIsLeavingIsWaitedFor() throws IOException {
    cluster.newPodsLinger();
    try (KubernetesFleet fleet = fleet()) {
      connected = SLOTS * 4;
      fleet.scaleTo(4);
      fleet.awaitReady(PATIENCE);
      connected = SLOTS;
      fleet.scaleTo(1);
      assertThatThrownBy(() -> fleet.awaitReady(SHORT))
          .hasMessageContaining("leaving after 0 s (expected: 1 ready)");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> fleet.awaitReady(PATIENCE));
      cluster.letGo();
      waiting.join();
      assertThat(fleet.ready()).isEqualTo(1);
    }
  }

  @Test
  void podsWhoseBackendsHaveNotConnectedAreWaitedFor() throws IOException {
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(3);
      Await.until(cluster::podsWithStatus, count -> count == 3);
      for (int other : new int[] {0, 3 * SLOTS - 1, 3 * SLOTS + 1}) {
        connected = other;
        assertThatThrownBy(() -> fleet.awaitReady(SHORT))
            .hasMessage(
                "deployment lab/workers: 3 ready, but the frontend has "
                    + other
                    + " work requests after 0 s (expected: 12, as many of each as --slots says,"
                    + " and nobody else's of this queue)");
      }
      connected = 3 * SLOTS;
      fleet.awaitReady(SHORT);
    }
  }

  @Test
  void anAutoscalerThatSetsTheScaleTooIsFound() throws IOException {
    try (KubernetesFleet fleet = fleet()) {
      fleet.scaleTo(4);
      cluster.scale(3);
      assertThatThrownBy(() -> fleet.awaitReady(PATIENCE))
          .hasMessageStartingWith("deployment lab/workers: 3 replicas (expected: 4, as was set;")
          .hasMessageContaining("HorizontalPodAutoscaler");
    }
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void aDeploymentThatIsNotThere() {
    assertThatThrownBy(() -> fleet("others"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessage(
            "deployment lab/others: cannot read the scale: deployments.apps \"others\" not found"
                + " (status 404; expected: one of namespace lab), at "
                + cluster.url());
  }

  @ParameterizedTest
  @CsvSource({"GET, read the scale", "UPDATE, set the scale", "LIST, list the pods"})
  void whatIsForbiddenSaysWhichRightsAreMissing(String verb, String what) {
    cluster.refuse(verb + " 403:100%");
    assertThatThrownBy(
            () -> {
              KubernetesFleet fleet = fleet();
              fleet.scaleTo(3);
              fleet.awaitReady(PATIENCE);
            })
        .hasMessageStartingWith("deployment lab/workers: cannot " + what + ": ")
        .hasMessageContaining(
            "(status 403; this needs the verbs get and update on deployments/scale of apps, list on"
                + " pods, and get on pods/log in namespace lab)");
  }

  @Test
  void aServerThatIsNotThere() throws IOException {
    Target nobody = Target.of(TargetOptions.ofServer("http://127.0.0.1:1"));
    assertThatThrownBy(
            () ->
                new KubernetesFleet(
                    new Deployment(new Cluster(nobody, "lab"), "workers"), 1, () -> 0))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith(
            "deployment lab/workers: cannot read the scale: cannot reach the API server at"
                + " http://127.0.0.1:1: ");
  }

  @Test
  void sizesHaveALimit() throws IOException {
    try (KubernetesFleet fleet = fleet()) {
      assertThatThrownBy(() -> fleet.scaleTo(10_001))
          .hasMessage("fleet size: 10001 (expected: 0 to 10000)");
      assertThatThrownBy(() -> fleet.scaleTo(-1)).hasMessageContaining("fleet size: -1");
      fleet.scaleTo(0);
    }
  }

  @Test
  void optionsNameTheDeployment() throws IOException {
    Path kubeconfig = cluster.kubeconfig(folder);
    try (KubernetesFleet fleet =
        options("--deployment=workers", "--kubeconfig=" + kubeconfig).open(1, () -> 0)) {
      assertThat(fleet.name()).isEqualTo("kubernetes: deployment lab/workers");
    }
    assertThatThrownBy(
            () ->
                options("--deployment=workers", "--namespace=x", "--kubeconfig=" + kubeconfig)
                    .open(1, () -> 0))
        .hasMessageStartingWith("deployment x/workers: cannot read the scale: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " | --deployment: missing (expected: the name of one, with --fleet kubernetes)",
        "--deployment=../x | --deployment: ../x (expected: a name of lower case letters",
        "--deployment=Workers | --deployment: Workers (expected: a name of lower case",
        "--deployment=w --namespace=a/b | --namespace: a/b (expected: 1 to 63 lower case",
        "--deployment=w --kubeconfig=/nosuch | --kubeconfig: /nosuch (expected: a file to read)",
        "--deployment=w --context=c | --context: c (expected: one of stand-in)",
      })
  void badOptionsSayWhatIsAllowed(String line) throws IOException {
    String[] parts = line.split(" \\| ", -1);
    String[] args = parts[0].isBlank() ? new String[0] : parts[0].split(" ");
    List<String> all = new ArrayList<>(List.of(args));
    if (!parts[0].contains("--kubeconfig")) {
      all.add(0, "--kubeconfig=" + cluster.kubeconfig(folder));
    }
    assertThatThrownBy(() -> options(all.toArray(String[]::new)).open(1, () -> 0))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(parts[1]);
  }

  @Test
  void namesAsLongAsKubernetesTakesThemAreTaken() throws IOException {
    Target target = Target.of(TargetOptions.ofServer(cluster.url()));
    try (Deployment longest =
        new Deployment(new Cluster(target, "n".repeat(63)), "d".repeat(253))) {
      assertThat(longest.name()).hasSize(253);
    }
    assertThatThrownBy(() -> new Cluster(target, "n".repeat(64)))
        .hasMessageStartingWith("--namespace: nnn");
    assertThatThrownBy(() -> Deployment.checkName("d".repeat(254)))
        .hasMessageStartingWith("--deployment: ddd");
  }

  private KubernetesFleet fleet() throws IOException {
    return fleet("workers");
  }

  private KubernetesFleet fleet(String name) throws IOException {
    return new KubernetesFleet(
        cluster.deployment(name), SLOTS, () -> connected, TestCluster.POLL, PATIENCE);
  }

  @Command(name = "test")
  private static final class Holder implements Callable<ExitCode> {
    @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin final DeploymentOptions deployment = new DeploymentOptions();

    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  private static DeploymentOptions options(String... args) {
    Holder holder = new Holder();
    Commands.commandLine(holder, false).parseArgs(args);
    return holder.deployment;
  }
}
