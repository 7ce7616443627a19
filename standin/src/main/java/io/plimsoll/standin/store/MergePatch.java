package io.plimsoll.standin.store;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7386. Stateless. */
final class MergePatch {

  private MergePatch() {}

  /** Changes {@code target}. */
  static void apply(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value instanceof ObjectNode change) {
        apply(Json.objectIn(target, field.getKey()), change);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }
}
