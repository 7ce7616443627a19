package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the scale is in the end what it was before, or that it is said how to make it so. */
class RestoreTest {

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int BEFORE = 2;

  private final TestCluster cluster = new TestCluster(BEFORE);

  @AfterEach
  void stop() {
    Thread.interrupted();
    cluster.close();
  }

  @Test
  void aScaleThatCannotBeRestoredSaysHowToDoIt() throws IOException {
    KubernetesFleet fleet = fleet();
    fleet.scaleTo(5);
    cluster.refuse("UPDATE 403:100%");
    assertThatThrownBy(fleet::close)
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith(
            "deployment lab/workers: is not back at 2 replicas; to do it: kubectl scale deployment"
                + " workers --namespace lab --replicas 2; ");
  }

  @Test
  void whoeverIsInterruptedRestoresAllTheSame() throws IOException {
    KubernetesFleet fleet = fleet();
    fleet.scaleTo(5);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> fleet.awaitReady(PATIENCE)).isInstanceOf(CancellationException.class);
    fleet.close();
    assertThat(Thread.interrupted()).as("it still is").isTrue();
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void closingFromAnotherThreadEndsAWaitAndNothingIsSetAfterIt() throws Exception {
    cluster.newPodsSay("{\"phase\":\"Pending\"}");
    KubernetesFleet fleet = fleet();
    fleet.scaleTo(5);
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> fleet.awaitReady(PATIENCE));
    fleet.close();
    assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOfAny(ExecutionException.class, CancellationException.class);
    assertThatThrownBy(() -> fleet.scaleTo(6)).isInstanceOf(CancellationException.class);
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
    fleet.close();
  }

  @Test
  void aServerThatIsAwayForAWhileIsAskedAgain() throws IOException {
    KubernetesFleet fleet = fleet();
    fleet.scaleTo(5);
    cluster.refuse("UPDATE 503:100%");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(fleet::close);
    // The library itself asks four times.
    Await.until(() -> cluster.scalings("PUT", 503), count -> count > 4);
    assertThat(closing).isNotDone();
    cluster.refuseNothing();
    closing.join();
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  @Test
  void aServerThatStaysAwayIsGivenUpAndItIsSaidHowToDoIt() throws IOException {
    KubernetesFleet fleet = fleet(Duration.ofMillis(1));
    fleet.scaleTo(5);
    String url = cluster.url();
    cluster.close();
    assertThatThrownBy(() -> fleet.awaitReady(PATIENCE))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith(
            "deployment lab/workers: cannot read the scale: cannot reach the API server at "
                + url
                + ": ");
    assertThatThrownBy(fleet::close)
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith(
            "deployment lab/workers: is not back at 2 replicas; to do it: kubectl scale deployment"
                + " workers --namespace lab --replicas 2; deployment lab/workers: cannot set the"
                + " scale: cannot reach the API server at "
                + url
                + ": ");
    assertThatThrownBy(fleet::close).as("once is enough").isInstanceOf(CancellationException.class);
  }

  @Test
  void whoeverIsInterruptedWhileItRestoresRestoresAllTheSame() throws Exception {
    KubernetesFleet fleet = fleet();
    fleet.scaleTo(5);
    cluster.hangWhenScaled();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              fleet.close();
              interrupted.set(Thread.interrupted());
            });
    closing.start();
    Await.until(cluster::inFlight, count -> count == 1);
    cluster.refuseNothing();
    closing.interrupt();
    closing.join();
    assertThat(interrupted).as("it still is").isTrue();
    assertThat(cluster.replicas()).isEqualTo(BEFORE);
  }

  private KubernetesFleet fleet() throws IOException {
    return fleet(PATIENCE);
  }

  private KubernetesFleet fleet(Duration restore) throws IOException {
    return new KubernetesFleet(
        cluster.deployment("workers"), 1, () -> 0, TestCluster.POLL, restore);
  }
}
