package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A client and a worker that behave, with a queue of their own: one job after the other. */
final class SteadyFlow implements AutoCloseable {

  /** On a machine that is kept busy by hostile peers a job may take long, but not so long. */
  private static final Duration HANG = Duration.ofSeconds(25);

  private final Peer client;
  private final Peer worker;
  private long jobs;
  private long slowestNanos;

  SteadyFlow(Frontend frontend) {
    client = frontend.clientPeer();
    worker = frontend.workerPeer();
  }

  /** One job, from the request to the answer. */
  void job() {
    long start = System.nanoTime();
    String id = "\"KeepAlive\":true,\"Id\":" + jobs;
    worker.send("{" + id + ",\"Queue\":\"steady\",\"Wait\":60}\n");
    client.send("{" + id + ",\"Queue\":\"steady\",\"Args\":[\"" + jobs + "\"]}\n");
    JsonNode item = worker.read();
    assertThat(item.path("Args").path(0).asString()).isEqualTo(Long.toString(jobs));
    worker.send("{\"Id\":" + jobs + ",\"Node\":\"n\",\"Runtime\":0}\n");
    JsonNode answer = client.read();
    assertThat(answer.path("Id").asLong()).isEqualTo(jobs);
    assertThat(answer.path("Retcode").asInt()).isZero();
    long nanos = System.nanoTime() - start;
    assertThat(nanos).as("job %s", jobs).isLessThan(HANG.toNanos());
    slowestNanos = Math.max(slowestNanos, nanos);
    jobs++;
  }

  long jobs() {
    return jobs;
  }

  double slowestSeconds() {
    return slowestNanos / 1e9;
  }

  @Override
  public void close() {
    client.close();
    worker.close();
  }
}
