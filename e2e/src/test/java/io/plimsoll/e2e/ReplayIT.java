package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Replays over a replay queue and on one machine. */
class ReplayIT {

  @TempDir Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.add(0, resource);
    return resource;
  }

  /** A frontend with a replay queue and so many backends, whose pods are pod-0, pod-1 and so on. */
  private Frontend fleet(StandIn server, int backends, String... args) {
    Frontend frontend = open(Frontend.start(args.length > 0 ? args : new String[] {"replay"}));
    for (int i = 0; i < backends; i++) {
      String[] workload = {"-name", "replay", "-backoff", "1", "replay", "--server", server.url()};
      open(frontend.backendOn("pod-" + i, "node-" + i, workload));
    }
    return frontend;
  }

  private static Jar replay(Frontend frontend, String... args) {
    List<String> all = new ArrayList<>(List.of("replay", "-faddr", frontend.clients()));
    all.addAll(List.of(args));
    return Jar.start("client", all.toArray(String[]::new));
  }

  /** What the server has counted, but for its version, which is asked for before the start. */
  private static JsonNode ofTheProfile(StandIn server) {
    ObjectNode requests = (ObjectNode) server.stats().path("requests");
    requests.remove("GET /version");
    return requests;
  }

  private JsonNode report(Path file) throws IOException {
    return Peer.json(Files.readString(file));
  }

  private static void assertAddsUp(JsonNode report) {
    assertThat(
            report.path("succeeded").asLong()
                + report.path("totalFailed").asLong()
                + report.path("cancelled").asLong()
                + report.path("notStarted").asLong())
        .isEqualTo(report.path("total").asLong());
  }

  @Test
  @Tag("long")
  void fourRunnersDoWhatOneMachineDoes() throws IOException {
    Profiles profile = Profiles.of(4, 4).lives(30);
    Path source = profile.write(folder);
    JsonNode merged;
    JsonNode requests;
    try (StandIn server = StandIn.start()) {
      Frontend frontend = fleet(server, 4);
      Path json = folder.resolve("merged.json");
      Path html = folder.resolve("merged.html");
      try (Jar client =
          replay(
              frontend,
              source.toString(),
              "--report",
              json.toString(),
              "--report",
              html.toString())) {
        Jar.Ended ended = client.ended(60);
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        assertThat(ended.stdout()).contains("240 succeeded, 0 failed", "4 runners", "verdict");
      }
      merged = report(json);
      requests = ofTheProfile(server);
      assertThat(server.stats().path("overlapping").asInt()).isZero();
      assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("uPlot");
    }
    try (StandIn server = StandIn.start()) {
      Path json = folder.resolve("once.json");
      Jar.Ended ended =
          Jar.run(
              "backend",
              "-once",
              "replay",
              source.toString(),
              "--server",
              server.url(),
              "--report",
              json.toString());
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      JsonNode once = report(json);
      for (JsonNode each : List.of(merged, once)) {
        assertThat(each.path("total").asInt()).isEqualTo(profile.size());
        assertThat(each.path("succeeded").asInt()).isEqualTo(profile.size());
        assertThat(each.path("verdict").path("orderViolations").asInt(-1)).isZero();
        assertThat(each.path("verdict").path("unexpected").asInt(-1)).isZero();
        assertThat(each.path("verdict").path("invalid").asBoolean(true)).isFalse();
        assertAddsUp(each);
      }
      assertThat(outcomesByUrl(merged)).isEqualTo(outcomesByUrl(once));
      assertThat(merged.path("perRunner")).hasSize(4);
      assertThat(ofTheProfile(server)).isEqualTo(requests);
    }
  }

  /**
   * Without the bytes: resource versions, which depend on who came first, may be a digit longer.
   */
  private static Map<String, List<Integer>> outcomesByUrl(JsonNode report) {
    Map<String, List<Integer>> outcomes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> url : report.path("countsByURL").properties()) {
      JsonNode counts = url.getValue();
      outcomes.put(
          url.getKey(),
          List.of(
              counts.path("succeeded").asInt(-1),
              counts.path("failed").asInt(-1),
              counts.path("cancelled").asInt(-1)));
    }
    assertThat(outcomes).isNotEmpty();
    return outcomes;
  }

  /** Another machine at the same time only ever makes a start later: the best of five counts. */
  @Test
  @Tag("long")
  void runnersStartTogetherThoughOneLoadsItsProfileTwoSecondsSlower() throws Exception {
    StandIn server = open(StandIn.start());
    Frontend frontend = fleet(server, 4);
    byte[] profile = Profiles.of(4, 1).lives(4).text().getBytes(StandardCharsets.UTF_8);
    AtomicInteger fetches = new AtomicInteger();
    HttpServer source =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    opened.add(threads::shutdownNow);
    opened.add(() -> source.stop(0));
    source.setExecutor(threads);
    source.createContext(
        "/",
        exchange -> {
          if (fetches.incrementAndGet() % 4 == 1) {
            try {
              TimeUnit.SECONDS.sleep(2);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          exchange.sendResponseHeaders(200, profile.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(profile);
          }
        });
    source.start();
    String url = "http://127.0.0.1:" + source.getAddress().getPort() + "/profile";

    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5 && best > 10_000_000; i++) {
      long begun = System.nanoTime();
      best = Math.min(best, spreadNanos(frontend, url));
      assertThat(System.nanoTime() - begun).isGreaterThan(2_000_000_000L);
    }
    assertThat(best).isLessThanOrEqualTo(10_000_000);
  }

  /** Between the first and the last start of four runners. */
  private static long spreadNanos(Frontend frontend, String profile) {
    List<Instant> starts = new ArrayList<>();
    try (Peer client = frontend.clientPeer()) {
      client.send(
          "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"replay\",\"Args\":[\""
              + profile
              + "\"],\"Runners\":4}\n");
      while (true) {
        JsonNode message = client.read();
        if (message.has("Runner")) {
          JsonNode report = message.path("Reply").path("Result");
          starts.add(Instant.parse(report.path("startedAt").asString()));
        } else if (!message.has("Progress")) {
          assertThat(message.path("Error").asString("")).isEmpty();
          break;
        }
      }
    }
    assertThat(starts).hasSize(4);
    starts.sort(null);
    return Duration.between(starts.get(0), starts.get(3)).toNanos();
  }

  @Test
  void runnerThatIsKilledIsNamedAndTheOthersAreInTheReport() throws IOException {
    StandIn server = open(StandIn.start());
    Frontend frontend = fleet(server, 1);
    Profiles profile = Profiles.of(2, 2);
    for (int i = 0; i < 400; i++) {
      profile.get(i * 10L, "map-" + i);
    }
    Path json = folder.resolve("report.json");
    try (Jar killed =
            frontend.backendOn(
                "victim",
                "node-v",
                "-name",
                "replay",
                "-backoff",
                "1",
                "replay",
                "--server",
                server.url());
        Jar client =
            replay(frontend, profile.write(folder).toString(), "--report", json.toString())) {
      Wait.until(Duration.ofSeconds(60), client::stderr, () -> server.requests() > 20);
      killed.signal("KILL");
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.stderr()).contains("victim");
      assertThat(ended.stdout()).contains("runner failed");
    }
    JsonNode report = report(json);
    List<JsonNode> runners = new ArrayList<>();
    report.path("perRunner").forEach(runners::add);
    assertThat(runners).hasSize(2);
    int victim = runners.get(0).path("pod").asString().equals("victim") ? 0 : 1;
    JsonNode lost = runners.get(victim);
    JsonNode other = runners.get(1 - victim);
    assertThat(lost.path("error").asString()).contains("vanished");
    assertThat(other.path("pod").asString()).isEqualTo("pod-0");
    assertThat(other.path("error").asString("")).isEmpty();
    assertThat(report.path("total").asInt()).isBetween(100, 300);
    assertAddsUp(report);
  }

  @Test
  @Tag("long")
  void serverThatHangsIsCutOffAtTheEndOfTheGrace() throws IOException {
    StandIn server =
        open(StandIn.start("--hang", "GET /api/v1/namespaces/default/configmaps/slow"));
    Profiles profile = Profiles.of(1, 8).get(0, "slow-1").get(0, "slow-2");
    for (int i = 0; i < 20; i++) {
      profile.get(i * 100L, "map-" + i);
    }
    profile.get(2000, "slow-3");
    // The same object: it waits until the one before it has ended, which it never does.
    profile.get(2000, "slow-1");
    Path source = profile.write(folder);
    JsonNode cut = once(server, source, "--grace", "1s", "--request-timeout", "120");
    assertThat(cut.path("total").asInt()).isEqualTo(24);
    assertThat(cut.path("cancelled").asInt()).isEqualTo(3);
    assertThat(cut.path("notStarted").asInt()).isEqualTo(1);
    assertThat(cut.path("totalFailed").asInt()).isEqualTo(20);
    assertThat(cut.path("errorStats").path("http/404").asInt()).isEqualTo(20);
    assertThat(cut.path("duration").asString()).startsWith("3.");
    assertAddsUp(cut);

    JsonNode timedOut = once(server, source, "--grace", "30s", "--request-timeout", "1s");
    assertThat(timedOut.path("errorStats").path("timeout/request").asInt()).isEqualTo(4);
    assertThat(timedOut.path("cancelled").asInt()).isZero();
    assertThat(timedOut.path("notStarted").asInt()).isZero();
    assertAddsUp(timedOut);
  }

  private JsonNode once(StandIn server, Path source, String... options) throws IOException {
    Path json = folder.resolve("once.json");
    List<String> args =
        new ArrayList<>(
            List.of(
                "-once",
                "replay",
                source.toString(),
                "--server",
                server.url(),
                "--report",
                json.toString()));
    args.addAll(List.of(options));
    Jar.Ended ended = Jar.run("backend", args.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.stderr()).isLessThan(2);
    return report(json);
  }

  @Test
  void fourTimesTheSpeedTakesAQuarterOfTheTime() throws IOException {
    StandIn server = open(StandIn.start());
    Profiles profile = Profiles.of(2, 2);
    for (int i = 0; i <= 80; i++) {
      profile.get(i * 100L, "map-" + i);
    }
    JsonNode report = once(server, profile.write(folder), "--speed", "4");
    assertThat(report.path("total").asInt()).isEqualTo(81);
    assertThat(report.path("duration").asString()).startsWith("2.");
  }

  @Test
  void interruptedReplayEndsItsRunners() throws IOException {
    StandIn server = open(StandIn.start());
    Frontend frontend = fleet(server, 2);
    Profiles profile = Profiles.of(2, 2);
    for (int i = 0; i < 600; i++) {
      profile.get(i * 100L, "map-" + i);
    }
    try (Jar client = replay(frontend, profile.write(folder).toString())) {
      Wait.until(Duration.ofSeconds(60), client::stderr, () -> server.requests() > 5);
      client.signal("INT");
      Jar.Ended ended = client.ended(20);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.stderr()).contains("withdrawn");
    }
    Wait.until(
        Duration.ofSeconds(20),
        () -> frontend.queue("replay").toString(),
        () -> frontend.queue("replay").path("running").asInt(-1) == 0);
    assertThat(server.stats().path("inFlight").asInt(-1)).isZero();
  }

  @Test
  void fullDiskUnderTheReportIsSaidAfterTheSummary() throws IOException {
    StandIn server = open(StandIn.start());
    Frontend frontend = fleet(server, 1);
    Path full = Files.createSymbolicLink(folder.resolve("full.json"), Path.of("/dev/full"));
    try (Jar client =
        replay(
            frontend,
            Profiles.of(1, 1).get(0, "a").write(folder).toString(),
            "--report",
            full.toString())) {
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).isEqualTo(3);
      assertThat(ended.stdout()).contains("verdict");
      assertThat(ended.stderr()).contains("--report", "No space left on device");
    }
  }

  @Test
  void auditLogIsImportedCheckedAndReplayed() throws IOException {
    Path profile = folder.resolve("shop.yaml.gz");
    String log = Jar.root().resolve("testdata/audit/shop.jsonl").toString();
    Jar.Ended imported = Jar.run("client", "profile", "from-audit", log, "-o", profile.toString());
    assertThat(imported.exitCode()).as(imported.stderr()).isZero();
    Jar.Ended checked = Jar.run("client", "profile", "check", profile.toString(), "--runners", "3");
    assertThat(checked.exitCode()).as(checked.stdout() + checked.stderr()).isZero();
    StandIn server = open(StandIn.start());
    JsonNode report = once(server, profile, "--speed", "100", "--grace", "5s");
    assertThat(report.path("total").asInt()).isGreaterThan(5);
    assertThat(report.path("totalRun").asInt()).isEqualTo(report.path("total").asInt());
    assertAddsUp(report);
  }

  @Test
  void badProfileIsBadUsageWithItsLine() throws IOException {
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"), "version: 1\nspec: {runnerCount: 0}\nrequests: []\n");
    try (Jar client = Jar.start("client", "replay", bad.toString())) {
      Jar.Ended ended = client.ended(30);
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.stderr()).hasLineCount(1).contains("line 2", "runnerCount");
    }
    Jar.Ended all = Jar.run("client", "profile", "check", bad.toString());
    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.stdout() + all.stderr()).contains("runnerCount", "connsPerRunner", "requests");
  }
}
