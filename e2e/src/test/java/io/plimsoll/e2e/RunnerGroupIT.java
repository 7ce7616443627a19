package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.plimsoll.e2e.JobController.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Runner groups by the real client: an API server that is a stand-in, pods that are real backends,
 * and another stand-in that they send to.
 */
@Tag("long")
class RunnerGroupIT {

  private static final double PATIENCE_SECONDS = 120;
  private static final int LOAD_REQUESTS = 150;
  private static final int REPLAY_REQUESTS = 60;

  private static final String LOAD =
      """
      count: 3
      loadProfile:
        version: 1
        spec:
          rate: 0
          total: %d
          conns: 2
          client: 4
          contentType: json
          requests:
          - {staleList: {version: v1, resource: pods}, shares: 1}
          - {quorumList: {version: v1, resource: configmaps}, shares: 1}
      """
          .formatted(LOAD_REQUESTS);

  @TempDir private Path folder;
  private StandIn cluster;
  private StandIn target;

  @BeforeEach
  void start() {
    cluster = StandIn.start();
    target = StandIn.start();
  }

  @AfterEach
  void close() {
    cluster.close();
    target.close();
  }

  @Test
  void aReplayOfAGroupIsOneReportOfExactlyWhatTheServerGot() throws IOException {
    HttpServer profiles = serve(replayProfile());
    String url = "http://127.0.0.1:" + profiles.getAddress().getPort() + "/p.yaml";
    Path spec = write("group.yaml", "count: 2\nreplayProfile: " + url + "\n");
    Path report = folder.resolve("r.json");
    Path page = folder.resolve("r.html");
    try (JobController controller = controller(Map.of())) {
      Jar.Ended run =
          client(
              "run",
              spec,
              "--name=whole",
              "--start-in=4s",
              "--wait",
              "--report=" + report,
              "--report=" + page);
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
      assertThat(run.stdout())
          .startsWith("whole\n")
          .contains("requests     " + REPLAY_REQUESTS + ": " + REPLAY_REQUESTS + " succeeded")
          .contains("\nstarts       ")
          .doesNotContain("trouble");
      JsonNode merged = Peer.json(Files.readString(report));
      assertThat(merged.path("total").asLong())
          .isEqualTo(REPLAY_REQUESTS)
          .isEqualTo(target.requests());
      assertThat(merged.path("perRunner").findValuesAsString("pod"))
          .containsExactly("whole-0-abcde", "whole-1-abcde");
      assertThat(merged.path("perRunner").findValuesAsString("node"))
          .containsExactly("node-0", "node-1");
      assertThat(Files.readString(page)).contains("<title>").contains("whole");
      assertThat(controller.objects()).hasSize(3);
      Jar.Ended delete = client("delete", "whole");
      assertThat(delete.exitCode()).as(delete.stderr()).isZero();
      assertThat(controller.objects()).isEmpty();
    } finally {
      profiles.stop(0);
    }
  }

  @Test
  void aGroupWithADeadRunnerAndACutLogNamesBothAndHasTheReportOfTheOther() throws IOException {
    Path spec = write("group.yaml", LOAD);
    Path report = folder.resolve("r.json");
    try (JobController controller =
        controller(Map.of("broken-1", Fate.KILLED, "broken-2", Fate.LOG_CUT))) {
      Jar.Ended run = client("run", spec, "--name=broken", "--start-in=4s");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      Jar.Ended result = client("result", "broken", "--wait", "--report=" + report);
      assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isEqualTo(1);
      assertThat(result.stdout())
          .contains("requests     " + LOAD_REQUESTS + ": " + LOAD_REQUESTS + " succeeded")
          .contains("trouble      runner 1, pod broken-1-abcde: OOMKilled, exit code 137")
          .containsPattern(
              "trouble      runner 2, pod broken-2-abcde: its report is cut, \\d+ of \\d+ char");
      // The runner whose log was cut has sent its requests too, the one that was killed none.
      JsonNode merged = Peer.json(Files.readString(report)).path("aggregated");
      assertThat(merged.path("total").asLong()).isEqualTo(LOAD_REQUESTS);
      assertThat(target.requests()).isEqualTo(2 * LOAD_REQUESTS);
      assertThat(merged.path("verdict").path("failedRunners").asInt()).isEqualTo(2);
      Jar.Ended status = client("status", "broken");
      assertThat(status.exitCode()).as(status.stderr()).isZero();
      assertThat(status.stdout())
          .contains("broken-0-abcde", "broken-1-abcde", "OOMKilled", "node-2");
      assertThat(controller.objects()).hasSize(5);
      Jar.Ended delete = client("delete", "broken");
      assertThat(delete.exitCode()).as(delete.stderr()).isZero();
      assertThat(controller.objects()).isEmpty();
    }
  }

