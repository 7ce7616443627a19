package io.plimsoll.standin.kfp;

import io.plimsoll.standin.store.Json;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code v2beta1Run}. */
record StoredRun(
    String id,
    long number,
    String displayName,
    String description,
    String experimentId,
    String namespace,
    StoredVersion version,
    ObjectNode runtimeConfig,
    String serviceAccount,
    RunCourse course)
    implements Stored {

  /** Of google.rpc.Code: INTERNAL. */
  private static final int INTERNAL = 13;

  StoredRun withCourse(RunCourse other) {
    return new StoredRun(
        id,
        number,
        displayName,
        description,
        experimentId,
        namespace,
        version,
        runtimeConfig,
        serviceAccount,
        other);
  }

  @Override
  public Instant createdAt() {
    return course.createdAt();
  }

  @Override
  public ObjectNode toJson(Instant now) {
    RunState state = course.stateAt(now);
    ObjectNode reference =
        KfpJson.object()
            .text("pipeline_id", version.pipelineId())
            .text("pipeline_version_id", version.id())
            .node();
    KfpJson run =
        KfpJson.object()
            .text("experiment_id", experimentId)
            .text("run_id", id)
            .text("display_name", displayName)
            .text("storage_state", "AVAILABLE")
            .text("description", description)
            .set("pipeline_version_reference", reference)
            .set("runtime_config", runtimeConfig)
            .text("service_account", serviceAccount)
            .time("created_at", course.createdAt())
            .time("scheduled_at", course.createdAt())
            .time("finished_at", state.isFinal() ? course.endsAt() : Instant.EPOCH)
            .text("state", state.name());
    if (state == RunState.FAILED) {
      run.set("error", Json.object().put("code", INTERNAL).put("message", "the run has failed"));
    }
    run.set("run_details", Json.object());
    ArrayNode history = run.node().putArray("state_history");
    for (RunCourse.Change change : course.historyAt(now)) {
      history.add(
          KfpJson.object()
              .time("update_time", change.at())
              .text("state", change.state().name())
              .node());
    }
    return run.node();
  }
}
