package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What Prometheus sees of a simulated device that three backends share, each with the names of
 * another exporter.
 */
@Tag("long")
class DeviceMetricsIT {

  /** Work of each request, and its part of the device. */
  private static final int SECONDS = 8;

  private static final int LOAD_PERCENT = 25;

  /** The load is a mean over a full second: after two it is that of what runs now. */
  private static final Duration STEADY = Duration.ofSeconds(2);

  private static final double PERCENT = 2;

  /** A bound for what takes moments. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** The mean utilization from what each exporter has; the means of samples are linear. */
  private static final Map<String, String> UTILIZATION =
      Map.of(
          "xpum", "(avg_over_time(xpum_frequency_mhz$) - 300) / 1350",
          "dcgm", "avg_over_time(DCGM_FI_DEV_GPU_UTIL$) / 100",
          "collectd", "(avg_over_time(collectd_gpu_sysman_frequency_mhz$) - 300) / 1350");

  private static final String CAMEL_CASE =
      " label names should be written in 'snake_case' not 'camelCase'";

  /**
   * What promtool finds in the names of the DCGM exporter, each because of the label {@code
   * modelName}, which is the exporter's own. The others have no such names.
   */
  private static final Map<String, List<String>> EXEMPT =
      Map.of(
          "dcgm",
          List.of(
              "DCGM_FI_DEV_FB_FREE" + CAMEL_CASE,
              "DCGM_FI_DEV_FB_USED" + CAMEL_CASE,
              "DCGM_FI_DEV_GPU_TEMP" + CAMEL_CASE,
              "DCGM_FI_DEV_GPU_UTIL" + CAMEL_CASE,
              "DCGM_FI_DEV_POWER_USAGE" + CAMEL_CASE,
              "DCGM_FI_DEV_SM_CLOCK" + CAMEL_CASE,
              "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION" + CAMEL_CASE));

  @TempDir Path folder;

  private final List<Sharer> sharers = new ArrayList<>();

  /** A backend with one slot. */
  private record Sharer(Jar jar, String identity, String address) {

    String page() {
      return Http.get("http://" + address + "/metrics").body();
    }

    boolean exports() {
      return page().contains("\nplimsoll_device_load_ratio{");
    }

    /** The value of a metric of ours. */
    double value(String metric) {
      Matcher line =
          Pattern.compile(
                  "^plimsoll_device_" + metric + "\\{device=\"card0\",} (\\S+)$", Pattern.MULTILINE)
              .matcher(page());
      return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }
  }

  @Test
  void prometheusSeesTheLoadThatRanUnderTheNamesOfEachExporterAlsoWhenTheOneThatExportsIsKilled()
      throws Exception {
    try (Frontend frontend = Frontend.start("sleep")) {
      for (String identity : List.of("xpum", "dcgm", "collectd")) {
        sharers.add(backend(frontend, identity));
      }
      List<String> targets = sharers.stream().map(Sharer::address).toList();
      try (Prometheus prometheus = Prometheus.start(folder, targets)) {
        assertSeen(frontend, prometheus, false);
        assertSeen(frontend, prometheus, true);
        assertSeen(frontend, prometheus, true);
        assertThat(sharers).hasSize(1);
      }
    } finally {
      sharers.forEach(sharer -> sharer.jar().close());
    }
  }

  private Sharer backend(Frontend frontend, String identity) {
    Jar jar =
        frontend.backend(
            "-backoff=1",
            "--metrics=127.0.0.1:0",
            "--identity=" + identity,
            "--device-dir=" + folder.resolve("devices"),
            "fakedev");
    return new Sharer(jar, identity, jar.awaitLog("metrics http://(\\S+)/"));
  }

