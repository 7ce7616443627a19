package io.plimsoll.e2e;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What controllers and nodes do in a cluster: as many pods as the deployment {@code workers} of
 * namespace {@code lab} has replicas, each of which is a real backend, ready once it is connected,
 * and in a crash loop with its log when it has ended by itself. One that is deleted ends as a node
 * ends it, and is gone when it has ended.
 */
final class PodController implements AutoCloseable {

  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/lab/deployments";
  private static final String PODS = "/api/v1/namespaces/lab/pods";
  private static final int PATIENCE_SECONDS = 30;

  private static final String READY =
      "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}";

  private static final String UNSCHEDULABLE =
      """
      {"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",
       "reason":"Unschedulable","message":"0/3 nodes are available: 3 Insufficient gpu."}]}}
      """;

  /** As if it had been started again twice already. */
  private static final String CRASHED =
      """
      {"status":{"phase":"Running","containerStatuses":[{"name":"backend","restartCount":2,
       "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 20s"}},
       "lastState":{"terminated":{"exitCode":%d,"reason":"Error"}}}]}}
      """;

  /** A pod, with its backend if a node has room for it. */
  private record Pod(String name, List<Jar> backend) {}

  private final StandInApi api;
  private final Function<String, List<Jar>> node;

  /** Oldest first; only the thread touches it while it lives. */
  private final Deque<Pod> running = new ArrayDeque<>();

  /** Those that have not told yet what became of them. */
  private final List<Pod> starting = new ArrayList<>();

  private final Thread thread;
  private volatile boolean closed;
  private int made;

  private PodController(String url, int replicas, Function<String, List<Jar>> node) {
    this.api = new StandInApi(url);
    this.node = node;
    api.send(
        "POST",
        DEPLOYMENTS,
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"workers"},
         "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"workers"}}}}
        """
            .formatted(replicas));
    thread = new Thread(this::control, "pod-controller");
    thread.start();
  }

  /**
   * A cluster with two nodes.
   *
   * @param url of the API server
   * @param replicas of the deployment at first
   * @param frontend that the backends pull from
   * @param args of each backend
   */
  static PodController start(String url, int replicas, Frontend frontend, String... args) {
    return new PodController(
        url, replicas, pod -> List.of(frontend.startingBackendOn(pod, node(pod), args)));
  }

  /** A cluster in which no node has room for a pod. */
  static PodController full(String url, int replicas) {
    return new PodController(url, replicas, pod -> List.of());
  }

  private static String node(String pod) {
    return "node-" + (pod.charAt(pod.length() - 1) - '0') % 2;
  }

  /** How many pods there are to be. */
  int replicas() {
    return api.send("GET", DEPLOYMENTS + "/workers", "").path("spec").path("replicas").asInt();
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
      Pod pod = create("workers-" + ++made);
      running.add(pod);
      starting.add(pod);
    }
    while (running.size() > replicas) {
      delete(running.remove());
    }
    starting.removeIf(this::told);
  }

  private Pod create(String name) {
    api.send(
        "POST",
        PODS,
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"labels\":{\"app\":\"workers\"},\"finalizers\":[\"lab/kubelet\"]}}"
            .formatted(name));
    List<Jar> backend = node.apply(name);
    if (backend.isEmpty()) {
      api.send("PATCH", PODS + "/" + name + "/status", UNSCHEDULABLE);
    }
    return new Pod(name, backend);
  }

  private void delete(Pod pod) {
    starting.remove(pod);
    api.send("DELETE", PODS + "/" + pod.name(), "");
    for (Jar started : pod.backend()) {
      try (Jar backend = started) {
        if (backend.isAlive()) {
          backend.signal("TERM");
        }
        backend.exitCode(PATIENCE_SECONDS);
      }
    }
    api.send("PATCH", PODS + "/" + pod.name(), "{\"metadata\":{\"finalizers\":null}}");
  }

  /** Whether it is known what became of it. */
  private boolean told(Pod pod) {
    for (Jar backend : pod.backend()) {
      if (!backend.isAlive()) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch
            .putObject("metadata")
            .putObject("annotations")
            .put("plimsoll.io/log", "")
            .put("plimsoll.io/previous-log", backend.stderr());
        api.send("PATCH", PODS + "/" + pod.name(), patch.toString());
        api.send(
            "PATCH",
            PODS + "/" + pod.name() + "/status",
            CRASHED.formatted(backend.exitCode(PATIENCE_SECONDS)));
        return true;
      }
      if (!backend.stderr().contains("connected to")) {
        return false;
      }
      api.send("PATCH", PODS + "/" + pod.name() + "/status", READY);
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    running.forEach(pod -> pod.backend().forEach(Jar::close));
  }
}
