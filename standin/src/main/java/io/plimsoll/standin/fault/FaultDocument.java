package io.plimsoll.standin.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as JSON, both ways. Stateless. */
public final class FaultDocument {

  private static final Set<String> FIELDS = Set.of("seed", "rules", "stalls");
  private static final Set<String> RULE_FIELDS =
      Set.of("verb", "path", "latency", "errors", "reset", "hang");

  private FaultDocument() {}

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static FaultPlan read(ObjectNode json) {
    checkFields("", json, FIELDS);
    List<FaultRule> rules = new ArrayList<>();
    for (JsonNode rule : array(json, "rules")) {
      checkFields("rules: ", rule, RULE_FIELDS);
      rules.add(
          FaultRule.of(
              text(rule, "verb"),
              text(rule, "path"),
              text(rule, "latency"),
              text(rule, "errors"),
              text(rule, "reset"),
              rule.path("hang").asBoolean(false)));
    }
    List<String> stalls = new ArrayList<>();
    array(json, "stalls").forEach(stall -> stalls.add(stall.asString("")));
    return new FaultPlan(json.path("seed").asLong(1), rules, stalls);
  }

  private static void checkFields(String where, JsonNode object, Set<String> known) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(where + object + " (expected: an object)");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException(
            where + field.getKey() + ": unknown (expected: some of " + new TreeSet<>(known) + ")");
      }
    }
  }

  private static JsonNode array(ObjectNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isArray()) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: an array)");
    }
    return value;
  }

  private static @Nullable String text(JsonNode rule, String field) {
    JsonNode value = rule.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString() && !value.isNumber()) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: a text)");
    }
    return value.asString();
  }

  public static ObjectNode write(FaultPlan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("seed", plan.seed());
    var rules = json.putArray("rules");
    for (FaultRule rule : plan.rules()) {
      ObjectNode object = rules.addObject();
      if (!rule.verbs().isEmpty()) {
        object.put("verb", String.join(",", new TreeSet<>(rule.verbs())));
      }
      if (!rule.path().isEmpty()) {
        object.put("path", rule.path());
      }
      if (rule.latency() != null) {
        object.put("latency", rule.latency().text());
      }
      if (rule.errors() != null) {
        object.put("errors", rule.errors().text());
      }
      if (rule.reset() != null) {
        object.put("reset", rule.reset().toString());
      }
      if (rule.hang()) {
        object.put("hang", true);
      }
    }
    plan.stalls().forEach(json.putArray("stalls")::add);
    return json;
  }
}
