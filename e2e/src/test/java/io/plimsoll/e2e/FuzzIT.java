package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A frontend with a small heap, and peers that send what they should not: everyone else is served,
 * and nothing grows. {@code scripts/fuzz-jars} runs this with many more inputs.
 */
@Tag("long")
@Tag("alone")
class FuzzIT {

  /** How many inputs in all. */
  private static final long INPUTS = Long.getLong("plimsoll.fuzz.inputs", 100_000);

  private static final long SEED = Long.getLong("plimsoll.fuzz.seed", System.nanoTime());

  /** After each of which all hostile peers leave, and everything must be as before. */
  private static final int ROUNDS = INPUTS > 1_000_000 ? 40 : 4;

  /** Clients, workers, and one that reads the status pages. */
  private static final int CLIENTS = 2;

  private static final int WORKERS = 3;

  /** How much more of the heap may be in use in the end than after the first round. */
  private static final long HEAP_GROWTH_KIB = 4 * 1024;

  /** How much more memory it may take than before: its heap, and what each thread keeps ready. */
  private static final long RSS_GROWTH_KIB = 96 * 1024;

  private static final int LOG_LINES = 60;

  private static Frontend frontend() {
    return Frontend.startIn(
        List.of("env", "JAVA_TOOL_OPTIONS=-Xmx64m"),
        "-qmax",
        "256",
        "--loops",
        "2",
        "sleep",
        "replay",
        "steady");
  }

  @Test
  void hostileMessagesHarmNobodyElseAndLeaveNothingBehind() throws Exception {
    System.out.printf("fuzzing the jars: %d inputs, plimsoll.fuzz.seed %d%n", INPUTS, SEED);
    try (Frontend frontend = frontend();
        SteadyFlow flow = new SteadyFlow(frontend)) {
      flow.job();
      Footprint fresh = Footprint.of(frontend);
      long start = System.nanoTime();
      Footprint warm = fresh;
      Footprint last = fresh;
      System.out.printf("fresh: %s%n", fresh);
      for (int round = 1; round <= ROUNDS; round++) {
        long connections = attack(frontend, flow, INPUTS / ROUNDS, SEED + 1000L * round);
        last = Footprint.of(frontend);
        warm = round == 1 ? last : warm;
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "%d inputs, %.0f s, %.0f inputs a second, %d connections; %s; %d jobs, slowest %.3f s%n",
            INPUTS / ROUNDS * round,
            seconds,
            INPUTS / ROUNDS * round / seconds,
            connections,
            last,
            flow.jobs(),
            flow.slowestSeconds());
      }
      assertThat(last.heapKib()).as("%s", warm).isLessThan(warm.heapKib() + HEAP_GROWTH_KIB);
      assertThat(last.rssKib()).isLessThan(fresh.rssKib() + RSS_GROWTH_KIB);
      assertThat(last.series()).as("time series").isEqualTo(fresh.series());
      assertThat(last.descriptors()).as("descriptors").isLessThan(fresh.descriptors() + 8);
      assertQuietLog(frontend);
    }
  }

  @Test
  void connectionsThatAreClosedAtOnceLeaveNothingBehind() throws Exception {
    Duration time = Duration.ofSeconds(INPUTS > 1_000_000 ? 20 : 3);
    try (Frontend frontend = frontend();
        SteadyFlow flow = new SteadyFlow(frontend)) {
      flow.job();
      Footprint fresh = Footprint.of(frontend);
      AtomicLong count = new AtomicLong();
      long start = System.nanoTime();
      List<Work> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String port = i % 2 == 0 ? frontend.clients() : frontend.workers();
        boolean reset = i < 2;
        work.add(
            () -> {
              while (System.nanoTime() - start < time.toNanos()) {
                try (Socket socket = Peer.socket(port)) {
                  socket.setSoLinger(reset, 0);
                }
                count.incrementAndGet();
              }
            });
      }
      together(work, flow);
      awaitNobody(frontend);
      Footprint last = Footprint.of(frontend);
      System.out.printf(
          "%.0f connections a second that were closed at once; %d jobs, the slowest %.3f s; %s%n",
          count.get() * 1e9 / time.toNanos(), flow.jobs(), flow.slowestSeconds(), last);
      assertThat(last.descriptors()).isLessThan(fresh.descriptors() + 8);
      assertThat(last.series()).isEqualTo(fresh.series());
      assertQuietLog(frontend);
    }
  }

  /**
   * Until so many inputs were read; then all are gone, and the gauges are back at zero. Returns how
   * many connections it took.
   */
  private static long attack(Frontend frontend, SteadyFlow flow, long inputs, long seed)
      throws Exception {
    AtomicLong left = new AtomicLong(inputs);
    List<Work> work = new ArrayList<>();
    List<HostilePeer> peers = new ArrayList<>();
    for (int i = 0; i < CLIENTS + WORKERS + 1; i++) {
      HostilePeer peer = new HostilePeer(seed + i);
      peers.add(peer);
      int kind = i;
      work.add(
          () -> {
            while (left.get() > 0) {
              long before = peer.inputs();
              if (kind < CLIENTS) {
                peer.client(frontend.clients());
              } else if (kind < CLIENTS + WORKERS) {
                peer.worker(frontend.workers());
              } else {
                peer.scraper(frontend.metrics().substring("http://".length()));
              }
              left.addAndGet(before - peer.inputs());
            }
          });
    }
    together(work, flow);
    awaitNobody(frontend);
    return peers.stream().mapToLong(HostilePeer::connections).sum();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Does all of it at the same time, while jobs flow. */
  private static void together(List<Work> work, SteadyFlow flow) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Work each : work) {
        all.add(
            threads.submit(
                () -> {
                  each.run();
                  return null;
                }));
      }
      for (Future<?> each : all) {
        while (!each.isDone()) {
          flow.job();
          Wait.tick();
        }
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("plimsoll.fuzz.seed " + SEED, e.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** Only the two of the steady flow are connected, and no request is anywhere. */
  private static void awaitNobody(Frontend frontend) {
    Wait.until(
        Duration.ofSeconds(60),
        () -> "nobody but the steady flow: " + Http.get(frontend.metrics() + "/queues").body(),
        () -> {
          String metrics = Http.get(frontend.metrics() + "/metrics").body();
          boolean alone =
              metrics.contains("hpa_connections_open{port=\"clients\",} 1.0")
                  && metrics.contains("hpa_connections_open{port=\"workers\",} 1.0");
          for (String queue : List.of("sleep", "replay", "steady")) {
            JsonNode figures = frontend.queue(queue);
            for (String gauge : List.of("all", "abandoned", "workersWaiting")) {
              alone &= figures.path(gauge).asInt(-1) == 0;
            }
          }
          return alone;
        });
  }

  private static void assertQuietLog(Frontend frontend) {
    List<String> log = frontend.jar().stderr().lines().toList();
    assertThat(log).hasSizeLessThan(LOG_LINES);
    assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
    assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
  }
}