  @Test
  void aRunnerThatIsToldToEndBeforeItsStartSaysSoInItsLastLineAndHasSentNothing()
      throws IOException {
    Path profile = write("p.yaml", replayProfile());
    try (Jar backend =
        Jar.start(
            "backend",
            "-once",
            "replay",
            profile.toString(),
            "--server=" + target.url(),
            "--runners=2",
            "--runner=1",
            "--start-at=" + Instant.now().plusSeconds(3600),
            "--report-line")) {
      // An hour ahead it has not even connected; a minute before the start it would have.
      backend.awaitLog("the replay begins");
      backend.signal("TERM");
      Jar.Ended ended = backend.ended(PATIENCE_SECONDS);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(1);
      assertThat(ended.stderr()).endsWith("stopped: the backend was told to end\n");
      assertThat(ended.stdout())
          .startsWith("plimsoll-report/1 {\"workload\":\"replay\",\"runner\":1,\"runners\":2,")
          .contains("\"exitCode\":1,\"error\":\"stopped: the backend was told to end\"")
          .hasLineCount(1);
    }
    assertThat(target.requests()).isZero();
  }

  private JobController controller(Map<String, Fate> fates) throws IOException {
    Path kubeconfig = kubeconfig("target", target);
    return new JobController(cluster.url(), folder, List.of("KUBECONFIG=" + kubeconfig), fates);
  }

  private Jar.Ended client(String command, Object... args) throws IOException {
    Path kubeconfig = kubeconfig("cluster", cluster);
    String[] all =
        Stream.concat(
                Stream.of("runnergroup", command, "--kubeconfig=" + kubeconfig),
                Arrays.stream(args).map(Object::toString))
            .toArray(String[]::new);
    try (Jar client = Jar.start("client", all)) {
      return client.ended(PATIENCE_SECONDS);
    }
  }

  private Path kubeconfig(String name, StandIn server) throws IOException {
    return write(
        name + ".kubeconfig",
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: lab, cluster: {server: "%s"}}]
        users: [{name: me, user: {token: any}}]
        contexts: [{name: lab, context: {cluster: lab, user: me, namespace: lab}}]
        current-context: lab
        """
            .formatted(server.url()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static HttpServer serve(String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/p.yaml",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Makes config maps, each of which is read afterwards. */
  private static String replayProfile() {
    List<String> lines = new ArrayList<>();
    lines.add("version: 1");
    lines.add("spec: {runnerCount: 9, connsPerRunner: 2, clientsPerRunner: 4, contentType: json}");
    lines.add("requests:");
    for (int i = 0; i < REPLAY_REQUESTS; i++) {
      String name = "m" + i / 2;
      String path = "/api/v1/namespaces/default/configmaps";
      lines.add(
          i % 2 == 0
              ? "- {timestamp: %d, verb: CREATE, namespace: default, resourceKind: ConfigMap, name: %s, apiPath: %s, body: '{\"metadata\":{\"name\":\"%s\"}}'}"
                  .formatted(i, name, path, name)
              : "- {timestamp: %d, verb: GET, namespace: default, resourceKind: ConfigMap, name: %s, apiPath: %s/%s}"
                  .formatted(i, name, path, name));
    }
    return String.join("\n", lines) + "\n";
  }
}
