package io.plimsoll.frontend.queue;

import java.util.function.Consumer;

/** What one queue can tell about itself. */
public final class QueueFigures {

  private final String name;
  private final QueueStats stats;
  private final Ledger ledger;
  private final Lines lines;
  private final Workers workers;

  QueueFigures(String name, QueueStats stats, Ledger ledger, Lines lines, Workers workers) {
    this.name = name;
    this.stats = stats;
    this.ledger = ledger;
    this.lines = lines;
    this.workers = workers;
  }

  /** The queue for one scraper, with the maxima since its last scrape. */
  public QueueSnapshot scrape(String scraper, long now) {
    return snapshot(stats.scrape(scraper, now));
  }

  /** The queue with the maxima since the last log line. */
  public QueueSnapshot sinceLog() {
    return snapshot(stats.sinceLog());
  }

  /** The queue with the maxima since the last log line, and a new period. */
  public QueueSnapshot closeLogPeriod() {
    return snapshot(stats.closeLogPeriod());
  }

  /** Calls {@code action} for each parked poll, then for each whose item runs. */
  public void forEachWorker(long now, Consumer<WorkerInfo> action) {
    Consumer<Poll> tell =
        poll ->
            action.accept(
                new WorkerInfo(
                    name,
                    poll.worker().address(),
                    poll.request().pod(),
                    poll.request().node(),
                    poll.state == Poll.State.GIVEN,
                    now - poll.sinceNanos));
    lines.forEachPoll(tell);
    workers.forEachBusy(tell);
  }

  private QueueSnapshot snapshot(Maxima maxima) {
    return new QueueSnapshot(
        name,
        lines.items(),
        workers.busy(),
        ledger.abandoned(),
        lines.polls(),
        stats.counts(),
        maxima);
  }
}
