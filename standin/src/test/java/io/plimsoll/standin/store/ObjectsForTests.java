package io.plimsoll.standin.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** A store with pods in it. */
final class ObjectsForTests {

  final ObjectStore store =
      new ObjectStore(new ResourceCatalog(List.of()), false, () -> Instant.EPOCH, new Random(1));

  final ObjectTable pods = store.catalog().builtIn("v1", "pods");

  StoredObject add(String name, String json) {
    ObjectNode object = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    Json.objectIn(object, "metadata").put("name", name);
    return store.create(pods, "default", object, false);
  }
}
