package io.plimsoll.standin.api;

import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ResourceType;
import io.plimsoll.standin.store.StoredObject;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which kubectl asks for what it prints. Stateless. */
final class Tables {

  private Tables() {}

  /** Whether the first of the accepted forms is a table. */
  static boolean accepted(String accept) {
    int end = accept.indexOf(',');
    String first = end < 0 ? accept : accept.substring(0, end);
    return first.contains("as=Table");
  }

  static ObjectNode of(ResourceType type, List<StoredObject> objects, long version) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", Long.toString(version));
    var columns = table.putArray("columnDefinitions");
    columns.add(column("Name", "name", "Name of the object"));
    columns.add(column("Created At", "date", "When the object was created"));
    var rows = table.putArray("rows");
    for (StoredObject object : objects) {
      JsonNode metadata = object.tree().path("metadata");
      ObjectNode row = Json.object();
      row.putArray("cells").add(object.name()).add(metadata.path("creationTimestamp").asString(""));
      row.putObject("object")
          .put("kind", "PartialObjectMetadata")
          .put("apiVersion", "meta.k8s.io/v1")
          .set("metadata", metadata);
      rows.add(row);
    }
    return table;
  }

  private static ObjectNode column(String name, String format, String description) {
    return Json.object()
        .put("name", name)
        .put("type", "string")
        .put("format", format)
        .put("description", description)
        .put("priority", 0);
  }
}
