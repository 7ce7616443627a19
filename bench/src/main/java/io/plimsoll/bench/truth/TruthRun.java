package io.plimsoll.bench.truth;

import io.plimsoll.bench.load.FrontendProcess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * All queues at the same time, through the real programs: one frontend, and for each queue a
 * backend with so many slots and a client with Poisson arrivals. One more queue has always work;
 * from it comes the time between a reply and the next item.
 */
final class TruthRun implements AutoCloseable {

  /** The queue that has always work. */
  private static final String BUSY = "busy";

  /** Of its client: so that one always waits. */
  private static final int BUSY_PARALLEL = 3;

  /** For what waits at the end of the warm-up to be done, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Where the programs are.
   *
   * @param logs a folder for what they log
   */
  record Jars(Path java, Path frontend, Path backend, Path client, Path logs) {}

  /**
   * What came of it.
   *
   * @param queues in the order of the models
   * @param gapSeconds mean time between a reply and the next item
   */
  record Result(List<Measured> queues, double gapSeconds) {}

  private final List<QueueModel> models;
  private final long seed;
  private final Jars jars;
  private final Web web = new Web();
  private final List<AutoCloseable> processes = new ArrayList<>();
  private final List<Program> clients = new ArrayList<>();
  private final List<String> controls = new ArrayList<>();
  private String frontend = "";

  TruthRun(List<QueueModel> models, long seed, Jars jars) {
    this.models = models;
    this.seed = seed;
    this.jars = jars;
  }

  /** The seed of a queue's client. */
  static long arrivals(long seed, int queue) {
    return 1000 * seed + queue;
  }

  /** The seed of a queue's backend: with the client's, every long gap had a long service. */
  static long services(long seed, int queue) {
    return 1000 * seed + 500 + queue;
  }

  /** Starts all programs, under load at once: they warm up. */
  void start() {
    String[] queues =
        Stream.concat(models.stream().map(QueueModel::queue), Stream.of(BUSY))
            .toArray(String[]::new);
    FrontendProcess process =
        FrontendProcess.start(
            jars.java().toString(), jars.frontend(), List.of("-XX:+UseSerialGC"), List.of(queues));
    processes.add(process);
    frontend = process.status();
    String toWorkers = address(process.workers());
    String toClients = address(process.clients());
    for (int i = 0; i < queues.length; i++) {
      QueueModel model = i < models.size() ? models.get(i) : null;
      List<String> slots =
          List.of("--slots", Integer.toString(model == null ? 1 : model.servers()));
      List<String> sleep =
          model == null
              ? List.of("sleep", Double.toString(models.get(0).serviceSeconds()))
              : List.of("sleep", model.sleep(), "--seed", Long.toString(services(seed, i)));
      List<String> load =
          model == null
              ? List.of("-req-now", "" + BUSY_PARALLEL, "-req-max", "" + BUSY_PARALLEL)
              : List.of(
                  "--rate",
                  Double.toString(model.ratePerSecond()),
                  "--poisson",
                  "--seed",
                  Long.toString(arrivals(seed, i)));
      List<String> queue = List.of("-name", queues[i]);
      List<String> worker = List.of("-faddr", toWorkers, "-backoff", "1");
      program(jars.backend(), "backend-" + queues[i], List.of(worker, queue, slots, sleep));
      List<String> client = List.of("-faddr", toClients, "-caddr", "127.0.0.1:0");
      clients.add(program(jars.client(), "client-" + queues[i], List.of(client, queue, load)));
    }
    clients.forEach(client -> controls.add(client.awaitLog("control page: (http://\\S+)/")));
  }

  private Program program(Path jar, String name, List<List<String>> arguments) {
    List<String> all = arguments.stream().flatMap(List::stream).toList();
    Program program = Program.start(jars.java(), jar, name, jars.logs(), all);
    processes.add(program);
    return program;
  }

  private static String address(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** Empties all queues, lets the time pass from there, and reads the figures. */
  Result measure(Duration time) {
    for (int i = 0; i < models.size(); i++) {
      web.get(controls.get(i) + "/parallelism?type=json&value=0");
    }
    List<Integer> gaps = new ArrayList<>();
    for (String control : controls.subList(0, models.size())) {
      await(() -> stats(control).path("load").path("outstanding").asInt() == 0);
      // One more than was started: the next start was drawn, and is forgone.
      gaps.add(1 + stats(control).path("load").path("startedTotal").asInt());
    }
    JsonNode before = web.get(frontend + "/queues").path("queues");
    GaugeSampler sampler = new GaugeSampler(web, frontend);
    sampler.start();
    web.get(controls.get(models.size()) + "/reset?type=json");
    for (int i = 0; i < models.size(); i++) {
      web.get(controls.get(i) + "/parallelism?type=json&value=100000");
    }
    Pause.millis(time.toMillis());
    sampler.stop();
    List<JsonNode> stats = controls.stream().map(this::stats).toList();
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String queue = models.get(i).queue();
      int sleeps = before.path(queue).path("success").asInt();
      JsonNode period = stats.get(i).path("period");
      measured.add(measured(period, gaps.get(i), sleeps, sampler.meanWaiting(queue)));
    }
    return new Result(measured, gapSeconds(stats.get(models.size()).path("period")));
  }

  private JsonNode stats(String control) {
    return web.get(control + "/stats?type=json");
  }

  /** A server that has always work spends all its time in runs and between them. */
  private static double gapSeconds(JsonNode busy) {
    double each = busy.path("seconds").asDouble() / busy.path("succeeded").asLong();
    return each - busy.path("runSeconds").path("mean").asDouble();
  }

  private static Measured measured(
      JsonNode period, int gapsBefore, int sleepsBefore, double meanWaiting) {
    JsonNode waits = period.path("waitSeconds");
    return new Measured(
        gapsBefore,
        sleepsBefore,
        period.path("seconds").asDouble(),
        period.path("started").asLong(),
        period.path("failed").asLong(),
        new Waits(
            waits.path("count").asLong(),
            waits.path("mean").asDouble(),
            waits.path("p50").asDouble(),
            waits.path("p90").asDouble(),
            waits.path("p99").asDouble()),
        period.path("runSeconds").path("mean").asDouble(),
        period.path("overheadSeconds").path("mean").asDouble(),
        period.path("lagSeconds").path("mean").asDouble(),
        meanWaiting);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("a queue does not become empty");
      }
      Pause.millis(20);
    }
  }

  @Override
  public void close() {
    // The frontend last: the others would tell of its end.
    for (int i = processes.size() - 1; i >= 0; i--) {
      try {
        processes.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
