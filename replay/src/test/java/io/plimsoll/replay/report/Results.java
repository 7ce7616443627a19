package io.plimsoll.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Results of requests, made up. */
final class Results {

  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000_000_000;

  private Results() {}

  /** One that succeeded: due and sent at a time, with a latency. */
  static RequestResult ok(String urlKey, long dueNanos, long latencyNanos) {
    return result(urlKey, RequestOutcome.SUCCEEDED, dueNanos, 0, latencyNanos, null);
  }

  static RequestResult late(long dueNanos, long byOrder, long byClients, long generator) {
    long start = dueNanos + byOrder + byClients + generator;
    return new RequestResult(
        "GET /a",
        "/a",
        RequestOutcome.SUCCEEDED,
        dueNanos,
        start,
        start + MILLI,
        200,
        10,
        false,
        false,
        byOrder,
        byClients,
        generator,
        null);
  }

  static RequestResult failed(String urlKey, long dueNanos, RequestError error) {
    return result(urlKey, RequestOutcome.FAILED, dueNanos, 0, MILLI, error);
  }

  static RequestResult notStarted(long dueNanos) {
    return result("GET /a", RequestOutcome.NOT_STARTED, dueNanos, 0, 0, null);
  }

  static RequestResult cancelled(long dueNanos) {
    return result("GET /a", RequestOutcome.CANCELLED, dueNanos, 0, SECOND, null);
  }

  static RequestResult result(
      String urlKey,
      RequestOutcome outcome,
      long dueNanos,
      long lateNanos,
      long latencyNanos,
      @Nullable RequestError error) {
    return new RequestResult(
        urlKey,
        "https://server" + urlKey.substring(urlKey.indexOf(' ') + 1),
        outcome,
        dueNanos,
        dueNanos + lateNanos,
        dueNanos + lateNanos + latencyNanos,
        error == null ? 200 : error.code(),
        10,
        false,
        false,
        0,
        0,
        lateNanos,
        error);
  }

  /** Results of every kind, over some minutes. */
  static List<RequestResult> random(Random random, int count) {
    List<RequestResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(20);
      RequestOutcome outcome =
          kind == 0
              ? RequestOutcome.NOT_STARTED
              : kind == 1
                  ? RequestOutcome.CANCELLED
                  : kind < 5 ? RequestOutcome.FAILED : RequestOutcome.SUCCEEDED;
      RequestError error =
          outcome == RequestOutcome.FAILED
              ? new RequestError(
                  random.nextBoolean() ? "http" : "connection",
                  random.nextBoolean() ? 500 + random.nextInt(3) : 0,
                  "connection refused")
              : null;
      long byOrder = random.nextInt(3) == 0 ? random.nextInt(50_000_000) : 0;
      long generator = random.nextInt(200_000_000) / (1 + random.nextInt(100));
      long due = random.nextLong(700 * SECOND);
      long start = due + byOrder + generator;
      results.add(
          new RequestResult(
              (random.nextBoolean() ? "GET" : "PUT") + " /items/" + random.nextInt(30),
              "/items/full?x=" + random.nextInt(5),
              outcome,
              due,
              start,
              start + (long) (MILLI * Math.exp(2 * random.nextGaussian())),
              error == null ? 200 : error.code(),
              random.nextInt(5_000),
              random.nextInt(50) == 0,
              random.nextInt(80) == 0,
              byOrder,
              0,
              generator,
              error));
    }
    return results;
  }
}
