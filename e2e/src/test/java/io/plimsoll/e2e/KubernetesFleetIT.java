package io.plimsoll.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real client validates the pods of a deployment: an API server that is a stand-in, pods that
 * are real backends.
 */
@Tag("long")
class KubernetesFleetIT {

  private static final double PATIENCE_SECONDS = 150;

  private static final String[] SLEEP = {"-backoff", "1", "sleep"};

  @TempDir private Path folder;

  @Test
  void aDeploymentThatScalesPassesAndIsAsLargeAsBeforeAndItsPageShowsIt() throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Path json = folder.resolve("validation.json");
    Path html = folder.resolve("validation.html");
    try (StandIn server =
            StandIn.start("--tls", "--token", "secret", "--kubeconfig-out", kubeconfig.toString());
        StandIn plain = StandIn.start();
        Frontend frontend = Frontend.start("sleep");
        PodController pods = PodController.start(plain.url(), 0, frontend, SLEEP)) {
      // The real way in is tried where nothing runs; the pods are behind a plain one.
      Jar.Ended missing = validate(frontend, kubeconfig, List.of(), "sleep", "0.2");
      assertThat(missing.exitCode()).as(missing.stderr()).isEqualTo(3);
      assertThat(missing.stderr())
          .contains("deployment lab/workers: cannot read the scale:", "not found", server.url());

      Jar.Ended ended =
          validate(
              frontend,
              kubeconfig(plain),
              List.of("--report", json.toString(), "--report", html.toString()),
              "sleep",
              "0.2");
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
      assertThat(ended.stdout())
          .contains("kubernetes: deployment lab/workers\n", "\nPASS: each doubling");
      assertThat(ended.stderr())
          .contains("kubectl scale deployment workers --namespace lab --replicas 0");
      assertThat(pods.replicas()).isZero();
    }
    JsonNode report = Peer.json(Files.readString(json));
    assertThat(report.path("format").asString()).isEqualTo("plimsoll-validation/1");
    assertThat(report.path("knee").asInt()).isEqualTo(2);
    assertThat(report.path("steps").path(1).path("size").asInt()).isEqualTo(2);
    List<String> nodes = new ArrayList<>();
    report
        .path("steps")
        .path(1)
        .path("rounds")
        .path(0)
        .path("period")
        .path("nodes")
        .forEach(node -> nodes.add(node.path("node").asString()));
    assertThat(nodes).containsExactly("node-0", "node-1");
    look(html);
  }

  @Test
  void aDeploymentThatDoesNotScaleFailsAndIsAsLargeAsBefore() throws IOException {
    String devices = folder.toString();
    try (StandIn server = StandIn.start();
        Frontend frontend = Frontend.start("sleep");
        PodController pods =
            PodController.start(
                server.url(),
                1,
                frontend,
                "-backoff",
                "1",
                "-name",
                "sleep",
                "--device-dir",
                devices,
                "fakedev")) {
      Jar.Ended ended =
          validate(
              frontend,
              kubeconfig(server),
              List.of("--rounds", "1"),
              "fakedev",
              "0.2",
              "--load",
              "100");
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(1);
      assertThat(ended.stdout()).containsPattern("\nFAIL: 1 -> 2: .* times the throughput");
      assertThat(pods.replicas()).isEqualTo(1);
    }
  }

  @Test
  void aBackendThatEndsByItselfIsNamedWithTheEndOfItsLog() throws IOException {
    try (StandIn server = StandIn.start();
        Frontend frontend = Frontend.start("sleep");
        PodController pods = PodController.start(server.url(), 0, frontend, "no-such-workload")) {
      Jar.Ended ended = validate(frontend, kubeconfig(server), List.of(), "sleep", "0.2");
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(3);
      assertThat(ended.stderr())
          .containsPattern(
              "deployment lab/workers: 0 ready, 1 not ready, 0 leaving after \\d+ s \\(expected: 1"
                  + " ready\\); pod workers-1: container backend: CrashLoopBackOff: back-off 20s;"
                  + " before, exit code 2, Error, started again 2 times; the log of pod workers-1"
                  + " ends with: .*no-such-workload");
      assertThat(pods.replicas()).isZero();
    }
  }

  @Test
  void podsThatAreNeverReadyEndTheValidationInTimeAndSigtermEndsItSooner() throws IOException {
    try (StandIn server = StandIn.start();
        Frontend frontend = Frontend.start("sleep");
        PodController pods = PodController.full(server.url(), 2)) {
      Jar.Ended late =
          validate(frontend, kubeconfig(server), List.of("--ready-timeout", "1s"), "sleep", "0.2");
      assertThat(late.exitCode()).as(late.stdout() + late.stderr()).isEqualTo(3);
      assertThat(late.stderr())
          .containsPattern(
              "0 ready, 1 not ready, 0 leaving after 1 s \\(expected: 1 ready\\); pod workers-\\d:"
                  + " Unschedulable: 0/3 nodes are available: 3 Insufficient gpu.");
      assertThat(pods.replicas()).isEqualTo(2);

      try (Jar client = start(frontend, kubeconfig(server), List.of(), "sleep", "0.2")) {
        Wait.until(Duration.ofSeconds(60), client::stderr, () -> pods.replicas() == 1);
        client.signal("TERM");
        assertThat(client.exitCode(60)).as(client.stderr()).isEqualTo(1);
        assertThat(client.stdout()).contains("FAIL: interrupted");
      }
      assertThat(pods.replicas()).isEqualTo(2);
    }
  }

  @Test
  void aDeploymentIsAsLargeAsBeforeWhenCtrlCEndsItsValidation() throws IOException {
    Path json = folder.resolve("interrupted.json");
    try (StandIn server = StandIn.start();
        Frontend frontend = Frontend.start("sleep");
        PodController pods = PodController.start(server.url(), 0, frontend, SLEEP)) {
      List<String> options = List.of("-verbose", "--samples", "1000", "--report", json.toString());
      try (Jar client = start(frontend, kubeconfig(server), options, "sleep", "0.2")) {
        // From here on it measures, for 200 s.
        client.awaitLog("the workload takes \\S+ s");
        client.signal("INT");
        assertThat(client.exitCode(60)).as(client.stderr()).isEqualTo(1);
        assertThat(client.stdout()).contains("FAIL: interrupted");
      }
      assertThat(pods.replicas()).isZero();
    }
    assertThat(Peer.json(Files.readString(json)).path("interrupted").asBoolean()).isTrue();
  }

  /** In a real browser, from a server of its own: nothing else is asked for. */
  private static void look(Path html) throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE_MILLIS);
    byte[] page = Files.readAllBytes(html);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    try (Chromium chromium = Chromium.start();
        Page shown = chromium.open("http://" + host + "/", 1280, ColorScheme.LIGHT)) {
      assertThat(shown.locator("h1")).hasText("kubernetes: deployment lab/workers");
      assertThat(shown.locator(".verdict")).containsText("PASS: each doubling of the fleet");
      assertThat(shown.locator("figure canvas")).isVisible();
      assertThat(shown.locator("figure .u-legend")).containsText("ideal");
      assertThat(shown.locator("figure .u-legend")).containsText("measured");
      assertThat(Chromium.violations(shown, "main")).isEmpty();
      assertThat(chromium.complaints()).isEmpty();
      assertThat(chromium.hosts()).containsOnly(host);
    } finally {
      server.stop(0);
    }
  }

  private Path kubeconfig(StandIn server) throws IOException {
    return Files.writeString(
        folder.resolve("plain.kubeconfig"),
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

  private static Jar.Ended validate(
      Frontend frontend, Path kubeconfig, List<String> options, String... workload) {
    try (Jar client = start(frontend, kubeconfig, options, workload)) {
      return client.ended(PATIENCE_SECONDS);
    }
  }

  /** Two sizes, and a factor that a busy machine does not miss. */
  private static Jar start(
      Frontend frontend, Path kubeconfig, List<String> options, String... workload) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("validate", "--fleet", "kubernetes", "--deployment", "workers"));
    args.addAll(List.of("--namespace", "lab", "--kubeconfig", kubeconfig.toString()));
    args.addAll(List.of("--frontend", frontend.clients()));
    args.addAll(List.of("--metrics", frontend.metrics().substring("http://".length())));
    args.addAll(List.of("--max", "2", "--factor", "1.2", "--rounds", "2", "--samples", "5"));
    args.addAll(options);
    args.add("--");
    args.addAll(List.of(workload));
    return Jar.start("client", args.toArray(String[]::new));
  }
}
