package io.plimsoll.deploy;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Which labels a selector of Kubernetes takes. */
final class Selector {

  private Selector() {}

  /** {@code {label: value}}. */
  static Predicate<JsonNode> labels(JsonNode wanted) {
    return labels ->
        wanted
            .propertyStream()
            .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
  }

  /** {@code {matchLabels: ..., matchExpressions: ...}}; empty takes all. */
  static Predicate<JsonNode> of(JsonNode selector) {
    return labels(selector.path("matchLabels"))
        .and(
            labels ->
                selector
                    .path("matchExpressions")
                    .valueStream()
                    .allMatch(expression -> holds(expression, labels)));
  }

  private static boolean holds(JsonNode expression, JsonNode labels) {
    JsonNode value = labels.get(expression.path("key").asString());
    boolean listed =
        value != null && expression.path("values").valueStream().anyMatch(value::equals);
    return switch (expression.path("operator").asString()) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException("operator: " + expression);
    };
  }
}
