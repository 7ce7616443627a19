package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaMetric.Source;
import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.replay.doc.Mapping;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The metrics of a manifest. */
final class MetricReader {

  private MetricReader() {}

  /** One of {@code metrics}; null, and a finding, if it is none that we can serve. */
  static @Nullable HpaMetric metric(Mapping mapping) {
    String type = mapping.required("type", "External or Object");
    Source source =
        switch (type) {
          case "External" -> Source.EXTERNAL;
          case "Object" -> Source.OBJECT;
          default -> null;
        };
    if (source == null) {
      if (!type.isEmpty()) {
        mapping.report(
            "type",
            type + " (expected: External or Object, as the use of local backends is not measured)");
      }
      return null;
    }
    Mapping body = mapping.requiredMapping(source == Source.EXTERNAL ? "external" : "object");
    mapping.finish();
    if (body == null) {
      return null;
    }
    if (source == Source.OBJECT) {
      object(body.requiredMapping("describedObject"));
    }
    Mapping identifier = body.requiredMapping("metric");
    Mapping target = body.requiredMapping("target");
    body.finish();
    QueueMetric metric = identifier == null ? null : name(identifier);
    String queue = identifier == null ? "" : queue(identifier.mapping("selector"));
    if (identifier != null) {
      identifier.finish();
    }
    TargetType targetType = target == null ? null : type(target);
    if (target == null || metric == null || targetType == null) {
      return null;
    }
    return new HpaMetric(source, metric, queue, targetType, milli(target, targetType));
  }

  /** Which object does not matter here, but it must be there. */
  private static void object(@Nullable Mapping object) {
    if (object != null) {
      object.text("apiVersion");
      object.required("kind", "a kind such as Service");
      object.required("name", "a name");
      object.finish();
    }
  }

  private static @Nullable QueueMetric name(Mapping identifier) {
    String name = identifier.required("name", "one of " + QueueMetric.names());
    QueueMetric metric = QueueMetric.of(name);
    if (metric == null && !name.isEmpty()) {
      identifier.report("name", name + " (expected: one of " + QueueMetric.names() + ")");
    }
    return metric;
  }

  /** Of {@code matchLabels}; empty if nothing is selected. */
  private static String queue(@Nullable Mapping selector) {
    if (selector == null) {
      return "";
    }
    Mapping labels = selector.mapping("matchLabels");
    selector.finish();
    if (labels == null) {
      return "";
    }
    String queue = labels.text("name");
    labels.finish();
    if (!queue.isEmpty() && !QueueNames.isValid(queue)) {
      labels.report("name", queue + " (expected: " + QueueNames.RULE + ")");
    }
    return queue;
  }

  private static @Nullable TargetType type(Mapping target) {
    String type = target.required("type", "Value or AverageValue");
    return switch (type) {
      case "Value" -> TargetType.VALUE;
      case "AverageValue" -> TargetType.AVERAGE_VALUE;
      default -> {
        if (!type.isEmpty()) {
          target.report("type", type + " (expected: Value or AverageValue)");
        }
        yield null;
      }
    };
  }

  private static long milli(Mapping target, TargetType type) {
    String field = type == TargetType.VALUE ? "value" : "averageValue";
    if (target.get(field) == null) {
      target.report(field, "missing (expected: " + Quantity.RULE + ")");
    }
    BigDecimal quantity = HpaReader.quantity(target, field, BigDecimal.ONE);
    target.finish();
    if (quantity.signum() <= 0) {
      target.report(field, quantity.toPlainString() + " (expected: greater than 0)");
      return 1;
    }
    return Quantity.milli(quantity);
  }
}
