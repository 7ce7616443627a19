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
   * @param longestWaitSeconds of a queue
   * @param windowSeconds the time that this covers; 0 = not said
   * @param now when the snapshots were made
   */
  static HttpReply of(
      Route.Values asked,
      List<QueueSnapshot> queues,
      ToDoubleFunction<QueueSnapshot> longestWaitSeconds,
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
              long milli = metric.milli(queue, longestWaitSeconds.applyAsDouble(queue));
              json.writeStartObject();
              json.writeStringProperty("metricName", metric.label());
              json.writeObjectPropertyStart("metricLabels");
              json.writeStringProperty("name", queue.name());
              json.writeEndObject();
              json.writeStringProperty("timestamp", timestamp);
              if (metric == Metric.MAX_WAIT && windowSeconds > 0) {
                json.writeNumberProperty("window", windowSeconds);
              }
              json.writeStringProperty("value", Quantities.ofMilli(milli));
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }
}
