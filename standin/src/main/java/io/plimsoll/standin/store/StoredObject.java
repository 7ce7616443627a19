package io.plimsoll.standin.store;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of an object. Immutable; the bytes are shared and must not be changed.
 *
 * @param namespace empty for cluster scope
 * @param version its resourceVersion
 * @param json the object as it goes over the wire
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record StoredObject(
    String namespace, String name, long version, Map<String, String> labels, byte[] json) {

  /** Gives {@code object} its version. */
  static StoredObject of(ObjectNode object, long version) {
    ObjectNode metadata = Json.objectIn(object, "metadata");
    metadata.put("resourceVersion", Long.toString(version));
    String namespace = Json.text(metadata, "namespace");
    String name = Json.text(metadata, "name");
    Map<String, String> labels = new LinkedHashMap<>();
    if (metadata.get("labels") instanceof ObjectNode texts) {
      texts.forEachEntry((key, value) -> labels.put(key, text(value)));
    }
    return new StoredObject(
        namespace == null ? "" : namespace,
        name == null ? "" : name,
        version,
        labels.isEmpty() ? Map.of() : labels,
        Json.write(object));
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** Sorts as Kubernetes' own storage does. */
  String key() {
    return key(namespace, name);
  }

  static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** A copy to look into or to change. */
  public ObjectNode tree() {
    return Json.reread(json);
  }
}
