package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A HorizontalPodAutoscaler against a local fleet, over the real jars. */
@Tag("long")
class AutoscaleIT {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int MAX_REPLICAS = 3;

  /** In the environment of the client, and so of all that it starts. */
  private final String mark = "PLIMSOLL_AUTOSCALE_IT=" + UUID.randomUUID();

  @TempDir private Path folder;

  private Path manifest(String type, String field, int target) throws IOException {
    return Files.writeString(
        folder.resolve("hpa.yaml"),
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: queue}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: sleep}
          minReplicas: 1
          maxReplicas: %d
          metrics:
            - type: External
              external:
                metric: {name: hpa_queue_waiting, selector: {matchLabels: {name: sleep}}}
                target: {type: %s, %s: %d}
          behavior:
            scaleDown: {stabilizationWindowSeconds: 2}
        """
            .formatted(MAX_REPLICAS, type, field, target));
  }

  private Path scenario(String... phases) throws IOException {
    return Files.writeString(
        folder.resolve("scenario.yaml"),
        "name: spike\nphases:\n  - "
            + String.join("\n  - ", phases)
            + "\nthresholds: [failures < 1%]\n");
  }

  private Jar start(Path manifest, Path scenario, String... options) {
    List<String> args = new ArrayList<>(List.of("autoscale", "--hpa", manifest.toString()));
    args.addAll(List.of("--scenario", scenario.toString()));
    args.addAll(List.of("--sync-period", "1", "--start-delay", "0.5"));
    args.addAll(List.of("--frontend-jar", Jar.file("frontend").toString()));
    args.addAll(List.of("--backend-jar", Jar.file("backend").toString()));
    for (String form : List.of("json", "html", "csv")) {
      args.addAll(List.of("--report", folder.resolve("report." + form).toString()));
    }
    args.addAll(List.of(options));
    args.addAll(List.of("--", "sleep", "0.2"));
    // What it starts is up sooner.
    List<String> wrapper = List.of("env", mark, "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");
    return Jar.startIn(wrapper, "client", args.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("report.json")));
  }

  @Test
  void spikeIsFollowedAndEveryDecisionIsTheControllers() throws Exception {
    Path manifest = manifest("AverageValue", "averageValue", 4);
    // 15 a second where one replica does 5: the queue grows whatever the machine is like.
    Path scenario =
        scenario("{name: spike, duration: 4s, rate: 15}", "{name: calm, duration: 3s, rate: 1}");
    try (Jar client = start(manifest, scenario)) {
      Jar.Ended ended = client.ended(90);
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
      assertThat(ended.stdout())
          .contains("autoscaler queue: 1 to 3 replicas of local: sleep 0.2")
          .contains("metric 1: hpa_queue_waiting{name=\"sleep\"} AverageValue 4")
          .contains("hpa_queue_waiting above target: ")
          .contains("spike: finished after ")
          .contains("held    failures < 1%");
      awaitNothingLeft();
      JsonNode report = report();
      int replicas = 1;
      for (JsonNode sync : report.path("syncs")) {
        assertThat(sync.path("replicas").asInt()).as("%s", sync).isEqualTo(replicas);
        double waiting = sync.path("metrics").path(0).path("value").asDouble(-1);
        double ratio = waiting / 4 / replicas;
        assertThat(sync.path("recommended").asInt())
            .as("%s", sync)
            .isEqualTo(ratio >= 0.9 && ratio <= 1.1 ? replicas : (int) Math.ceil(waiting / 4));
        replicas = sync.path("desired").asInt();
        assertThat(replicas).isBetween(1, MAX_REPLICAS);
      }
      assertThat(report.path("use").path("most").asInt()).isEqualTo(MAX_REPLICAS);
      assertThat(report.path("use").path("scaledUp").asInt()).isPositive();
      // Of a replica that is wanted nothing is there before the start delay.
      for (JsonNode point : report.path("fleetCourse")) {
        assertThat(point.path("started").asInt()).isLessThanOrEqualTo(point.path("wanted").asInt());
      }
      assertThat(report.path("test").path("whole").path("failed").asInt(-1)).isZero();
      assertThat(report.path("test").path("whole").path("succeeded").asInt()).isBetween(60, 66);
      assertThat(Files.readString(folder.resolve("report.html"))).contains("Replica seconds");
      assertThat(Files.readAllLines(folder.resolve("report.csv")))
          .hasSize(1 + report.path("syncs").size());
    }
  }

  @Test
  void signalEndsTheScenarioTheFleetAndTheFrontendAndTheReportsAreWritten() throws Exception {
    Path manifest = manifest("Value", "value", 2);
    Path scenario = scenario("{name: spike, duration: 1h, rate: 15}");
    try (Jar client = start(manifest, scenario)) {
      // All are wanted, and all are ready.
      Pattern all =
          Pattern.compile("\n +\\d+ +" + MAX_REPLICAS + " +" + MAX_REPLICAS + " .*TooManyReplicas");
      Wait.until(
          Duration.ofSeconds(90),
          () -> "all replicas ready: " + client.stdout() + client.stderr(),
          () -> all.matcher(client.stdout()).find());
      // The client, its frontend, and the backends.
      assertThat(Proc.withEnvironment(mark)).hasSize(2 + MAX_REPLICAS);
      client.signal("INT");
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(1);
      assertThat(ended.stdout()).contains("spike: interrupted after ");
      assertThat(report().path("test").path("ending").asString()).isEqualTo("interrupted");
      assertThat(report().path("use").path("most").asInt()).isEqualTo(MAX_REPLICAS);
      awaitNothingLeft();
    }
  }

  @Test
  void signalWhileTheFleetStartsEndsItToo() throws Exception {
    Path manifest = manifest("Value", "value", 2);
    Path scenario = scenario("{name: spike, duration: 1h, rate: 15}");
    try (Jar client = start(manifest, scenario)) {
      Wait.until(
          Duration.ofSeconds(60),
          () -> "a frontend is being started: " + client.stderr(),
          () -> Proc.withEnvironment(mark).size() > 1);
      client.signal("TERM");
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(1);
      awaitNothingLeft();
    }
  }

  /** What the client has started has its environment. */
  private void awaitNothingLeft() {
    Wait.until(
        Duration.ofSeconds(20),
        () -> "no process left: " + Proc.withEnvironment(mark),
        () -> Proc.withEnvironment(mark).isEmpty());
  }
}
