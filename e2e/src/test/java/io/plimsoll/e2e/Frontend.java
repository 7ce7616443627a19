package io.plimsoll.e2e;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A frontend on free loopback ports. */
final class Frontend implements AutoCloseable {

  private final Jar jar;
  private final String clients;
  private final String workers;
  private final String metrics;

  private Frontend(Jar jar) {
    this.jar = jar;
    this.clients = jar.awaitLog("clients (\\S+), workers");
    this.workers = jar.awaitLog("workers (\\S+), metrics");
    this.metrics = jar.awaitLog("metrics (http://\\S+)/");
  }

  /**
   * With these options and queues. Where there are several queues, {@code --loops 2} makes messages
   * change event loops, which a frontend on few processors does not do by itself.
   */
  static Frontend start(String... args) {
    return startIn(List.of(), args);
  }

  /** The same behind a command of its own: see {@link Jar#startIn}. */
  static Frontend startIn(List<String> wrapper, String... args) {
    return startIn(wrapper, List.of("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"), args);
  }

  /** The same on these addresses, for clients, workers and metrics. */
  static Frontend startIn(List<String> wrapper, List<String> addresses, String... args) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-caddr", addresses.get(0), "-waddr", addresses.get(1)));
    all.addAll(List.of("-maddr", addresses.get(2)));
    all.addAll(Arrays.asList(args));
    return new Frontend(Jar.startIn(wrapper, "frontend", all.toArray(String[]::new)));
  }

  Jar jar() {
    return jar;
  }

  /** Where clients connect. */
  String clients() {
    return clients;
  }

  /** Where backends connect. */
  String workers() {
    return workers;
  }

  /** The status port, without a path. */
  String metrics() {
    return metrics;
  }

  /** A hand-written client. */
  Peer clientPeer() {
    return Peer.connect(clients);
  }

  /** A hand-written worker. */
  Peer workerPeer() {
    return Peer.connect(workers);
  }

  /** A plain socket to the client port. */
  Socket clientSocket() {
    return Peer.socket(clients);
  }

  /** A plain socket to the worker port. */
  Socket workerSocket() {
    return Peer.socket(workers);
  }

  /** The figures of one queue. */
  JsonNode queue(String name) {
    return Http.json(metrics + "/queues").path("queues").path(name);
  }

  /** Waits until so many requests of queue sleep wait and run. */
  void await(int waiting, int running) {
    Wait.until(
        Duration.ofSeconds(20),
        () -> waiting + " waiting, " + running + " running: " + queue("sleep"),
        () -> {
          JsonNode queue = queue("sleep");
          return queue.path("waiting").asInt() == waiting
              && queue.path("running").asInt() == running;
        });
  }

  /** A client on a free control port. */
  Jar client(String... args) {
    return Jar.start("client", with(args, "-faddr", clients, "-caddr", "127.0.0.1:0"));
  }

  /** A backend that is connected. */
  Jar backend(String... args) {
    return connected(Jar.start("backend", with(args, "-faddr", workers)));
  }

  /** The same as pod {@code pod} on node {@code node}. */
  Jar backendOn(String pod, String node, String... args) {
    return connected(startingBackendOn(pod, node, args));
  }

  /** The same, which is not connected yet. */
  Jar startingBackendOn(String pod, String node, String... args) {
    List<String> names = List.of("env", "MY_POD=" + pod, "MY_NODE=" + node);
    String[] all = with(args, "-faddr", workers, "-pod-env", "MY_POD", "-node-env", "MY_NODE");
    return Jar.startIn(names, "backend", all);
  }

  private static Jar connected(Jar backend) {
    backend.awaitLog("connected to");
    return backend;
  }

  private static String[] with(String[] args, String... first) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(args)).toArray(String[]::new);
  }

  @Override
  public void close() {
    jar.close();
  }
}