  /**
   * One request for each backend at the same time.
   *
   * @param kill whether the one that exports is killed when all of them run
   */
  private void assertSeen(Frontend frontend, Prometheus prometheus, boolean kill)
      throws IOException, InterruptedException {
    int count = sharers.size();
    List<Double> busyBefore =
        sharers.stream().map(each -> each.value("own_busy_seconds_total")).toList();
    double totalBefore = kill ? exporter(0).value("busy_seconds_total") : 0;
    try (Peer client = frontend.clientPeer()) {
      Instant sent = Instant.now();
      for (int i = 0; i < count; i++) {
        client.send(
            "{\"KeepAlive\":true,\"Id\":"
                + i
                + ",\"Queue\":\"sleep\",\"Args\":[\""
                + SECONDS
                + "\",\"--load\",\""
                + LOAD_PERCENT
                + "\"]}");
      }
      Sharer exporter = exporter(count);
      if (kill) {
        exporter.jar().signal("KILL");
        int killed = sharers.indexOf(exporter);
        sharers.remove(exporter);
        busyBefore = new ArrayList<>(busyBefore);
        busyBefore.remove(killed);
        count--;
        assertThat(client.read().path("Retcode").asInt()).isEqualTo(1);
        exporter = exporter(count);
      }
      Instant seen = Instant.now();
      for (Sharer other : sharers) {
        assertThat(other.exports()).isEqualTo(other.equals(exporter));
      }
      promtool(exporter);

      JsonNode first = client.read();
      assertThat(first.path("Retcode").asInt(-1)).as("%s", first).isZero();
      assertThat(first.path("Device").asString()).isEqualTo("card0");
      for (int i = 1; i < count; i++) {
        assertThat(client.read().path("Retcode").asInt(-1)).isZero();
      }
      double load = count * LOAD_PERCENT / 100.0;
      // What began after it was sent runs at least until then; the replies may come late.
      Instant end = sent.plusSeconds(SECONDS);
      assertMeans(prometheus, exporter, load, seen.plus(STEADY), end);
      for (int i = 0; i < count; i++) {
        assertThat(sharers.get(i).value("own_busy_seconds_total") - orZero(busyBefore.get(i)))
            .isCloseTo(SECONDS * LOAD_PERCENT / 100.0, withinPercentage(PERCENT));
      }
      double total = exporter.value("busy_seconds_total") - totalBefore;
      if (kill) {
        assertThat(total).isGreaterThanOrEqualTo(SECONDS * load * (1 - PERCENT / 100));
      } else {
        assertThat(total).isCloseTo(SECONDS * load, withinPercentage(PERCENT));
      }
    }
  }

  /** Before a backend has used a device it shows nothing of it. */
  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The one that exports, once it does and so many run. */
  private Sharer exporter(int running) {
    Wait.until(
        SOON,
        () -> running + " run: " + sharers.stream().map(Sharer::page).toList(),
        () -> sharers.stream().anyMatch(each -> each.value("running") == running));
    return sharers.stream().filter(Sharer::exports).findFirst().orElseThrow();
  }

  private static void assertMeans(
      Prometheus prometheus, Sharer exporter, double load, Instant from, Instant to) {
    String instance = "{instance=\"" + exporter.address() + "\"}";
    List<Instant> times =
        prometheus.times("plimsoll_device_load_ratio" + instance + range(from, to), to);
    assertThat(times).hasSizeGreaterThan(2);
    // From the first sample to the last: nothing is extrapolated.
    Instant first = times.get(0);
    Instant last = times.get(times.size() - 1);
    String samples = instance + range(first.minusMillis(1), last);
    String mean = UTILIZATION.getOrDefault(exporter.identity(), "").replace("$", samples);
    assertMean(prometheus, mean, last, load, PERCENT);
    String ratio = "avg_over_time(plimsoll_device_load_ratio" + samples + ")";
    assertMean(prometheus, ratio, last, load, PERCENT);
    // A sample has the time when its scrape began: it may be as old as the scrape took.
    String slowest = "max_over_time(scrape_duration_seconds" + samples + ")";
    double late = prometheus.value(slowest, last).orElse(Double.NaN);
    double seconds = Duration.between(first, last).toMillis() / 1e3;
    String rate = "rate(plimsoll_device_busy_seconds_total" + samples + ")";
    assertMean(prometheus, rate, last, load, PERCENT + 100 * late / seconds);
  }

  private static String range(Instant from, Instant to) {
    return "[" + Duration.between(from, to).toMillis() + "ms]";
  }

  private static void assertMean(
      Prometheus prometheus, String expression, Instant when, double load, double percent) {
    assertThat(prometheus.value(expression, when).orElse(Double.NaN))
        .as(expression)
        .isCloseTo(load, withinPercentage(percent));
  }

  private void promtool(Sharer exporter) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("metrics"), exporter.page());
    Path out = folder.resolve("promtool");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(out))
        .as(exporter.identity())
        .containsExactlyInAnyOrderElementsOf(EXEMPT.getOrDefault(exporter.identity(), List.of()));
  }
}
