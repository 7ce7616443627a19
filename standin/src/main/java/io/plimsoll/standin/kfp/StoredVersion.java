package io.plimsoll.standin.kfp;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code v2beta1PipelineVersion}.
 *
 * @param caches whether all of its tasks may take results from earlier ones
 */
record StoredVersion(
    String id,
    long number,
    String pipelineId,
    String name,
    String displayName,
    String description,
    String namespace,
    Instant createdAt,
    ObjectNode spec,
    boolean caches)
    implements Stored {

  @Override
  public ObjectNode toJson(Instant now) {
    return KfpJson.object()
        .text("pipeline_id", pipelineId)
        .text("pipeline_version_id", id)
        .text("name", name)
        .text("display_name", displayName)
        .text("description", description)
        .time("created_at", createdAt)
        .set("pipeline_spec", spec)
        .node();
  }
}
