package io.plimsoll.standin.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 6902. Stateless. */
final class JsonPatch {

  /** Kubernetes' own limit. */
  private static final int MAX_OPERATIONS = 10_000;

  private JsonPatch() {}

  /**
   * Changes {@code target}.
   *
   * @throws ApiException 400 if the patch is malformed, 422 if it does not fit the object
   */
  static void apply(ObjectNode target, JsonNode patch) {
    if (!patch.isArray()) {
      throw ApiException.badRequest("the body is not an array (expected: a JSON patch)");
    }
    if (patch.size() > MAX_OPERATIONS) {
      throw ApiException.of(
          413,
          "RequestEntityTooLarge",
          "The allowed maximum operations in a JSON patch is "
              + MAX_OPERATIONS
              + ", got "
              + patch.size());
    }
    for (JsonNode operation : patch) {
      applyOne(target, operation);
    }
  }

  private static void applyOne(ObjectNode target, JsonNode operation) {
    JsonPointer path = pointer(operation, "path");
    String op = operation.path("op").asString("");
    switch (op) {
      case "add" -> add(target, path, value(operation));
      case "replace" -> replace(target, path, value(operation));
      case "remove" -> remove(target, path);
      case "move" -> {
        JsonPointer from = pointer(operation, "from");
        JsonNode moved = at(target, from);
        remove(target, from);
        add(target, path, moved);
      }
      case "copy" -> add(target, path, at(target, pointer(operation, "from")).deepCopy());
      case "test" -> {
        if (!at(target, path).equals(value(operation))) {
          throw unfit("testing path " + path + " value failed");
        }
      }
      default ->
          throw ApiException.badRequest(
              "op: '" + op + "' (expected: add, remove, replace, move, copy or test)");
    }
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    String text = Json.text(operation, field);
    try {
      if (text != null && !text.isEmpty()) {
        return JsonPointer.compile(text);
      }
    } catch (IllegalArgumentException notOne) {
      // Said below.
    }
    throw ApiException.badRequest(field + ": '" + text + "' (expected: a JSON pointer to a field)");
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.get("value");
    if (value == null) {
      throw ApiException.badRequest("value: missing (expected: a value)");
    }
    return value.deepCopy();
  }

  private static JsonNode at(ObjectNode target, JsonPointer path) {
    JsonNode found = target.at(path);
    if (found.isMissingNode()) {
      throw unfit("path does not exist: " + path);
    }
    return found;
  }

  private static void add(ObjectNode target, JsonPointer path, JsonNode value) {
    JsonNode parent = parent(target, path);
    String last = last(path);
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array) {
      array.insert(last.equals("-") ? array.size() : index(last, array.size(), path), value);
    } else {
      throw unfit("path does not exist: " + path);
    }
  }

  private static void replace(ObjectNode target, JsonPointer path, JsonNode value) {
    at(target, path);
    JsonNode parent = parent(target, path);
    if (parent instanceof ArrayNode array) {
      array.set(index(last(path), array.size() - 1, path), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(last(path), value);
    }
  }

  private static void remove(ObjectNode target, JsonPointer path) {
    JsonNode parent = parent(target, path);
    String last = last(path);
    @Nullable JsonNode removed =
        parent instanceof ObjectNode object
            ? object.remove(last)
            : parent instanceof ArrayNode array
                ? array.remove(index(last, array.size() - 1, path))
                : null;
    if (removed == null) {
      throw unfit("Unable to remove nonexistent key: " + path);
    }
  }

  private static JsonNode parent(ObjectNode target, JsonPointer path) {
    JsonPointer head = path.head();
    return head == null || head.matches() ? target : at(target, head);
  }

  private static String last(JsonPointer path) {
    return path.last().getMatchingProperty();
  }

  private static int index(String text, int max, JsonPointer path) {
    if (text.matches("0|[1-9]\\d{0,8}") && Integer.parseInt(text) <= max) {
      return Integer.parseInt(text);
    }
    throw unfit("Invalid index referenced: " + path);
  }

  private static ApiException unfit(String message) {
    return ApiException.of(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request: " + message);
  }
}
