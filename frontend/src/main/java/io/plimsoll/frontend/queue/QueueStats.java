package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Reply;
import java.util.EnumMap;
import java.util.Map;

/** What one queue has counted. Not thread-safe. */
final class QueueStats {

  private final ScraperMaxima perScraper;
  private final TimeHistogram wait = new TimeHistogram();
  private final TimeHistogram run = new TimeHistogram();
  private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
  private Maxima sinceLog = new Maxima();
  private long accepted;
  private long success;
  private long failure;
  private long disconnect;

  QueueStats(long now) {
    perScraper = new ScraperMaxima(now);
    for (Rejection reason : Rejection.values()) {
      rejected.put(reason, 0L);
    }
  }

  void accepted() {
    accepted++;
  }

  void rejected(Rejection reason) {
    rejected.merge(reason, 1L, Long::sum);
  }

  void disconnected() {
    disconnect++;
  }

  void failed() {
    failure++;
  }

  /** An item was handed out after {@code seconds} in the queue. */
  void waited(double seconds) {
    wait.record(seconds);
    perScraper.open().waited(seconds);
    sinceLog.waited(seconds);
  }

  /** A worker's reply, with its wait time stamped. */
  void ran(Reply reply) {
    double waitSeconds = reply.waitSeconds();
    double runSeconds = reply.runSeconds();
    run.record(runSeconds);
    perScraper.open().ran(waitSeconds, runSeconds, reply.pod(), reply.node());
    sinceLog.ran(waitSeconds, runSeconds, reply.pod(), reply.node());
  }

  /** The reply went to its client. */
  void answered(Reply reply) {
    if (reply.failed()) {
      failure++;
    } else {
      success++;
    }
  }

  /** The maxima since the last call: one log line's period. */
  Maxima closeLogPeriod() {
    Maxima closed = sinceLog;
    sinceLog = new Maxima();
    return closed;
  }

  /** The maxima since the last log line, which is still open. */
  Maxima sinceLog() {
    return sinceLog.copy();
  }

  Maxima scrape(String scraper, long now) {
    return perScraper.scrape(scraper, now);
  }

  QueueSnapshot.Counts counts() {
    return new QueueSnapshot.Counts(
        accepted, success, failure, disconnect, rejected, wait.snapshot(), run.snapshot());
  }
}
