package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A real Prometheus that scrapes every second. */
final class Prometheus implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final String url;

  private Prometheus(Process process, Path log, String url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /**
   * Scrapes {@code targets}, and has done so at least once.
   *
   * @param folder for its files
   * @param targets {@code host:port}
   */
  static Prometheus start(Path folder, List<String> targets) throws IOException {
    String quoted = targets.stream().map(t -> "'" + t + "'").collect(Collectors.joining(","));
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
                + "scrape_configs: [{job_name: j, static_configs: [{targets: ["
                + quoted
                + "]}]}]\n");
    String address = Ports.free(1).get(0);
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Prometheus prometheus = new Prometheus(process, log, "http://" + address);
    // It answers before it has read its store, and then with a text instead of JSON.
    Wait.until(Duration.ofSeconds(60), prometheus::log, prometheus::isReady);
    Wait.until(
        Duration.ofSeconds(60),
        () -> "scrapes: " + prometheus.log(),
        () -> prometheus.value("sum(up)", Instant.now()).orElse(0) == targets.size());
    return prometheus;
  }

  private boolean isReady() {
    try {
      return Http.get(url + "/-/ready").statusCode() == HttpURLConnection.HTTP_OK;
    } catch (UncheckedIOException notUpYet) {
      if (!process.isAlive()) {
        throw new AssertionError("prometheus has ended: " + log(), notUpYet);
      }
      return false;
    }
  }

  /** The one value of an expression; none if there is nothing. */
  OptionalDouble value(String expression, Instant when) {
    JsonNode value = result(expression, when).path("value");
    return value.isMissingNode()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(value.get(1).asString()));
  }

  /** When it took the samples of the one series of a range. */
  List<Instant> times(String range, Instant when) {
    return result(range, when)
        .path("values")
        .valueStream()
        .map(sample -> Instant.ofEpochMilli(Math.round(sample.get(0).asDouble() * 1e3)))
        .toList();
  }

  private JsonNode result(String expression, Instant when) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    String time = String.valueOf(when.toEpochMilli() / 1e3);
    JsonNode answer = Http.json(url + "/api/v1/query?query=" + query + "&time=" + time);
    JsonNode results = answer.path("data").path("result");
    if (!answer.path("status").asString().equals("success") || results.size() > 1) {
      throw new AssertionError(expression + ": " + answer);
    }
    return results.path(0);
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
