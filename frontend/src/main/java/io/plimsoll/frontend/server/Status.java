package io.plimsoll.frontend.server;

import io.plimsoll.frontend.metrics.PortFigures;
import io.plimsoll.frontend.metrics.StatusSource;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.WorkerInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The figures of the queues and ports. Thread-safe. */
final class Status implements StatusSource {

  private final QueueDirectory queues;
  private final PortCounters clients;
  private final PortCounters workers;
  private final long logIntervalNanos;
  private volatile boolean stopping;

  Status(QueueDirectory queues, PortCounters clients, PortCounters workers, long logIntervalNanos) {
    this.queues = queues;
    this.clients = clients;
    this.workers = workers;
    this.logIntervalNanos = logIntervalNanos;
  }

  void stopping() {
    stopping = true;
  }

  @Override
  public CompletionStage<List<QueueSnapshot>> queues(String scraper) {
    return logIntervalNanos > 0 ? ask(QueueOwner::sinceLog) : ask(queue -> queue.scrape(scraper));
  }

  @Override
  public CompletionStage<List<WorkerInfo>> workers() {
    return ask(QueueOwner::workers)
        .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
  }

  @Override
  public List<PortFigures> ports() {
    return List.of(clients.figures(), workers.figures());
  }

  @Override
  public double logIntervalSeconds() {
    return logIntervalNanos / 1e9;
  }

  @Override
  public boolean ready() {
    return !stopping;
  }

  /** Asks every queue and waits for none: the answer comes when the last queue has answered. */
  private <T> CompletableFuture<List<T>> ask(Function<QueueOwner, CompletableFuture<T>> question) {
    List<CompletableFuture<T>> answers = queues.all().stream().map(question).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
  }
}
