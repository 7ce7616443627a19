package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Load profiles over a replay queue and on one machine. */
@Tag("long")
@Tag("alone")
class LoadIT {

  private static final String THREE_SPECS = "testdata/load/three-specs.yaml";

  /** Requests per second of its stages, each of which lasts so many seconds. */
  private static final int[] RATES = {10, 100, 25};

  private static final int SECONDS = 3;

  private static final int RUNNERS = 2;

  /** Another machine at the same time only ever makes a stage longer: the best of these counts. */
  private static final int ATTEMPTS = 5;

  private static final double TOLERANCE = 0.01;

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

  /** The frontend and backends that the help of {@code load} tells to start. */
  private Frontend fleet(String... server) {
    Frontend frontend = open(Frontend.start("--loops", "2", "sleep", "replay"));
    for (int i = 0; i < RUNNERS; i++) {
      List<String> workload = new ArrayList<>(List.of("-name", "replay", "-backoff", "1", "load"));
      workload.addAll(List.of(server));
      open(frontend.backendOn("pod-" + i, "node-" + i, workload.toArray(String[]::new)));
    }
    return frontend;
  }

  private static Jar.Ended load(Frontend frontend, String... args) {
    List<String> all = new ArrayList<>(List.of("load", "-faddr", frontend.clients()));
    all.addAll(List.of(args));
    try (Jar client = Jar.start("client", all.toArray(String[]::new))) {
      return client.ended(90);
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return Peer.json(Files.readString(file));
  }

  /** So many runners sent all that three stages have, and nothing failed. */
  private static void assertComplete(JsonNode report, int runners) {
    JsonNode specs = report.path("perSpecResults");
    assertThat(specs).hasSize(RATES.length);
    int all = 0;
    for (int i = 0; i < RATES.length; i++) {
      int due = runners * RATES[i] * SECONDS;
      assertThat(specs.path(i).path("total").asInt()).isEqualTo(due);
      assertThat(specs.path(i).path("succeeded").asInt()).isEqualTo(due);
      all += due;
    }
    assertThat(report.path("aggregated").path("succeeded").asInt()).isEqualTo(all);
    assertThat(report.path("aggregated").path("perRunner")).hasSize(runners);
  }

  /** By what share the rate of a stage is off: its requests by how long it took. */
  private static double error(JsonNode report, int stage) {
    JsonNode spec = report.path("perSpecResults").path(stage);
    double rate = spec.path("totalRun").asInt() / seconds(spec.path("duration").asString());
    double asked = RUNNERS * RATES[stage];
    return Math.abs(rate - asked) / asked;
  }

  private static double worst(double[] best) {
    return Arrays.stream(best).max().orElseThrow();
  }

  /** Of a duration below a minute, as Go writes it. */
  private static double seconds(String duration) {
    assertThat(duration).matches("\\d+(\\.\\d+)?s");
    return Double.parseDouble(duration.substring(0, duration.length() - 1));
  }

  @Test
  void twoRunnersReachTwiceTheRateOfEachOfThreeSpecs() throws Exception {
    // With TLS there is HTTP/2, which carries as many requests in flight as the profile asks for.
    Path authority = folder.resolve("ca.pem");
    StandIn server = open(StandIn.start("--tls", "--ca-out", authority.toString()));
    Frontend frontend = fleet("--server", server.url(), "--ca-file", authority.toString());
    Path json = folder.resolve("load.json");
    Path html = folder.resolve("load.html");
    double[] best = new double[RATES.length];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int attempt = 0; attempt < ATTEMPTS && worst(best) > TOLERANCE; attempt++) {
      Jar.Ended ended =
          load(
              frontend,
              THREE_SPECS,
              "--runners",
              Integer.toString(RUNNERS),
              "--report",
              json.toString(),
              "--report",
              html.toString());
      assertThat(ended.stdout())
          .contains("specs[0]", "specs[1]", "specs[2]", "2 runners")
          .doesNotContain("warning");
      JsonNode report = read(json);
      assertComplete(report, RUNNERS);
      boolean invalid = report.path("aggregated").path("verdict").path("invalid").asBoolean();
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(invalid ? 1 : 0);
      for (int stage = 0; stage < RATES.length; stage++) {
        best[stage] = Math.min(best[stage], error(report, stage));
      }
    }
    assertThat(worst(best)).as("share by which the rate of a stage is off").isLessThan(TOLERANCE);
    assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("specs[2]");
  }

  @Test
  void aloneItIsOneRunnerOrAsManyAsAskedFor() throws Exception {
    StandIn server = open(StandIn.start());
    for (int runners = 1; runners <= RUNNERS; runners++) {
      Path json = folder.resolve(runners + ".json");
      long before = server.requests();
      try (Jar alone =
          Jar.start(
              "backend",
              "-once",
              "load",
              THREE_SPECS,
              "--server",
              server.url(),
              "--runners",
              Integer.toString(runners),
              "--max-late",
              "1h",
              "--report",
              json.toString())) {
        Jar.Ended ended = alone.ended(90);
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      }
      assertComplete(read(json), runners);
      assertThat(server.requests() - before)
          .isEqualTo(read(json).path("aggregated").path("total").asLong());
    }
  }

  @Test
  void anOverrideOfAProfileWithSeveralSpecsIsExitCode2() {
    Jar.Ended alone =
        Jar.run("backend", "-once", "load", THREE_SPECS, "--server", "http://x", "--rate", "5");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.stdout()).contains("--rate: set, but the profile has 3 specs");
    Jar.Ended client = Jar.run("client", "load", THREE_SPECS, "--rate", "5");
    assertThat(client.exitCode()).isEqualTo(2);
    assertThat(client.stderr()).contains("--rate: set, but the profile has 3 specs");
  }
}
