package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.api.Query;
import io.plimsoll.standin.store.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes what requests describe. Not thread-safe: {@link KfpService} guards it. What is wrong with a
 * request is an {@link io.plimsoll.standin.store.ApiException}.
 */
final class Creations {

  /** The real server's limit. */
  private static final int MOST_NAME_CHARACTERS = 128;

  private final KfpSettings settings;
  private final KfpStore store;

  Creations(KfpSettings settings, KfpStore store) {
    this.settings = settings;
    this.store = store;
  }

  /** A pipeline with its first version. */
  StoredPipeline upload(ApiRequest request, Instant now) {
    Upload file = Upload.of(request);
    PipelineSpec spec = PipelineSpec.read(file.bytes());
    Query query = request.query();
    String name = name(query, file);
    String namespace = settings.namespace(query.get("namespace"));
    return store.addPipeline(
        name, displayName(query, name), description(query), namespace, spec, now);
  }

  /** A further version of a pipeline. */
  StoredVersion uploadVersion(ApiRequest request, Instant now) {
    Upload file = Upload.of(request);
    PipelineSpec spec = PipelineSpec.read(file.bytes());
    Query query = request.query();
    String pipelineId = query.get("pipelineid");
    if (pipelineId == null) {
      throw KfpErrors.invalid("Failed to create a pipeline version (expected: pipelineid)");
    }
    String name = name(query, file);
    return store.addVersion(
        store.pipelines.get(pipelineId),
        name,
        displayName(query, name),
        description(query),
        spec,
        now);
  }

  private static String name(Query query, Upload file) {
    String name = query.get("name");
    if (name == null) {
      name = query.get("display_name");
    }
    return checked("name", name == null ? file.name() : name);
  }

  private static String displayName(Query query, String name) {
    String given = query.get("display_name");
    return given == null ? name : checked("display_name", given);
  }

  private static String description(Query query) {
    String given = query.get("description");
    return given == null ? "" : given;
  }

  private static String checked(String field, String name) {
    if (name.isEmpty() || name.length() > MOST_NAME_CHARACTERS) {
      throw KfpErrors.invalid(
          field
              + ": of "
              + name.length()
              + " characters (expected: 1 to "
              + MOST_NAME_CHARACTERS
              + ")");
    }
    return name;
  }

  /** An experiment. */
  StoredExperiment experiment(ApiRequest request, Instant now) {
    ObjectNode given = Json.readObject(request.body());
    String name = checked("display_name", text(given, "display_name"));
    String namespace = settings.required(text(given, "namespace"));
    return store.addExperiment(name, text(given, "description"), namespace, now);
  }

  /** A run. */
  StoredRun run(ApiRequest request, Instant now) {
    ObjectNode given = Json.readObject(request.body());
    String name = checked("display_name", text(given, "display_name"));
    String pipelineId = given.at("/pipeline_version_reference/pipeline_id").asString("");
    String versionId = given.at("/pipeline_version_reference/pipeline_version_id").asString("");
    if (pipelineId.isEmpty()) {
      throw KfpErrors.invalid(
          "pipeline_version_reference.pipeline_id: '' (expected: the id of a pipeline; the stand-in"
              + " takes no pipeline_spec)");
    }
    ObjectNode config =
        given.get("runtime_config") instanceof ObjectNode object ? object : Json.object();
    StoredVersion version =
        versionId.isEmpty() ? latest(pipelineId) : store.version(pipelineId, versionId);
    return store.addRun(
        name,
        text(given, "description"),
        text(given, "experiment_id"),
        version,
        config,
        text(given, "service_account"),
        now);
  }

  private StoredVersion latest(String pipelineId) {
    store.pipelines.get(pipelineId);
    StoredVersion latest = store.latest(pipelineId);
    if (latest == null) {
      throw KfpErrors.notFound("PipelineVersion", "of pipeline " + pipelineId);
    }
    return latest;
  }

  private static String text(ObjectNode object, String field) {
    @Nullable String value = Json.text(object, field);
    return value == null ? "" : value;
  }
}
