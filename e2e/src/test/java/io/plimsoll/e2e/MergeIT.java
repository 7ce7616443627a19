package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Four clients share a queue. What their reports come to as one is what those know that saw every
 * reply: a hand-written worker, which chose the run times, and the frontend, which measured the
 * waits.
 */
class MergeIT {

  private static final int CLIENTS = 4;

  private static final int REQUESTS = 250;

  private static final int NODES = 3;

  /** Of a percentile: the histogram's three digits. */
  private static final double PERCENT = 0.1;

  @TempDir Path folder;

  @Test
  void theReportsOfFourClientsMergeToThatOfOneThatSawEveryReply() throws IOException {
    List<Double> runs = new ArrayList<>();
    Map<String, Integer> replies = new HashMap<>();
    try (Frontend frontend = Frontend.start("merge");
        Peer worker = frontend.workerPeer()) {
      List<Jar> clients = new ArrayList<>();
      try {
        for (int client = 0; client < CLIENTS; client++) {
          clients.add(
              frontend.client(
                  "-name",
                  "merge",
                  "-req-now",
                  Integer.toString(client + 1),
                  "--requests",
                  Integer.toString(REQUESTS),
                  "--report",
                  file(client)));
        }
        for (int id = 0; id < CLIENTS * REQUESTS; id++) {
          // Of a heavy tail, and in no order: 1 ms to 10 s. Nobody sleeps that long.
          double run = Math.round(1e6 / (1 + 37L * id % 1000)) / 1e5;
          String node = "node-" + id % NODES;
          answer(worker, id, node, run);
          runs.add(run);
          replies.merge(node, 1, Integer::sum);
        }
        for (Jar client : clients) {
          assertThat(client.exitCode(60)).as(client.stderr()).isZero();
        }
      } finally {
        clients.forEach(Jar::close);
      }
      JsonNode merged = merge().path("whole");

      assertThat(merged.path("succeeded").asInt()).as("%s", merged).isEqualTo(runs.size());
      assertRuns(merged.path("runSeconds"), runs.stream().sorted().toList());
      assertThat(merged.path("nodes")).hasSize(NODES);
      for (JsonNode node : merged.path("nodes")) {
        assertThat(node.path("replies").asInt())
            .isEqualTo(replies.get(node.path("node").asString()));
      }
      JsonNode waits = merged.path("waitSeconds");
      String metrics = Http.get(frontend.metrics() + "/metrics").body();
      assertThat(waits.path("count").asDouble())
          .isEqualTo(metric(metrics, "hpa_queue_wait_seconds_count"));
      assertThat(waits.path("count").asDouble() * waits.path("mean").asDouble())
          .isCloseTo(metric(metrics, "hpa_queue_wait_seconds_sum"), withinPercentage(PERCENT));
    }
  }

  private static void answer(Peer worker, int id, String node, double run) {
    String greeting = "{\"KeepAlive\":true,\"Id\":" + id;
    worker.send(greeting + ",\"Queue\":\"merge\",\"Wait\":60}\n");
    assertThat(worker.read().path("Id").asInt(-1)).isEqualTo(id);
    worker.send("{\"Id\":" + id + ",\"Node\":\"" + node + "\",\"Runtime\":" + run + "}\n");
  }

  private static void assertRuns(JsonNode merged, List<Double> sorted) {
    double mean = sorted.stream().mapToDouble(run -> run).average().orElse(0);
    assertThat(merged.path("count").asInt()).isEqualTo(sorted.size());
    assertThat(merged.path("min").asDouble()).isEqualTo(sorted.get(0));
    assertThat(merged.path("max").asDouble()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(merged.path("mean").asDouble()).isCloseTo(mean, withinPercentage(1e-4));
    Map<String, Double> shares = Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99);
    shares.forEach(
        (name, share) -> {
          int rank = (int) Math.ceil(share * sorted.size() - 1e-9) - 1;
          assertThat(merged.path(name).asDouble())
              .as(name)
              .isCloseTo(sorted.get(rank), withinPercentage(PERCENT));
        });
  }

  private JsonNode merge() throws IOException {
    Path merged = folder.resolve("merged.json");
    List<String> arguments = new ArrayList<>(List.of("report", "merge"));
    for (int client = 0; client < CLIENTS; client++) {
      arguments.add(file(client));
    }
    arguments.addAll(List.of("--report", merged.toString()));
    Jar.Ended ended = Jar.run("client", arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    return Peer.json(Files.readString(merged));
  }

  private String file(int client) {
    return folder.resolve("client-" + client + ".json").toString();
  }

  private static double metric(String metrics, String name) {
    String start = name + "{name=\"merge\",} ";
    return metrics
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + start + " in " + metrics));
  }
}
