package io.plimsoll.frontend.external;

import io.plimsoll.frontend.queue.QueueSnapshot;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an autoscaler may ask for: the gauges of a queue, under the names of {@code /metrics}. */
enum Metric {
  ALL("hpa_queue_all"),
  WAITING("hpa_queue_waiting"),
  RUNNING("hpa_queue_running"),
  WORKERS_WAITING("hpa_queue_workers_waiting"),
  MAX_WAIT("hpa_queue_maxwait_seconds"),
  MAX_RUN("hpa_queue_maxrun_seconds"),
  MAX_TOTAL("hpa_queue_maxtotal_seconds");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** The name in paths and answers. */
  String label() {
    return label;
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

  /** Whether it is of a period, and not of the moment. */
  boolean isMaximum() {
    return switch (this) {
      case ALL, WAITING, RUNNING, WORKERS_WAITING -> false;
      case MAX_WAIT, MAX_RUN, MAX_TOTAL -> true;
    };
  }

  /** Its value in a snapshot, a maximum for the period of that. */
  double value(QueueSnapshot queue) {
    return switch (this) {
      case ALL -> (double) queue.waiting() + queue.running();
      case WAITING -> queue.waiting();
      case RUNNING -> queue.running();
      case WORKERS_WAITING -> queue.workersWaiting();
      case MAX_WAIT -> queue.maxima().waitSeconds();
      case MAX_RUN -> queue.maxima().runSeconds();
      case MAX_TOTAL -> queue.maxima().totalSeconds();
    };
  }
}
