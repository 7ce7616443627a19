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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
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
    return start(
        folder,
        "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
            + "scrape_configs: [{job_name: j, static_configs: [{targets: ["
            + quoted
            + "]}]}]\n",
        targets.size());
  }

  /**
   * With a configuration, once every target has been scraped.
   *
   * @param folder for its files, and what relative paths of the configuration are relative to
   * @param targets how many the configuration has
   */
  static Prometheus start(Path folder, String configuration, int targets) throws IOException {
    Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
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
        () -> prometheus.value("sum(up)", Instant.now()).orElse(0) == targets);
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

  /** A series of an instant vector. */
  record Sample(Map<String, String> labels, double value) {}

  /** All series of an expression now; a scalar is one without labels. */
  List<Sample> samples(String expression) {
    JsonNode data = query("query", "query", expression).path("data");
    if (data.path("resultType").asString().equals("scalar")) {
      return List.of(new Sample(Map.of(), value(data.path("result"))));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : data.path("result")) {
      Map<String, String> labels = new TreeMap<>();
      series
          .path("metric")
          .propertyStream()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
      samples.add(new Sample(labels, value(series.path("value"))));
    }
    return samples;
  }

  private static double value(JsonNode timeAndValue) {
    String value = timeAndValue.path(1).asString();
    return value.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
  }

  /** The values that a label has among the series of a selector. */
  List<String> labelValues(String label, String selector) {
    return query("label/" + label + "/values", "match[]", selector)
        .path("data")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  /** What it says of the rules that it has loaded. */
  List<JsonNode> rules() {
    return Http.json(url + "/api/v1/rules")
        .path("data")
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .toList();
  }

  private JsonNode query(String path, String parameter, String value) {
    JsonNode answer =
        Http.json(
            url
                + "/api/v1/"
                + path
                + "?"
                + URLEncoder.encode(parameter, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    if (!answer.path("status").asString().equals("success")) {
      throw new AssertionError(value + ": " + answer);
    }
    return answer;
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
