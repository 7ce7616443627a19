package io.plimsoll.standin.api;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A selector of an object as the text that a list of pods takes. Stateless. */
final class SelectorText {

  private SelectorText() {}

  /**
   * What Kubernetes makes of it.
   *
   * @param selector with {@code matchLabels} and {@code matchExpressions}, both of which may be
   *     missing
   */
  static String of(JsonNode selector) {
    TreeSet<String> parts = new TreeSet<>();
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      parts.add(label.getKey() + "=" + label.getValue().asString(""));
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      parts.add(of(expression.path("key").asString(""), expression));
    }
    return String.join(",", parts);
  }

  private static String of(String key, JsonNode expression) {
    String values =
        expression
            .path("values")
            .valueStream()
            .map(value -> value.asString(""))
            .sorted()
            .collect(Collectors.joining(","));
    String operator = expression.path("operator").asString("");
    return switch (operator) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default -> key + " " + operator.toLowerCase(Locale.ROOT) + " (" + values + ")";
    };
  }
}
