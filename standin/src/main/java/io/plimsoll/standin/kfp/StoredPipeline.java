package io.plimsoll.standin.kfp;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** {@code v2beta1Pipeline}. */
record StoredPipeline(
    String id,
    long number,
    String name,
    String displayName,
    String description,
    String namespace,
    Instant createdAt)
    implements Stored {

  @Override
  public ObjectNode toJson(Instant now) {
    return KfpJson.object()
        .text("pipeline_id", id)
        .text("name", name)
        .text("display_name", displayName)
        .text("description", description)
        .time("created_at", createdAt)
        .text("namespace", namespace)
        .node();
  }
}
