package io.plimsoll.standin.kfp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code v2beta1Experiment}.
 *
 * @param lastRunAt null = it had none yet
 */
record StoredExperiment(
    String id,
    long number,
    String displayName,
    String description,
    String namespace,
    Instant createdAt,
    @Nullable Instant lastRunAt)
    implements Stored {

  StoredExperiment withRunAt(Instant at) {
    return new StoredExperiment(id, number, displayName, description, namespace, createdAt, at);
  }

  @Override
  public ObjectNode toJson(Instant now) {
    return KfpJson.object()
        .text("experiment_id", id)
        .text("display_name", displayName)
        .text("description", description)
        .time("created_at", createdAt)
        .text("namespace", namespace)
        .text("storage_state", "AVAILABLE")
        .time("last_run_created_at", lastRunAt == null ? Instant.EPOCH : lastRunAt)
        .node();
  }
}
