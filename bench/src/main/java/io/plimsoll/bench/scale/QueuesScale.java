package io.plimsoll.bench.scale;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.bench.load.Load;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.scale.Measure.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The same load on one queue and spread over more, each in a frontend of its own. */
final class QueuesScale {

  private static final int[] QUEUES = {1, 10, 100};

  /** Sessions and window of the clients: 256 requests outstanding. */
  private static final int CLIENTS = 4;

  private static final int WINDOW = 64;

  /** Sessions of the workers, and work requests of each: one for each of the most queues. */
  private static final int WORKERS = 4;

  private static final int POLLS = 100;

  /** A cost is flat if no number of queues has more than this of another's. */
  private static final double FLAT = 1.2;

  private final Measure measure;
  private final Function<List<String>, FrontendProcess> start;
  private final Loop loop;

  QueuesScale(Measure measure, Function<List<String>, FrontendProcess> start, Loop loop) {
    this.measure = measure;
    this.start = start;
    this.loop = loop;
  }

  void run() {
    List<FrontendProcess> frontends = new ArrayList<>();
    try {
      List<Load> loads = new ArrayList<>();
      for (int count : QUEUES) {
        List<String> queues = IntStream.range(0, count).mapToObj(i -> "queue-" + i).toList();
        FrontendProcess frontend = start.apply(queues);
        frontends.add(frontend);
        loads.add(new Load(loop, frontend, queues, CLIENTS, WINDOW, WORKERS, POLLS));
      }
      compare(measure.sideBySide(loads));
    } finally {
      frontends.forEach(FrontendProcess::close);
    }
  }

  private void compare(List<Rounds> rounds) {
    measure.line(
        "| %6s | %14s | %14s | %20s | %10s | %10s |",
        "queues", "jobs a second", "us each", "us each at the rate", "p50 ms", "p99 ms");
    measure.line(
        "| %6s | %14s | %14s | %20s | %10s | %10s |",
        "---:", "---:", "---:", "---:", "---:", "---:");
    for (int i = 0; i < QUEUES.length; i++) {
      Rounds one = rounds.get(i);
      measure.line(
          "| %6d | %14.0f | %14.1f | %20.1f | %10.2f | %10.2f |",
          QUEUES[i],
          one.jobsPerSecond(),
          one.fastMicros(),
          one.pacedMicros(),
          one.p50Millis(),
          one.p99Millis());
    }
    measure.line("");
    Rounds first = rounds.get(0);
    for (int i = 1; i < QUEUES.length; i++) {
      Rounds more = rounds.get(i);
      String queues = QUEUES[i] + " queues to 1, ";
      double paced = more.pacedMicros() / first.pacedMicros();
      measure.atMost(queues + "processor time of a job at the rate", paced, FLAT);
      double fast = more.jobsPerSecond() / first.jobsPerSecond();
      measure.atLeast(queues + "jobs a second", fast, 1 / FLAT);
    }
    measure.line("");
  }
}
