package io.plimsoll.client.autoscale;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The frontend's figures of a queue that an autoscaler can follow: by the names of {@code /metrics}
 * and by those that the rules for the Prometheus adapter give two of them.
 */
enum QueueMetric {
  ALL("hpa_queue_all", "all"),
  WAITING("hpa_queue_waiting", "waiting"),
  RUNNING("hpa_queue_running", "running"),
  WORKERS_WAITING("hpa_queue_workers_waiting", "workersWaiting"),
  MAX_WAIT("hpa_queue_maxwait_seconds", "maxwaitSeconds"),
  MAX_RUN("hpa_queue_maxrun_seconds", "maxrunSeconds"),
  MAX_TOTAL("hpa_queue_maxtotal_seconds", "maxtotalSeconds"),
  SUCCESS("hpa_queue_success_total", "success"),
  FAILURE("hpa_queue_failure_total", "failure"),
  DISCONNECT("hpa_queue_disconnect_total", "disconnect"),
  WAIT_COUNT("hpa_queue_wait_count", "waiting"),
  WAIT_TIME("hpa_queue_wait_time", "maxwaitSeconds");

  private final String metricName;
  private final String field;

  QueueMetric(String metricName, String field) {
    this.metricName = metricName;
    this.field = field;
  }

  /** As manifests have it. */
  String metricName() {
    return metricName;
  }

  /** Of a queue in the frontend's {@code /queues}. */
  String field() {
    return field;
  }

  /** The metric of this name; null if there is none. */
  static @Nullable QueueMetric of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.metricName.equals(name))
        .findFirst()
        .orElse(null);
  }

  /** All names, for error texts. */
  static String names() {
    return Arrays.stream(values()).map(QueueMetric::metricName).collect(Collectors.joining(", "));
  }
}
