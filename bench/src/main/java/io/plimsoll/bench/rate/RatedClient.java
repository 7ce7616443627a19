package io.plimsoll.bench.rate;

import io.plimsoll.bench.load.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real client, under control over HTTP. */
final class RatedClient implements AutoCloseable {

  /** What has not come by then never will. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final JsonMapper JSON = new JsonMapper();

  private final JarProcess process;
  private final String control;
  private final HttpClient http = HttpClient.newHttpClient();

  RatedClient(JarProcess process) {
    this.process = process;
    this.control = process.inLog("control page: (http://[^ /]+)/");
  }

  /** Its statistics. */
  JsonNode statistics() {
    return JSON.readTree(get("/stats?type=json"));
  }

  void set(String what, double value) {
    get("/" + what + "?value=" + (long) value);
  }

  void reset() {
    get("/reset");
  }

  /** Waits until its load is as wanted. */
  void await(String what, Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode load = statistics().get("load");
    while (!wanted.test(load)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not there: " + what + ": " + load);
      }
      pause(0.1);
      load = statistics().get("load");
    }
  }

  static void pause(double seconds) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.round(seconds * 1e9));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(control + path)).timeout(PATIENCE).build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(process.log(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  OptionalLong liveBytes() {
    return process.liveBytes();
  }

  long residentBytes() {
    return process.residentBytes();
  }

  double processorSeconds() {
    return process.processorSeconds();
  }

  @Override
  public void close() {
    process.close();
  }
}
