package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Prometheus sees. */
class MetricsIT {

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Doubles are written in full; sums of two may differ in the last place. */
  private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

  @TempDir Path folder;

  @Test
  void promtoolHasNothingToSay() throws Exception {
    try (Frontend frontend = Frontend.start("--loops", "2", "sleep", "media");
        Jar backend = frontend.backend("-backoff", "1", "/bin/sh", "-c", "exit $0");
        Jar client = frontend.client("--requests", "5", "0");
        Jar failing = frontend.client("3")) {
      String control = failing.awaitLog("(http://\\S+)/");
      assertThat(client.exitCode(20)).isZero();
      Wait.until(
          Duration.ofSeconds(10),
          () -> "failures",
          () -> !Http.get(control + "/fails").body().equals("0\n"));
      promtool(Http.get(frontend.metrics() + "/metrics").body());
      promtool(Http.get(control + "/metrics").body());
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private void promtool(String metrics) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("metrics"), metrics);
    Path out = folder.resolve("out");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out)).isEmpty();
    assertThat(promtool.exitValue()).isZero();
  }

  @Test
  void everyNameAndLabelOfTheOriginalIsThere() {
    try (Frontend frontend = Frontend.start("sleep", "media")) {
      Map<String, Double> ours = samples(Http.get(frontend.metrics() + "/metrics").body());
      Map<String, Double> recorded = samples(Recorded.text("metrics.txt"));
      assertThat(recorded).hasSizeGreaterThan(10);
      assertThat(ours.keySet()).containsAll(recorded.keySet());
    }
  }

  @Test
  void withAnIntervalTheMaximaSaySo() {
    try (Frontend frontend = Frontend.start("-interval", "60", "sleep")) {
      assertThat(samples(Http.get(frontend.metrics() + "/metrics").body()).keySet())
          .contains("hpa_queue_maxwait_seconds{interval=60.0,name=sleep}")
          .contains("hpa_queue_maxrun_seconds{interval=60.0,name=sleep}")
          .contains("hpa_queue_maxtotal_seconds{interval=60.0,name=sleep}");
    }
  }

  @Test
  void eachScraperSeesTheMaximaSinceItsOwnLastScrape() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep")) {
      assertMaxima(frontend, "A", List.of());
      assertMaxima(frontend, "B", List.of());

      List<JsonNode> long0 = runs(frontend, "0.4", "0.1");
      assertMaxima(frontend, "A", long0);
      List<JsonNode> short0 = runs(frontend, "0.2");
      assertMaxima(frontend, "A", short0);
      assertMaxima(frontend, "A", List.of());

      assertMaxima(frontend, "B", List.of(long0.get(0), long0.get(1), short0.get(0)));
      assertMaxima(frontend, "B", List.of());
      assertThat(backend.isAlive()).isTrue();
    }
  }

  /** One after the other through one backend, all of them asked for at once. */
  private static List<JsonNode> runs(Frontend frontend, String... seconds) {
    try (Peer client = frontend.clientPeer()) {
      for (int i = 0; i < seconds.length; i++) {
        String first = i == 0 ? "\"KeepAlive\":true," : "";
        client.send(
            "{"
                + first
                + "\"Id\":"
                + i
                + ",\"Queue\":\"sleep\",\"Args\":[\""
                + seconds[i]
                + "\"]}");
      }
      return Arrays.stream(seconds).map(each -> client.read()).toList();
    }
  }

  private static void assertMaxima(Frontend frontend, String userAgent, List<JsonNode> replies) {
    Map<String, Double> seen =
        samples(Http.get(frontend.metrics() + "/metrics", "User-Agent", userAgent).body());
    double wait = 0;
    double run = 0;
    double total = 0;
    for (JsonNode reply : replies) {
      double waitSeconds = reply.path("Waittime").asDouble();
      double runSeconds = reply.path("Runtime").asDouble();
      wait = Math.max(wait, waitSeconds);
      run = Math.max(run, runSeconds);
      total = Math.max(total, waitSeconds + runSeconds);
    }
    assertThat(seen.get("hpa_queue_maxwait_seconds{name=sleep}")).isEqualTo(wait, EXACTLY);
    assertThat(seen.get("hpa_queue_maxrun_seconds{name=sleep}")).isEqualTo(run, EXACTLY);
    assertThat(seen.get("hpa_queue_maxtotal_seconds{name=sleep}")).isEqualTo(total, EXACTLY);
  }

  @Test
  void queuesAsJsonSayTheSameAsTheMetrics() {
    try (Frontend frontend = Frontend.start("-qmax", "3", "sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.05");
        Peer gone = frontend.clientPeer();
        Peer refused = frontend.clientPeer()) {
      runs(frontend, "", "", "");
      backend.signal("TERM");
      assertThat(backend.exitCode(10)).isZero();
      gone.send("{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}{\"Id\":2,\"Queue\":\"sleep\"}");
      gone.send("{\"Id\":3,\"Queue\":\"sleep\"}");
      frontend.await(3, 0);
      assertThat(refused.send("{\"Queue\":\"sleep\"}").readAll()).contains("is full");

      Map<String, Double> metrics = samples(Http.get(frontend.metrics() + "/metrics").body());
      JsonNode queue = frontend.queue("sleep");
      Map<String, String> names =
          Map.of(
              "all", "hpa_queue_all",
              "waiting", "hpa_queue_waiting",
              "running", "hpa_queue_running",
              "success", "hpa_queue_success_total",
              "failure", "hpa_queue_failure_total",
              "disconnect", "hpa_queue_disconnect_total",
              "workersWaiting", "hpa_queue_workers_waiting");
      names.forEach(
          (field, metric) ->
              assertThat(queue.path(field).asDouble(-1))
                  .as(field)
                  .isEqualTo(metrics.get(metric + "{name=sleep}")));
      for (String histogram : List.of("wait", "run")) {
        String metric = "hpa_queue_" + histogram + "_seconds";
        JsonNode json = queue.path(histogram + "Seconds");
        assertThat(json.path("count").asDouble()).isEqualTo(3);
        assertThat(metrics.get(metric + "_count{name=sleep}")).isEqualTo(3);
        assertThat(metrics.get(metric + "_sum{name=sleep}"))
            .isEqualTo(json.path("sum").asDouble(-1), EXACTLY);
      }
      queue
          .path("rejected")
          .propertyStream()
          .forEach(
              reason ->
                  assertThat(
                          metrics.get(
                              "hpa_queue_rejected_total{name=sleep,reason="
                                  + reason.getKey()
                                  + "}"))
                      .as(reason.getKey())
                      .isEqualTo(reason.getValue().asDouble()));
      assertThat(queue.path("waiting").asInt()).isEqualTo(3);
      assertThat(queue.path("success").asInt()).isEqualTo(3);
    }
  }

  /** By name and labels, these sorted. */
  private static Map<String, Double> samples(String text) {
    Map<String, Double> samples = new HashMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              samples.put(key(line.substring(0, end)), Double.valueOf(line.substring(end + 1)));
            });
    return samples;
  }

  private static String key(String sample) {
    int brace = sample.indexOf('{');
    if (brace < 0) {
      return sample;
    }
    Matcher labels = LABEL.matcher(sample);
    TreeSet<String> sorted =
        labels
            .results()
            .map(label -> label.group(1) + "=" + label.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    return sample.substring(0, brace) + "{" + String.join(",", sorted) + "}";
  }
}
