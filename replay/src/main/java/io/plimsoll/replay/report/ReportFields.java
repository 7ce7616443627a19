package io.plimsoll.replay.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of one object, checked; {@code path} is for error texts. */
record ReportFields(String path, JsonNode json) {

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  JsonNode node(String field) {
    return json.path(field);
  }

  long number(String field) {
    return number(name(field), node(field));
  }

  static long number(String name, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      // Half of the range, so that reports can be added up.
      return Math.min(node.longValue(), Long.MAX_VALUE >> 16);
    }
    throw wrong(name, node, "an integer, 0 or more");
  }

  long nanos(String field) {
    return nanos(name(field), node(field));
  }

  /** Seconds as nanoseconds. */
  static long nanos(String name, JsonNode node) {
    if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() <= 9e9) {
      return Math.round(node.doubleValue() * 1e9);
    }
    throw wrong(name, node, "seconds, 0 or more");
  }

  String text(String field) {
    return text(name(field), node(field));
  }

  static String text(String name, JsonNode node) {
    if (node.isString()) {
      return node.stringValue();
    }
    throw wrong(name, node, "a string");
  }

  Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw wrong(name(field), node(field), "a time such as 2026-01-31T12:00:00Z");
    }
  }

  long goDuration(String field) {
    try {
      return GoDuration.parse(text(field));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name(field) + ": " + e.getMessage(), e);
    }
  }

  ReportFields object(String field) {
    if (node(field).isObject()) {
      return new ReportFields(name(field), node(field));
    }
    throw wrong(name(field), node(field), "an object");
  }

  @Nullable ReportFields optional(String field) {
    return json.has(field) ? object(field) : null;
  }

  /** The entries of an object, none when it is not there. */
  Iterable<Map.Entry<String, JsonNode>> entries(String field) {
    return json.has(field) ? object(field).json.properties() : List.of();
  }

  /** The elements of an array, none when it is not there. */
  Iterable<JsonNode> array(String field, int most) {
    JsonNode node = node(field);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray() || node.size() > most) {
      throw wrong(name(field), node, "an array of at most " + most);
    }
    return node;
  }

  List<Long> numbers(String field, int most) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode node : array(field, most)) {
      numbers.add(number(name(field) + "[" + numbers.size() + "]", node));
    }
    return numbers;
  }

  private static IllegalArgumentException wrong(String name, JsonNode node, String expected) {
    String value = node.isMissingNode() ? "missing" : node.toString();
    String shown = value.length() <= 60 ? value : value.substring(0, 60) + "...";
    return new IllegalArgumentException(name + ": " + shown + " (expected: " + expected + ")");
  }
}
