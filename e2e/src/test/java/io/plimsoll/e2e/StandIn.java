package io.plimsoll.e2e;

import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A stand-in for the API server, from {@code client.jar}, on a free loopback port. */
final class StandIn implements AutoCloseable {

  private final Jar jar;
  private final String url;

  private StandIn(Jar jar) {
    this.jar = jar;
    this.url = jar.awaitOutput("stand-in API server: (\\S+)");
  }

  /** With these options. */
  static StandIn start(String... args) {
    String[] first = {"standin", "api-server", "--listen", "127.0.0.1:0"};
    String[] all = Stream.concat(Arrays.stream(first), Arrays.stream(args)).toArray(String[]::new);
    return new StandIn(Jar.start("client", all));
  }

  String url() {
    return url;
  }

  /** What it has counted so far. */
  JsonNode stats() {
    return Http.json(url + "/standin/stats");
  }

  /** Requests so far that were not for its version, which a replay asks for when it connects. */
  long requests() {
    // Both from one answer: the versions may be asked for between two.
    JsonNode stats = stats();
    long versions = 0;
    for (JsonNode count : stats.path("requests").path("GET /version")) {
      versions += count.asLong();
    }
    return stats.path("total").asLong() - versions;
  }

  @Override
  public void close() {
    jar.close();
  }
}
