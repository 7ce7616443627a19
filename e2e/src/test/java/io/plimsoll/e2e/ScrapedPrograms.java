package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A frontend, backends and a client, and a Prometheus that scrapes them as pods of a cluster.
 *
 * <p>Queue media flows; sleep and fakedev stand still, so that figures can be compared; nobody
 * works on lonely.
 */
final class ScrapedPrograms implements AutoCloseable {

  /** That wait and run in each of sleep and fakedev. */
  static final int STANDING = 5;

  /** A run that outlasts every test. */
  private static final String LONG_RUN = "\"3600\",\"--load\",\"25\"";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Monitors monitors = new Monitors();
  private final Path folder;
  private final Frontend frontend;
  private final Peer sleepWorker;
  private int taken;

  /** There once {@link #begin} is done. */
  @SuppressWarnings("NullAway.Init")
  private Prometheus prometheus;

  private ScrapedPrograms(Path folder) {
    this.folder = folder;
    frontend = opened(Frontend.start("media", "sleep", "fakedev", "lonely"));
    sleepWorker = opened(frontend.workerPeer());
  }

  /** All of them, once each has been scraped. */
  static ScrapedPrograms start(Path folder) throws IOException {
    ScrapedPrograms programs = new ScrapedPrograms(folder);
    boolean begun = false;
    try {
      programs.begin();
      begun = true;
    } finally {
      if (!begun) {
        programs.close();
      }
    }
    return programs;
  }

  private void begin() throws IOException {
    monitors.add(
        "plimsoll-frontend",
        frontend.metrics().replace("http://", ""),
        "frontend-pod",
        labels("frontend", ""),
        "node-1");
    // Some of them wait for the worker that takes them below.
    send(STANDING, "sleep", "");
    send(1, "lonely", "");
    backend("media", "media", "xpum", "--slots=2", "sleep", "0.05");
    for (String identity : List.of("xpum", "dcgm", "collectd")) {
      backend("fakedev", identity, identity, "fakedev");
    }
    send(STANDING, "fakedev", LONG_RUN);
    Jar client = opened(frontend.client("-name", "media", "--rate", "20", "-req-max", "50"));
    monitors.add(
        "plimsoll-client",
        client.awaitLog("http://(\\S+)/"),
        "client-media-pod",
        labels("client", "media"),
        "node-1");
    takeSleeper();
    takeSleeper();
    // As they are, but nobody waits for minutes here.
    Files.writeString(
        folder.resolve("rules.yaml"),
        Manifests.text("monitoring/rules/plimsoll.yaml").replaceAll("for: \\d+m", "for: 1s"));
    prometheus =
        opened(Prometheus.start(folder, monitors.configuration("rules.yaml"), monitors.targets()));
  }

  Frontend frontend() {
    return frontend;
  }

  Prometheus prometheus() {
    return prometheus;
  }

  /** Hands out the next item of queue sleep, which is never answered. */
  void takeSleeper() {
    String first = taken == 0 ? "\"KeepAlive\":true," : "";
    sleepWorker.send("{%s\"Id\":%d,\"Queue\":\"sleep\",\"Wait\":60}".formatted(first, taken++));
    assertThat(sleepWorker.read().path("Error").asString()).isEmpty();
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.push(closeable);
    return closeable;
  }

  /** Of a pod and of its Service. */
  private static Map<String, String> labels(String component, String queue) {
    return Map.of(
        "app.kubernetes.io/name",
        "plimsoll",
        "app.kubernetes.io/component",
        component,
        "plimsoll.io/queue",
        queue);
  }

  /** Each on a node of its own, so that each exports its devices. */
  private void backend(String queue, String name, String identity, String... workload) {
    String pod = "backend-" + name;
    Stream<String> options =
        Stream.of(
            "-name=" + queue,
            "-backoff=1",
            "--metrics=127.0.0.1:0",
            "--identity=" + identity,
            "--device-dir=" + folder.resolve(pod));
    Jar jar =
        opened(
            frontend.backendOn(
                pod,
                "node-" + name,
                Stream.concat(options, Stream.of(workload)).toArray(String[]::new)));
    monitors.add(
        "plimsoll-backend",
        jar.awaitLog("metrics http://(\\S+)/"),
        pod,
        labels("backend", queue),
        "node-" + name);
  }

  private void send(int count, String queue, String args) {
    Peer client = opened(frontend.clientPeer());
    for (int id = 0; id < count; id++) {
      client.send(
          "{\"KeepAlive\":true,\"Id\":%d,\"Queue\":\"%s\",\"Args\":[%s]}"
              .formatted(id, queue, args));
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
