package io.plimsoll.client.fleet;

import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An API server with a deployment, and a thread that makes as many pods as its scale says and
 * deletes what is too many: what controllers and nodes do in a cluster.
 */
final class TestCluster implements AutoCloseable {

  static final String READY =
      "{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}";

  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/lab/deployments";
  private static final String PODS = "/api/v1/namespaces/lab/pods";

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 10;

  /** How often fleets of tests look. */
  static final Duration POLL = Duration.ofMillis(10);

  private final StandInServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Thread controller;
  private volatile boolean closed;
  private volatile boolean lingering;
  private volatile String status = READY;
  private volatile String annotations = "{}";
  private int made;

  TestCluster(int replicas) {
    server = StandInServer.start(StandInConfig.onFreePort());
    send(
        "POST",
        DEPLOYMENTS,
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"workers"},
         "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"workers"},
         "matchExpressions":[{"key":"tier","operator":"In","values":["gpu","cpu"]}]}}}
        """
            .formatted(replicas));
    // Not the deployment's, which its selector tells.
    pod("other", "{\"app\":\"workers\",\"tier\":\"none\"}", READY);
    step();
    controller = new Thread(this::control, "test-controller");
    controller.setDaemon(true);
    controller.start();
  }

  /** What pods made from now on say of themselves. */
  void newPodsSay(String status) {
    this.status = status;
  }

  /** What the containers of pods made from now on have written, and had before the last restart. */
  void newPodsLog(String log, String previous) {
    annotations =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("plimsoll.io/log", log, "plimsoll.io/previous-log", previous));
  }

  /** Pods made from now on stay, when they are deleted, until {@link #letGo}. */
  void newPodsLinger() {
    lingering = true;
  }

  void letGo() {
    lingering = false;
    for (JsonNode pod : pods()) {
      merge(PODS + "/" + name(pod), "{\"metadata\":{\"finalizers\":null}}");
    }
  }

  /** From now on requests of this verb and path are answered with this status. */
  void refuse(String rule) {
    server.setFaults(new FaultPlan(1, List.of(FaultRule.errors(rule)), List.of()));
  }

  /** No request is refused any more. */
  void refuseNothing() {
    server.setFaults(FaultPlan.NONE);
  }

  void scale(int replicas) {
    merge(DEPLOYMENTS + "/workers", "{\"spec\":{\"replicas\":" + replicas + "}}");
  }

  int replicas() {
    return get(DEPLOYMENTS + "/workers").path("spec").path("replicas").asInt();
  }

  List<JsonNode> pods() {
    List<JsonNode> pods = new ArrayList<>();
    for (JsonNode pod : get(PODS).path("items")) {
      if (!name(pod).equals("other")) {
        pods.add(pod);
      }
    }
    return pods;
  }

  /** How many pods have said something of themselves. */
  long podsWithStatus() {
    return pods().stream().filter(pod -> pod.path("status").hasNonNull("phase")).count();
  }

  String url() {
    return server.url();
  }

  /** Of this cluster, as a fleet has it. */
  Deployment deployment(String name) throws IOException {
    return new Deployment(new Cluster(Target.of(TargetOptions.ofServer(url())), "lab"), name);
  }

  /** How many requests so far were about the scale, of this method and with this status. */
  long scalings(String method, int status) {
    String path = method + " " + DEPLOYMENTS + "/workers/scale";
    return server.requests().byPath().getOrDefault(path, Map.of()).getOrDefault(status, 0L);
  }

  /**
   * From now on it answers nobody's requests for the scale to change; its own thread has ended, so
   * that all requests are others'.
   */
  void hangWhenScaled() throws InterruptedException {
    closed = true;
    controller.join();
    server.setFaults(new FaultPlan(1, List.of(FaultRule.hang("UPDATE")), List.of()));
  }

  /** How many requests wait for an answer. */
  int inFlight() {
    return server.requests().inFlight();
  }

  /** A file that tells how to reach it. */
  Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        server
            .kubeconfig()
            .replace("    user: stand-in\n", "    user: stand-in\n    namespace: lab\n"));
  }

  private void control() {
    while (!closed) {
      try {
        step();
        Thread.sleep(LOOK_MILLIS);
      } catch (UncheckedIOException | IllegalStateException | InterruptedException e) {
        // The server is closing, or faults are on: the next look will tell.
      }
    }
  }

  private void step() {
    int replicas = replicas();
    List<JsonNode> pods = new ArrayList<>(pods());
    pods.removeIf(pod -> pod.path("metadata").hasNonNull("deletionTimestamp"));
    for (int i = replicas; i < pods.size(); i++) {
      send("DELETE", PODS + "/" + name(pods.get(i)), "");
    }
    for (int i = pods.size(); i < replicas; i++) {
      pod("workers-" + ++made, "{\"app\":\"workers\",\"tier\":\"gpu\"}", status);
    }
  }

  private void pod(String name, String labels, String says) {
    String finalizers = lingering ? ",\"finalizers\":[\"lab/test\"]" : "";
    send(
        "POST",
        PODS,
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"labels\":%s,\"annotations\":%s%s}}"
            .formatted(name, labels, annotations, finalizers));
    merge(PODS + "/" + name + "/status", "{\"status\":" + says + "}");
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private JsonNode get(String path) {
    return send("GET", path, "");
  }

  private void merge(String path, String body) {
    send("PATCH", path, body);
  }

  private JsonNode send(String method, String path, String body) {
    String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + path + ": " + answer.body());
      }
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    server.close();
  }
}
