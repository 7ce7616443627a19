package io.plimsoll.frontend.external;

import io.plimsoll.frontend.queue.QueueSnapshot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an autoscaler may ask for: gauges of one queue, under the names of {@code /metrics}. */
enum Metric {
  ALL("hpa_queue_all", "Requests that wait or run."),
  WAITING("hpa_queue_waiting", "Requests that wait for a worker."),
  RUNNING("hpa_queue_running", "Items that workers have."),
  WORKERS_WAITING("hpa_queue_workers_waiting", "Work requests that wait for an item."),
  MAX_WAIT("hpa_queue_maxwait_seconds", "Longest time in the queue of the last minute.");

  private static final long THOUSAND = 1000;

  private final String label;
  private final String description;

  Metric(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** The name in paths and answers. */
  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** The metric of that name, or null. */
  static @Nullable Metric find(String label) {
    for (Metric metric : values()) {
      if (metric.label.equals(label)) {
        return metric;
      }
    }
    return null;
  }

  /** All names, for error texts. */
  static String names() {
    return Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(", "));
  }

  /**
   * The value in thousandths.
   *
   * @param longestWaitSeconds what {@link #MAX_WAIT} is
   */
  long milli(QueueSnapshot queue, double longestWaitSeconds) {
    return switch (this) {
      case ALL -> THOUSAND * ((long) queue.waiting() + queue.running());
      case WAITING -> THOUSAND * queue.waiting();
      case RUNNING -> THOUSAND * queue.running();
      case WORKERS_WAITING -> THOUSAND * queue.workersWaiting();
      case MAX_WAIT -> milli(longestWaitSeconds);
    };
  }

  /** Rounded up, as Kubernetes rounds a quantity: whatever has waited is more than 0. */
  private static long milli(double seconds) {
    return BigDecimal.valueOf(seconds)
        .movePointRight(3)
        .setScale(0, RoundingMode.UP)
        .longValueExact();
  }
}
