package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.e2e.Overlay.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The overlay {@code all} as processes of this machine, started as its manifests say; a stand-in is
 * the API server that its replay is about.
 */
@Tag("long")
class ManifestsIT {

  /** For ten programs to start, and to do something, on a busy machine with two processors. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final double PATIENCE_SECONDS = 180;

  /** By the name of the pod. */
  private static final Map<String, Running> RUNNING = new TreeMap<>();

  private static final List<AutoCloseable> OTHERS = new ArrayList<>();

  @TempDir private static Path folder;

  /**
   * A program of a pod.
   *
   * @param http its metrics or control port, without a path; empty if it has none
   */
  record Running(Container container, Jar jar, String http) {

    private static final Map<String, String> PORT =
        Map.of(
            "frontend", "metrics (http://\\S+)/",
            "backend", "metrics (http://\\S+)/",
            "client", "control page: (http://\\S+)/");

    static Running of(Container container, Jar jar) {
      boolean listens = container.spec().has("ports");
      String regex = PORT.getOrDefault(container.program(), "");
      return new Running(container, jar, listens ? jar.awaitLog(regex) : "");
    }

    String read(String path) {
      return Http.get(http + path).body();
    }
  }

  private static @Nullable Node node;

  @BeforeAll
  static void start() {
    Kubectl.assumeThere("ManifestsIT");
    Overlay overlay = Overlay.of("all");
    Node node = new Node(overlay, folder);
    ManifestsIT.node = node;
    StandIn server = StandIn.start();
    OTHERS.add(server);
    Map<String, Supplier<Running>> started = new TreeMap<>();
    for (Container container : overlay.containers()) {
      if (container.program().equals("frontend")) {
        Jar frontend = node.start(container, 0);
        OTHERS.add(frontend);
        RUNNING.put("frontend-0", Running.of(container, frontend));
        node.instead("frontend:9997", frontend.awaitLog("clients (\\S+), workers"));
        node.instead("frontend:9999", frontend.awaitLog("workers (\\S+), metrics"));
      }
    }
    for (Container container : overlay.containers()) {
      boolean replays = container.owner().equals("backend-replay");
      String[] more = replays ? new String[] {"--server", server.url()} : new String[0];
      int replicas = container.program().equals("frontend") ? 0 : container.replicas();
      for (int i = 0; i < replicas; i++) {
        Jar jar = node.start(container, i, more);
        OTHERS.add(jar);
        started.put(container.owner() + "-" + i, () -> Running.of(container, jar));
      }
    }
    // Once all are on their way.
    started.forEach((pod, running) -> RUNNING.put(pod, running.get()));
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable other : OTHERS) {
      other.close();
    }
    RUNNING.clear();
    OTHERS.clear();
  }

  @Test
  void everyClientGetsRepliesOfItsOwnBackends() {
    for (String queue : List.of("sleep", "fakedev")) {
      Running client = running("client-" + queue + "-0");
      Wait.until(
          PATIENCE,
          () -> queue + ": " + client.read("/stats?type=json"),
          () -> figure(client.read("/stats?type=json"), "/load/succeededTotal") >= 5);
      assertThat(figure(client.read("/stats?type=json"), "/load/failedTotal")).isZero();
      assertThat(client.read("/pods?type=json")).contains("backend-" + queue + "-0", Node.NAME);
    }
  }

  @Test
  void replayOfTheJobEndsWithItsReport() {
    Jar job = running("client-replay-0").jar();
    Jar.Ended ended = job.ended(PATIENCE_SECONDS);
    assertThat(ended.stdout()).as(ended.stderr()).contains("27: 27 succeeded, 0 failed");
    // Invalid at worst: the machine may have been busy.
    assertThat(ended.exitCode()).isBetween(0, 1);
  }

  @Test
  void everyProbeIsAnswered() {
    for (Running program : RUNNING.values()) {
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        JsonNode path = program.container().spec().path(probe).at("/httpGet/path");
        if (!path.isMissingNode()) {
          assertThat(Http.get(program.http() + path.asString()).statusCode())
              .as(program.container().owner() + " " + probe)
              .isEqualTo(200);
        }
      }
    }
  }

  @Test
  void everyMetricThatIsAskedForIsThere() {
    MetricNames there = new MetricNames();
    for (String pod : List.of("frontend-0", "client-sleep-0")) {
      there.exported(running(pod).read("/metrics"));
    }
    Container container = running("backend-fakedev-0").container();
    // As the manifest has it, and as other exporters would call it.
    for (String identity : List.of("xpum", "dcgm", "collectd")) {
      node().value("--identity", identity);
      node().value("--device-dir", folder.resolve(identity).toString());
      try (Jar jar = node().start(container, 2)) {
        Running device = Running.of(container, jar);
        // Once it has run a request.
        Wait.until(
            PATIENCE,
            () -> identity + device.read("/metrics"),
            () -> device.read("/metrics").contains("plimsoll_device_busy_seconds_total"));
        there.exported(device.read("/metrics"));
      }
    }
    assertThat(there.askedForButMissing(Jar.root().resolve("deploy"))).isEmpty();
  }

  @Test
  void everyFigureThatKedaReadsIsThere() {
    String queues = running("frontend-0").read("/queues");
    List<String> read = new ArrayList<>();
    for (JsonNode object : Overlay.of("keda-frontend").objects()) {
      for (JsonNode trigger : object.at("/spec/triggers")) {
        String location = trigger.at("/metadata/valueLocation").asString();
        assertThat(Peer.json(queues).at("/" + location.replace('.', '/')).isNumber())
            .as("%s in %s", location, queues)
            .isTrue();
        assertThat(trigger.at("/metadata/url").asString()).endsWith(":9998/queues");
        read.add(location);
      }
    }
    assertThat(read).hasSize(2);
  }

  @Test
  void portsAreThoseOfTheProgramsThemselves() {
    String frontend = Jar.run("frontend", "--help").stdout();
    assertThat(frontend).contains("localhost:9997", "localhost:9998", "localhost:9999");
    assertThat(Jar.run("client", "--help").stdout()).contains("localhost:9996", "localhost:9997");
  }

  private static Node node() {
    return Objects.requireNonNull(node);
  }

  private static Running running(String pod) {
    return Objects.requireNonNull(RUNNING.get(pod), pod);
  }

  private static long figure(String json, String pointer) {
    return Peer.json(json).at(pointer).asLong(-1);
  }
}
