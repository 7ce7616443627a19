package io.plimsoll.frontend.external;

import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.http.HttpReply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * An {@code ExternalMetricValueList}: one item for each queue, with the label {@code name}, as on
 * {@code /metrics}. Every namespace sees every queue, since queues have none.
 */
final class ValueList {

  private ValueList() {}

  /**
   * The answer.
   *
   * @param value of a queue
   * @param windowSeconds the time that it covers; 0 = that of the moment, or not said
   * @param now when the snapshots were made
   */
  static HttpReply of(
      Route.Values asked,
      List<QueueSnapshot> queues,
      ToDoubleFunction<QueueSnapshot> value,
      int windowSeconds,
      Instant now) {
    Metric metric = asked.metric();
    String timestamp = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return Json.reply(
        200,
        json -> {
          json.writeStringProperty("kind", "ExternalMetricValueList");
          json.writeStringProperty("apiVersion", ExternalApi.GROUP_VERSION);
          json.writeObjectPropertyStart("metadata");
          json.writeEndObject();
          json.writeArrayPropertyStart("items");
          for (QueueSnapshot queue : queues) {
            if (asked.selector().matches(Map.of("name", queue.name()))) {
              json.writeStartObject();
              json.writeStringProperty("metricName", metric.label());
              json.writeObjectPropertyStart("metricLabels");
              json.writeStringProperty("name", queue.name());
              json.writeEndObject();
              json.writeStringProperty("timestamp", timestamp);
              if (windowSeconds > 0) {
                json.writeNumberProperty("window", windowSeconds);
              }
              json.writeStringProperty("value", Quantities.of(value.applyAsDouble(queue)));
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }
}
