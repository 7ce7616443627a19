package io.plimsoll.backend.metrics;

import io.plimsoll.stats.TimeBuckets;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Collections;
import java.util.List;

/** Counts what a backend does. For any thread. */
public final class WorkFigures {

  private static final String PREFIX = "plimsoll_backend_";

  /** The frontend's label for the same. */
  private static final String QUEUE_LABEL = "name";

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Gauge.Child running;
  private final Counter.Child success;
  private final Counter.Child failure;
  private final Histogram.Child runSeconds;
  private final Counter.Child connections;

  /**
   * @param queue that the backend pulls from
   * @param slots how many items it can run at the same time
   */
  public WorkFigures(String queue, int slots) {
    gauge("slots", "Items that this backend can run at the same time.", queue).set(slots);
    running = gauge("running", "Items that run.", queue);
    success = counter("success", "Items whose reply says success.", queue);
    failure =
        counter(
            "failure",
            "Items whose reply says failure, or whose frontend was gone when they ended.",
            queue);
    runSeconds =
        Histogram.build(PREFIX + "run_seconds", "Run times.")
            .buckets(TimeBuckets.seconds())
            .labelNames(QUEUE_LABEL)
            .register(registry)
            .labels(queue);
    connections =
        counter(
            "connections",
            "How often the frontend was reached: the first time, and after each loss.",
            queue);
  }

  private Gauge.Child gauge(String name, String help, String queue) {
    return Gauge.build(PREFIX + name, help)
        .labelNames(QUEUE_LABEL)
        .register(registry)
        .labels(queue);
  }

  private Counter.Child counter(String name, String help, String queue) {
    return Counter.build(PREFIX + name, help)
        .labelNames(QUEUE_LABEL)
        .register(registry)
        .labels(queue);
  }

  /** The frontend was reached, and was not before. */
  public void connected() {
    connections.inc();
  }

  /** An item has begun. */
  public void begun() {
    running.inc();
  }

  /** An item that had begun has ended. */
  public void ended(boolean succeeded, double seconds) {
    running.dec();
    (succeeded ? success : failure).inc();
    runSeconds.observe(seconds);
  }

  List<MetricFamilySamples> families() {
    return Collections.list(registry.metricFamilySamples());
  }
}
