package io.plimsoll.bench.scale;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.bench.load.Load;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.scale.Measure.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A small busy queue beside very many requests and connections that only wait, and the same queue
 * of a frontend that has nothing else.
 */
final class CrowdScale {

  private static final String BUSY = "busy";
  private static final String CROWD = "crowd";

  /** Sessions and window of the busy queue's clients, sessions and work requests of its workers. */
  private static final int CLIENTS = 4;

  private static final int WINDOW = 16;
  private static final int WORKERS = 2;
  private static final int POLLS = 64;

  private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);

  /** How much worse than the empty frontend it may be. */
  private static final double SHARE = 0.2;

  private static final double MIB = 1 << 20;

  private final Measure measure;
  private final Function<List<String>, FrontendProcess> start;
  private final Loop loop;
  private int looks;

  CrowdScale(Measure measure, Function<List<String>, FrontendProcess> start, Loop loop) {
    this.measure = measure;
    this.start = start;
    this.loop = loop;
  }

  void run(int connections, int queued) {
    List<String> queues = List.of(BUSY, CROWD);
    try (FrontendProcess empty = start.apply(queues);
        FrontendProcess full = start.apply(queues)) {
      List<Load> loads = List.of(load(empty), load(full));
      // So that what the busy queue needs is there before memory is measured.
      loads.forEach(load -> load.saturate(measure.time()));
      List<Crowd> crowd = new ArrayList<>();
      memory(full, connections, queued, crowd);
      compare(measure.sideBySide(loads));
      String metrics = full.metrics();
      double waiting =
          FrontendProcess.figure(metrics, "hpa_queue_waiting{name=\"" + CROWD + "\",}").orElse(-1);
      if (waiting != queued) {
        throw new IllegalStateException("waiting at the end: " + waiting + "\n" + metrics);
      }
      crowd.forEach(Crowd::close);
    }
  }

  private Load load(FrontendProcess frontend) {
    return new Load(loop, frontend, List.of(BUSY), CLIENTS, WINDOW, WORKERS, POLLS);
  }

  private void memory(FrontendProcess full, int connections, int queued, List<Crowd> crowd) {
    measure.line(
        "| %-30s | %14s | %14s | %20s |", "state", "live heap MiB", "resident MiB", "each");
    measure.line("| %-30s | %14s | %14s | %20s |", "-----", "---:", "---:", "---:");
    long live = row(full, "the busy queue only", 0, 0);
    for (int i = 0; i < connections; i++) {
      crowd.add(new Crowd(loop, full.clients(), CROWD));
      if (i % 100 == 0) {
        loop.run(Duration.ofMillis(1));
      }
    }
    await("connections", () -> crowd.stream().allMatch(Crowd::idle));
    live =
        row(
            full,
            String.format(Locale.ROOT, "and %,d connections", connections),
            live,
            connections);
    for (int i = 0; i < queued; i++) {
      crowd.get(i % connections).request();
    }
    await("requests", () -> waiting(full) == queued);
    row(full, String.format(Locale.ROOT, "and %,d requests waiting", queued), live, queued);
    measure.line("");
  }

  /** A look at the metrics takes longer than a turn of the loop. */
  private double waiting(FrontendProcess frontend) {
    if (looks++ % 50 != 0) {
      return -1;
    }
    return FrontendProcess.figure(frontend.metrics(), "hpa_queue_waiting{name=\"" + CROWD + "\",}")
        .orElse(-1);
  }

  private void await(String what, BooleanSupplier done) {
    if (!loop.runUntil(CONNECTED_WITHIN, done)) {
      throw new IllegalStateException("not there: " + what);
    }
  }

  private long row(FrontendProcess frontend, String state, long liveBefore, int more) {
    long live = frontend.liveBytes().orElse(0);
    if (live == 0) {
      measure.line("HEAP NOT MEASURED: no jcmd beside this Java (expected: a JDK)");
    }
    String each =
        more == 0
            ? ""
            : String.format(Locale.ROOT, "%,d bytes of heap", (live - liveBefore) / more);
    measure.line(
        "| %-30s | %14.1f | %14.0f | %20s |",
        state, live / MIB, frontend.residentBytes() / MIB, each);
    return live;
  }

  private void compare(List<Rounds> rounds) {
    Rounds empty = rounds.get(0);
    Rounds full = rounds.get(1);
    measure.line(
        "| %-12s | %14s | %12s | %10s | %10s |",
        "the rest", "jobs a second", "us each", "p50 ms", "p99 ms");
    measure.line("| %-12s | %14s | %12s | %10s | %10s |", "-----", "---:", "---:", "---:", "---:");
    busyRow("empty", empty);
    busyRow("waits", full);
    measure.line("");
    measure.atLeast(
        "jobs a second, waits to empty", full.jobsPerSecond() / empty.jobsPerSecond(), 1 - SHARE);
    measure.atMost("p99, waits to empty", full.p99Millis() / empty.p99Millis(), 1 + SHARE);
    measure.line("");
  }

  private void busyRow(String rest, Rounds rounds) {
    measure.line(
        "| %-12s | %14.0f | %12.1f | %10.2f | %10.2f |",
        rest, rounds.jobsPerSecond(), rounds.fastMicros(), rounds.p50Millis(), rounds.p99Millis());
  }
}
