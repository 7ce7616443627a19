package io.plimsoll.client.autoscale;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.fleet.FrontendStatus;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frontend's figures of its queues, as an adapter reads them: all at once, over HTTP. The maxima
 * are those since the reading before.
 */
final class FrontendMetrics implements MetricSource {

  private static final JsonMapper JSON = new JsonMapper();

  private final FrontendStatus status;

  FrontendMetrics(FrontendStatus status) {
    this.status = status;
  }

  @Override
  public List<MetricReading> read(List<HpaMetric> metrics) {
    try {
      JsonNode queues = JSON.readTree(status.get("/queues")).path("queues");
      return metrics.stream().map(metric -> reading(queues, metric)).toList();
    } catch (CommandException | JacksonException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return metrics.stream().map(metric -> MetricReading.missing(why)).toList();
    }
  }

  /** Without a selector the sum of all queues, as the controller adds up what it is given. */
  static MetricReading reading(JsonNode queues, HpaMetric metric) {
    String field = metric.metric().field();
    if (metric.queue().isEmpty()) {
      return queues.isEmpty()
          ? MetricReading.missing("no queue")
          : MetricReading.of(
              queues.valueStream().mapToDouble(queue -> queue.path(field).asDouble(0)).sum());
    }
    JsonNode value = queues.path(metric.queue()).path(field);
    return value.isNumber()
        ? MetricReading.of(value.asDouble())
        : MetricReading.missing("no queue " + metric.queue());
  }
}
