package io.plimsoll.frontend.metrics;

import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.WorkerInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the figures come from. May be called from any thread. */
public interface StatusSource {

  /**
   * Every queue as it is now.
   *
   * @param scraper who asks: the maxima are those since the same one's last call
   */
  CompletionStage<List<QueueSnapshot>> queues(String scraper);

  /** Every worker as it is now. */
  CompletionStage<List<WorkerInfo>> workers();

  /** Both queue ports, clients first. */
  List<PortFigures> ports();

  /** Seconds between log lines, which the maxima then cover; 0 = maxima are per scraper. */
  double logIntervalSeconds();

  /** Whether new requests are taken. */
  boolean ready();
}
