package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.HostPort;
import io.plimsoll.client.autoscale.HpaMetric.Source;
import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import io.plimsoll.client.fleet.FrontendStatus;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FrontendMetricsTest {

  private static final JsonNode QUEUES =
      new JsonMapper()
          .readTree(
              """
              {"sleep": {"all": 9, "waiting": 7, "running": 2, "workersWaiting": 1,
                         "maxwaitSeconds": 1.2345, "maxrunSeconds": 0.5, "maxtotalSeconds": 1.7,
                         "success": 100, "failure": 3, "disconnect": 4},
               "gpu": {"all": 1, "waiting": 1, "maxwaitSeconds": 0.5}}
              """);

  private static HpaMetric metric(String name, String queue) {
    QueueMetric metric = Objects.requireNonNull(QueueMetric.of(name), name);
    return new HpaMetric(Source.EXTERNAL, metric, queue, TargetType.VALUE, 1000);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          hpa_queue_all, 9000
          hpa_queue_waiting, 7000
          hpa_queue_wait_count, 7000
          hpa_queue_running, 2000
          hpa_queue_workers_waiting, 1000
          hpa_queue_maxwait_seconds, 1234
          hpa_queue_wait_time, 1234
          hpa_queue_maxrun_seconds, 500
          hpa_queue_maxtotal_seconds, 1700
          hpa_queue_success_total, 100000
          hpa_queue_failure_total, 3000
          hpa_queue_disconnect_total, 4000
          """)
  void everyMetricIsThatOfItsQueueInThousandths(String name, long milli) {
    assertThat(FrontendMetrics.reading(QUEUES, metric(name, "sleep")))
        .isEqualTo(new MetricReading(milli, ""));
  }

  @Test
  void withoutASelectorItIsTheSumOfAllQueues() {
    assertThat(FrontendMetrics.reading(QUEUES, metric("hpa_queue_waiting", "")).milli())
        .isEqualTo(8000);
  }

  @Test
  void queueThatIsNotThereIsAMissingMetric() {
    assertThat(FrontendMetrics.reading(QUEUES, metric("hpa_queue_waiting", "other")))
        .isEqualTo(MetricReading.missing("no queue other"));
  }

  @Test
  void frontendThatDoesNotAnswerIsAMissingMetric() {
    // Port 1 is nobody's.
    FrontendMetrics metrics = new FrontendMetrics(new FrontendStatus(new HostPort("127.0.0.1", 1)));
    List<MetricReading> readings = metrics.read(List.of(metric("hpa_queue_waiting", "sleep")));
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).milli()).isNull();
    assertThat(readings.get(0).error()).contains("127.0.0.1:1");
  }
}
