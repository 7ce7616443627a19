package io.plimsoll.bench.compare;

import io.plimsoll.bench.load.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A server and the generator that drives it, both fresh processes. */
final class Stand implements AutoCloseable {

  /** Until a server listens: some tenths of a second, and much more on a machine that is busy. */
  private static final long START_MILLIS = 60_000;

  private static final long LOOK_MILLIS = 20;

  /** For connecting and disconnecting everyone. */
  private static final long GENERATOR_MILLIS = 60_000;

  /** Generators are to take little from the servers beside them: no threads of the collector. */
  private static final List<String> GENERATOR_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:-UsePerfData");

  private static final String LOOPBACK = "127.0.0.1";

  private final Child server;
  private final Child generator;

  private Stand(Child server, Child generator) {
    this.server = server;
    this.generator = generator;
  }

  /** Starts both on free ports, and returns when the server listens. */
  static Stand start(Contender system, Settings settings) throws IOException, InterruptedException {
    int clientPort = freePort();
    int workerPort = freePort();
    Child server =
        Child.server(
            system.title() + "-server",
            settings.logs(),
            serverCommand(system, settings, clientPort, workerPort));
    try {
      awaitListening(server, clientPort);
      if (system == Contender.SESSION || system == Contender.CLASSIC || system == Contender.HUB) {
        awaitListening(server, workerPort);
      } else {
        workerPort = clientPort;
      }
      return new Stand(
          server,
          Child.generator(
              system.title() + "-generator",
              settings.logs(),
              generatorCommand(system, settings, server.pid(), clientPort, workerPort)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Measures.
   *
   * @throws IllegalStateException if that did not work
   */
  Figures measure(Run run) throws InterruptedException {
    String answer =
        generator.ask(run.toLine(), run.warmMillis() + run.measureMillis() + GENERATOR_MILLIS);
    if (answer.startsWith("error:")) {
      throw generator.failed(answer);
    }
    Figures figures = Figures.parse(answer);
    if (figures.jobs() == 0) {
      throw server.failed("no job was done");
    }
    return figures;
  }

  /** Has the code of both compiled. */
  void warm(Run run, long millis) throws InterruptedException {
    if (millis > 0) {
      measure(run.lasting(0, millis));
    }
  }

  private static List<String> serverCommand(
      Contender system, Settings settings, int clientPort, int workerPort) {
    String clients = Integer.toString(clientPort);
    String workers = Integer.toString(workerPort);
    return switch (system) {
      case SESSION -> frontend(settings, clients, workers, "0");
      // A worker of this mode that found nothing would have to ask again and again.
      case CLASSIC -> frontend(settings, clients, workers, "3600");
      // One thread: costs less a job on two processors than the four it has by default.
      case GEARMAN ->
          List.of(
              "gearmand",
              "--threads=0",
              "--listen=" + LOOPBACK,
              "--port=" + clients,
              "--log-file=stderr");
      case NATS, NATS_WIRE -> List.of("nats-server", "-a", LOOPBACK, "-p", clients);
      case BEANSTALKD -> List.of("beanstalkd", "-l", LOOPBACK, "-p", clients);
      case HUB -> java(settings, settings.javaOptions(), Hub.class, clients, workers);
      case ECHO -> java(settings, settings.javaOptions(), Echo.class, clients);
    };
  }

  private static List<String> generatorCommand(
      Contender system, Settings settings, long serverPid, int clientPort, int workerPort) {
    String clients = Integer.toString(clientPort);
    String pid = Long.toString(serverPid);
    if (system == Contender.GEARMAN) {
      return List.of(settings.gearmanLoad().toString(), clients, pid, Job.ARGUMENT, Job.ANSWER);
    }
    String workers = Integer.toString(workerPort);
    return java(
        settings, GENERATOR_OPTIONS, Generator.class, system.title(), pid, clients, workers);
  }

  private static List<String> frontend(
      Settings settings, String clients, String workers, String classicWait) {
    List<String> command = new ArrayList<>();
    command.add(settings.java());
    command.addAll(settings.javaOptions());
    command.addAll(List.of("-jar", settings.frontendJar().toString()));
    command.addAll(List.of("--clients", LOOPBACK + ":" + clients));
    command.addAll(List.of("--workers", LOOPBACK + ":" + workers));
    command.addAll(List.of("--metrics", LOOPBACK + ":0"));
    command.addAll(List.of("--classic-wait", classicWait, Job.QUEUE));
    return command;
  }

  private static List<String> java(
      Settings settings, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(settings.java());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Free a moment ago: not every server can be asked for any free port. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Child server, int port) throws InterruptedException {
    long deadline = System.nanoTime() + START_MILLIS * 1_000_000;
    while (!listens(port)) {
      if (!server.isAlive()) {
        throw server.failed("has ended");
      }
      if (System.nanoTime() > deadline) {
        throw server.failed("does not listen on port " + port);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    generator.close();
    server.close();
  }
}
