package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.FrontendProcess;
import java.util.ArrayList;
import java.util.List;

/** Compares what the clients have counted with what the frontend has. */
final class Books {

  private final List<String> failed = new ArrayList<>();
  private final String metrics;

  private Books(String metrics) {
    this.metrics = metrics;
  }

  /** What does not balance, a line each. */
  static List<String> check(Soak soak, FrontendProcess frontend) {
    Books books = new Books(frontend.metrics());
    for (SoakQueue queue : SoakQueue.values()) {
      books.queue(queue, soak.tally(queue));
    }
    for (String port : List.of("clients", "workers")) {
      books.same("open connections, " + port, books.open(port), 0);
    }
    books.same("idle clients cut off", soak.idleLost, 0);
    if (!soak.workerHeard().isEmpty()) {
      books.failed.add("a worker was told: " + soak.workerHeard());
    }
    books.log(frontend.log());
    return books.failed;
  }

  /** Whether the frontend still sees a connection. */
  static boolean connected(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("hpa_connections_open{"))
        .anyMatch(line -> !line.endsWith(" 0.0"));
  }

  private void queue(SoakQueue queue, Tally tally) {
    String name = queue.queueName();
    for (String gauge : List.of("waiting", "running", "all", "workers_waiting")) {
      same(name + ": " + gauge, figure("hpa_queue_" + gauge, name), 0);
    }
    same(name + ": answers to nothing, first " + tally.firstUnexpected, tally.unexpected, 0);
    same(name + ": clients cut off, first " + tally.firstCutOff, tally.cutOff, 0);
    long success = figure("hpa_queue_success_total", name);
    long failure = figure("hpa_queue_failure_total", name);
    long disconnect = figure("hpa_queue_disconnect_total", name);
    long accepted = success + failure + disconnect;
    same(name + ": sent", tally.sent, tally.answered() + tally.dropped);
    switch (queue) {
      case STAYING, CLASSIC -> {
        same(name + ": answered", tally.answered(), tally.sent);
        same(name + ": success", success, tally.succeeded);
        same(name + ": failure", failure, tally.failed);
        same(name + ": disconnect", disconnect, 0);
      }
      case LEAVING -> {
        same(name + ": success + failure + disconnect", accepted, tally.sent);
        atMost(name + ": answered", tally.answered(), success + failure);
      }
      case ABRUPT -> {
        // What was on its way when the connection was cut may have come or not.
        atMost(name + ": success + failure + disconnect", accepted, tally.sent);
        atMost(name + ": answered", tally.answered(), success + failure);
      }
    }
  }

  private void log(String log) {
    same("lines with LEAK in the log", count(log, "LEAK"), 0);
    same("lines of stack traces in the log", count(log, "\tat "), 0);
  }

  private static long count(String log, String what) {
    return log.lines().filter(line -> line.contains(what)).count();
  }

  private long figure(String metric, String queue) {
    return value(metric + "{name=\"" + queue + "\",}");
  }

  private long open(String port) {
    return value("hpa_connections_open{port=\"" + port + "\",}");
  }

  private long value(String nameAndLabels) {
    return (long)
        FrontendProcess.figure(metrics, nameAndLabels)
            .orElseThrow(() -> new IllegalStateException("no " + nameAndLabels + "\n" + metrics));
  }

  private void same(String what, long is, long expected) {
    if (is != expected) {
      failed.add(what + ": " + is + " (expected: " + expected + ")");
    }
  }

  private void atMost(String what, long is, long most) {
    if (is > most) {
      failed.add(what + ": " + is + " (expected: at most " + most + ")");
    }
  }
}
