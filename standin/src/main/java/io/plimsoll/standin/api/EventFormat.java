package io.plimsoll.standin.api;

import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ResourceType;
import io.plimsoll.standin.store.StoredObject;
import io.plimsoll.standin.store.WatchEvent;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** How a watch writes its events: objects as they are, or as rows of a table. Stateless. */
public enum EventFormat {
  OBJECTS {
    @Override
    byte[] object(ResourceType type, StoredObject object) {
      return object.json();
    }
  },
  TABLES {
    @Override
    byte[] object(ResourceType type, StoredObject object) {
      return Json.write(Tables.of(type, java.util.List.of(object), object.version()));
    }
  };

  private static final byte[] LINE_END = {'}', '\n'};

  abstract byte[] object(ResourceType type, StoredObject object);

  /** One line: an event about an object. */
  public byte[] event(ResourceType type, WatchEvent.Type event, StoredObject object) {
    byte[] head = ("{\"type\":\"" + event + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
    return Bytes.concat(head, object(type, object), LINE_END);
  }

  /**
   * One line: how far the events have come.
   *
   * @param initialEnd whether it marks the end of the initial events
   */
  public byte[] bookmark(ResourceType type, long version, boolean initialEnd) {
    ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(version)).putNull("creationTimestamp");
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return line("BOOKMARK", object);
  }

  /** One line: why there are no more events. */
  public byte[] error(ObjectNode status) {
    return line("ERROR", status);
  }

  private static byte[] line(String event, ObjectNode object) {
    ObjectNode line = Json.object().put("type", event);
    line.set("object", object);
    return Bytes.concat(Json.write(line), new byte[] {'\n'});
  }
}
