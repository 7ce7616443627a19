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

  /**
   * Measures all numbers of queues with each of these numbers of event loops.
   *
   * @param loops of a frontend; 0 = what it takes by itself
   */
  void run(List<Integer> loops) {
    List<FrontendProcess> frontends = new ArrayList<>();
    try {
      List<Load> loads = new ArrayList<>();
      for (int each : loops) {
        for (int count : QUEUES) {
          List<String> queues = IntStream.range(0, count).mapToObj(i -> "queue-" + i).toList();
          List<String> arguments = new ArrayList<>(List.of("--loops", Integer.toString(each)));
          arguments.addAll(queues);
          FrontendProcess frontend = start.apply(arguments);
          frontends.add(frontend);
          loads.add(new Load(loop, frontend, queues, CLIENTS, WINDOW, WORKERS, POLLS));
        }
      }
      compare(loops, measure.sideBySide(loads));
    } finally {
      frontends.forEach(FrontendProcess::close);
    }
  }

  private void compare(List<Integer> loops, List<Rounds> rounds) {
    measure.line(
        "| %7s | %6s | %14s | %14s | %20s | %10s | %10s |",
        "loops", "queues", "jobs a second", "us each", "us each at the rate", "p50 ms", "p99 ms");
    measure.line(
        "| %7s | %6s | %14s | %14s | %20s | %10s | %10s |",
        "---:", "---:", "---:", "---:", "---:", "---:", "---:");
    for (int i = 0; i < rounds.size(); i++) {
      Rounds one = rounds.get(i);
      measure.line(
          "| %7s | %6d | %14.0f | %14.1f | %20.1f | %10.2f | %10.2f |",
          name(loops.get(i / QUEUES.length)),
          QUEUES[i % QUEUES.length],
          one.jobsPerSecond(),
          one.fastMicros(),
          one.pacedMicros(),
          one.p50Millis(),
          one.p99Millis());
    }
    measure.line("");
    // To the first row all of them: the others' one queue pays for more loops than it needs.
    Rounds first = rounds.get(0);
    for (int i = 1; i < rounds.size(); i++) {
      Rounds more = rounds.get(i);
      String which =
          "loops "
              + name(loops.get(i / QUEUES.length))
              + ", queues "
              + QUEUES[i % QUEUES.length]
              + " to the first row, ";
      double paced = more.pacedMicros() / first.pacedMicros();
      measure.atMost(which + "processor time of a job at the rate", paced, FLAT);
      double full = more.fastMicros() / first.fastMicros();
      measure.atMost(which + "processor time of a job at full speed", full, FLAT);
      double fast = more.jobsPerSecond() / first.jobsPerSecond();
      measure.atLeast(which + "jobs a second", fast, 1 / FLAT);
    }
    measure.line("");
  }

  private static String name(int loops) {
    return loops == 0 ? "default" : Integer.toString(loops);
  }
}
