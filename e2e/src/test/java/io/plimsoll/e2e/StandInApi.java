package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The requests of those who stand in for the controllers and nodes of a cluster. */
final class StandInApi {

  private static final int PATIENCE_SECONDS = 30;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;

  /**
   * @param url of the API server
   */
  StandInApi(String url) {
    this.url = url;
  }

  /** What the server answers; of what is deleted that is gone already, its error. */
  JsonNode send(String method, String path, String body) {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean gone = method.equals("DELETE") && answer.statusCode() == 404;
      if (answer.statusCode() >= 300 && !gone) {
        throw new AssertionError(method + " " + path + ": " + answer.body());
      }
      return Peer.json(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
