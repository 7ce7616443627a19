package io.plimsoll.kfp;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects of the API as JSON, with the names of its published description. Pure. */
final class Json {

  private Json() {}

  static Pipeline pipeline(JsonNode node) {
    return new Pipeline(text(node, "pipeline_id"), text(node, "display_name"));
  }

  static PipelineVersion version(JsonNode node) {
    return new PipelineVersion(
        text(node, "pipeline_id"), text(node, "pipeline_version_id"), text(node, "display_name"));
  }

  static Experiment experiment(JsonNode node) {
    return new Experiment(text(node, "experiment_id"), text(node, "display_name"));
  }

  static Run run(JsonNode node) {
    List<StateChange> history = new ArrayList<>();
    for (JsonNode change : node.path("state_history")) {
      Instant at = time(change, "update_time");
      if (at != null) {
        history.add(new StateChange(RunState.of(text(change, "state")), at));
      }
    }
    return new Run(
        text(node, "run_id"),
        text(node, "display_name"),
        text(node, "experiment_id"),
        RunState.of(text(node, "state")),
        text(node.path("error"), "message"),
        time(node, "created_at"),
        time(node, "scheduled_at"),
        time(node, "finished_at"),
        history);
  }

  static <T> Page<T> page(JsonNode node, String items, Function<JsonNode, T> reader) {
    List<T> found = new ArrayList<>();
    node.path(items).forEach(item -> found.add(reader.apply(item)));
    return new Page<>(
        found, node.path("total_size").asLong(0), node.path("next_page_token").asString(""));
  }

  static ObjectNode newRun(NewRun run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("display_name", run.displayName());
    if (!run.experimentId().isEmpty()) {
      node.put("experiment_id", run.experimentId());
    }
    node.putObject("pipeline_version_reference")
        .put("pipeline_id", run.pipelineId())
        .put("pipeline_version_id", run.versionId());
    ObjectNode parameters = node.putObject("runtime_config").putObject("parameters");
    run.parameters().forEach(parameters::putPOJO);
    if (!run.serviceAccount().isEmpty()) {
      node.put("service_account", run.serviceAccount());
    }
    return node;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** Null if there is none; the server writes the epoch for a time that has not come. */
  private static @Nullable Instant time(JsonNode node, String field) {
    String text = text(node, field);
    if (text.isEmpty()) {
      return null;
    }
    try {
      Instant time = Instant.parse(text);
      return time.getEpochSecond() <= 0 ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
