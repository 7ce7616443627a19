package io.plimsoll.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a server under test, over HTTP/1.1. */
final class Http {

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final JsonMapper MAPPER = new JsonMapper();

  /** An answer. */
  record Answer(int status, String body, HttpResponse<String> response) {

    JsonNode json() {
      return MAPPER.readTree(body);
    }

    String at(String pointer) {
      return json().at(pointer).asString("");
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;

  Http(StandInServer server) {
    this.url = server.url();
  }

  Answer get(String uri) {
    return send("GET", uri, "", "application/json");
  }

  Answer post(String uri, String body) {
    return send("POST", uri, body, "application/json");
  }

  Answer put(String uri, String body) {
    return send("PUT", uri, body, "application/json");
  }

  Answer delete(String uri) {
    return send("DELETE", uri, "", "application/json");
  }

  Answer patch(String uri, String kind, String body) {
    return send("PATCH", uri, body, "application/" + kind);
  }

  Answer send(String method, String uri, String body, String contentType, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + uri))
            .timeout(PATIENCE)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + uri, e);
    }
  }
}
