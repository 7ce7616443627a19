package io.plimsoll.standin.kfp;

import io.plimsoll.standin.store.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of an answer in the making. */
final class KfpJson {

  private final ObjectNode node = Json.object();

  private KfpJson() {}

  static KfpJson object() {
    return new KfpJson();
  }

  /** Leaves an empty text out. */
  KfpJson text(String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
    return this;
  }

  /** In whole seconds: the real server keeps no more of them. */
  KfpJson time(String field, Instant value) {
    node.put(field, value.truncatedTo(ChronoUnit.SECONDS).toString());
    return this;
  }

  KfpJson set(String field, JsonNode value) {
    node.set(field, value);
    return this;
  }

  ObjectNode node() {
    return node;
  }
}
