package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.JsonNode;

/**
 * What controllers and nodes do in a cluster: as many pods as the deployment {@code workers} of
 * namespace {@code lab} has replicas, each of which is a real backend, ready once it is connected.
 * One that is deleted ends as a node ends it, and is gone when it has ended.
 */
final class PodController implements AutoCloseable {

  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/lab/deployments";
  private static final String PODS = "/api/v1/namespaces/lab/pods";
  private static final int PATIENCE_SECONDS = 30;

  private record Pod(String name, Jar backend) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;
  private final Frontend frontend;

  /** Oldest first; only the thread touches it while it lives. */
  private final Deque<Pod> running = new ArrayDeque<>();

  private final Thread thread;
  private volatile boolean closed;
  private int made;

  /**
   * @param url of the API server
   * @param frontend that the backends pull from
   */
  PodController(String url, Frontend frontend) {
    this.url = url;
    this.frontend = frontend;
    send(
        "POST",
        DEPLOYMENTS,
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"workers"},
         "spec":{"replicas":0,"selector":{"matchLabels":{"app":"workers"}}}}
        """);
    thread = new Thread(this::control, "pod-controller");
    thread.start();
  }

  /** How many pods there are to be. */
  int replicas() {
    return send("GET", DEPLOYMENTS + "/workers", "").path("spec").path("replicas").asInt();
  }

  private void control() {
    while (!closed) {
      step();
      Wait.tick();
    }
  }

  private void step() {
    int replicas = replicas();
    while (running.size() < replicas) {
      String pod = "workers-" + ++made;
      send(
          "POST",
          PODS,
          "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"labels\":{\"app\":\"workers\"},\"finalizers\":[\"lab/kubelet\"]}}"
              .formatted(pod));
      running.add(
          new Pod(pod, frontend.backendOn(pod, "node-" + made % 2, "-backoff", "1", "sleep")));
      send(
          "PATCH",
          PODS + "/" + pod + "/status",
          "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
    }
    while (running.size() > replicas) {
      Pod oldest = running.remove();
      send("DELETE", PODS + "/" + oldest.name(), "");
      try (Jar backend = oldest.backend()) {
        backend.signal("TERM");
        backend.exitCode(PATIENCE_SECONDS);
      }
      send("PATCH", PODS + "/" + oldest.name(), "{\"metadata\":{\"finalizers\":null}}");
    }
  }

  private JsonNode send(String method, String path, String body) {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + ": " + answer.body());
      }
      return Peer.json(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    running.forEach(pod -> pod.backend().close());
  }
}
