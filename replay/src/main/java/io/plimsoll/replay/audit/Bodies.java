package io.plimsoll.replay.audit;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is changed in recorded bodies, so that they can be sent again and tell no secrets. */
final class Bodies {

  /** Valid as text and, for data, as base64 of itself. */
  private static final String REDACTED = "redacted";

  private static final String REDACTED_BASE64 = "cmVkYWN0ZWQ=";

  /** An empty JSON object: what the API server checks registry credentials for. */
  private static final String EMPTY_OBJECT_BASE64 = "e30=";

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Bodies() {}

  /**
   * Takes away what binds a body to the object as it was: {@code resourceVersion} and {@code uid}
   * in the metadata, preconditions of a delete, and operations of a JSON patch on the two.
   */
  static void unbind(JsonNode body) {
    if (body instanceof ObjectNode object) {
      object.remove("preconditions");
      if (object.get("metadata") instanceof ObjectNode metadata) {
        metadata.remove("resourceVersion");
        metadata.remove("uid");
      }
    } else if (body instanceof ArrayNode patch) {
      patch.removeIf(
          operation -> {
            String path = operation.path("path").asString("");
            return path.equals("/metadata/resourceVersion") || path.equals("/metadata/uid");
          });
    }
  }

  /** Replaces the data of a Secret, in the object itself or in a patch of it. */
  static void redactSecret(JsonNode body) {
    if (body instanceof ObjectNode object) {
      redactData(object);
      if (object.get("metadata") instanceof ObjectNode metadata
          && metadata.get("annotations") instanceof ObjectNode annotations) {
        annotations.remove(LAST_APPLIED);
      }
    } else if (body instanceof ArrayNode patch) {
      for (JsonNode operation : patch) {
        if (operation instanceof ObjectNode object && object.has("value")) {
          redactOperation(object);
        }
      }
    }
  }

  /** Replaces the token of a TokenReview. */
  static void redactToken(JsonNode body) {
    if (body.get("spec") instanceof ObjectNode spec && spec.has("token")) {
      spec.put("token", REDACTED);
    }
  }

  private static void redactOperation(ObjectNode operation) {
    String path = operation.path("path").asString("");
    JsonNode value = operation.get("value");
    if (path.startsWith("/stringData/") && value.isString()) {
      operation.put("value", REDACTED);
    } else if (path.startsWith("/data/") && value.isString()) {
      operation.put("value", base64(path.substring("/data/".length())));
    } else if (path.contains("last-applied-configuration")) {
      operation.put("value", "");
    } else if (path.equals("/data") && value instanceof ObjectNode data) {
      redactAll(data, true);
    } else if (path.equals("/stringData") && value instanceof ObjectNode data) {
      redactAll(data, false);
    } else if (path.equals("/metadata/annotations") && value instanceof ObjectNode annotations) {
      annotations.remove(LAST_APPLIED);
    } else {
      redactSecret(value);
    }
  }

  private static void redactData(ObjectNode object) {
    if (object.get("data") instanceof ObjectNode data) {
      redactAll(data, true);
    }
    if (object.get("stringData") instanceof ObjectNode data) {
      redactAll(data, false);
    }
  }

  private static void redactAll(ObjectNode data, boolean base64) {
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      if (!entry.getValue().isNull()) { // In a merge patch that removes the key.
        entry.setValue(
            data.stringNode(
                base64 ? base64(entry.getKey()) : isDocker(entry.getKey()) ? "{}" : REDACTED));
      }
    }
  }

  private static String base64(String key) {
    return isDocker(key) ? EMPTY_OBJECT_BASE64 : REDACTED_BASE64;
  }

  private static boolean isDocker(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith(".docker");
  }
}
