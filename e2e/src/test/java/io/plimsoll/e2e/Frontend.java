package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A frontend on free loopback ports. */
final class Frontend implements AutoCloseable {

  private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

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

  /** With these options and queues. */
  static Frontend start(String... args) {
    return startIn(List.of(), args);
  }

  /** The same behind a command of its own: see {@link Jar#startIn}. */
  static Frontend startIn(List<String> wrapper, String... args) {
    List<String> all =
        new ArrayList<>(
            List.of("-caddr", "127.0.0.1:0", "-waddr", "127.0.0.1:0", "-maddr", "127.0.0.1:0"));
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

  /** A plain socket to the client port. */
  Socket clientSocket() {
    return connect(clients);
  }

  /** A plain socket to the worker port. */
  Socket workerSocket() {
    return connect(workers);
  }

  /** The figures of one queue. */
  JsonNode queue(String name) {
    return Http.json(metrics + "/queues").path("queues").path(name);
  }

  /** A client on a free control port. */
  Jar client(String... args) {
    return with("client", clients, new String[] {"-caddr", "127.0.0.1:0"}, args);
  }

  /** A backend that is connected. */
  Jar backend(String... args) {
    Jar backend = with("backend", workers, new String[0], args);
    backend.awaitLog("connected to");
    return backend;
  }

  private static Jar with(String name, String address, String[] more, String[] args) {
    List<String> all = new ArrayList<>(List.of("-faddr", address));
    all.addAll(Arrays.asList(more));
    all.addAll(Arrays.asList(args));
    return Jar.start(name, all.toArray(String[]::new));
  }

  private static Socket connect(String address) {
    int colon = address.lastIndexOf(':');
    try {
      Socket socket = new Socket();
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
      socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    jar.close();
  }
}
