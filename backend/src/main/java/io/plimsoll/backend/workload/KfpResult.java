package io.plimsoll.backend.workload;

import io.plimsoll.kfp.RandomGets.Got;
import io.plimsoll.kfp.Run;
import io.plimsoll.protocol.RawJson;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Results of the workload {@code kfp}, as docs/kfp.md describes them. Pure. */
final class KfpResult {

  /** A run has four or five; one that is repeated all the time must not fill a reply. */
  static final int MOST_STATES = 100;

  private KfpResult() {}

  /**
   * Of a run, with the last of its states.
   *
   * @param createNanos how long it took to create it
   */
  static RawJson of(Run run, long createNanos) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", "run").put("runId", run.id()).put("state", run.state().name());
    node.put("createSeconds", createNanos / 1e9);
    time(node, "createdAt", run.createdAt());
    time(node, "finishedAt", run.finishedAt());
    if (run.createdAt() != null && run.finishedAt() != null) {
      node.put(
          "finishSeconds", Duration.between(run.createdAt(), run.finishedAt()).toNanos() / 1e9);
    }
    ArrayNode states = node.putArray("states");
    run.history().stream()
        .skip(Math.max(0, run.history().size() - MOST_STATES))
        .forEach(
            change ->
                states
                    .addObject()
                    .put("state", change.state().name())
                    .put("at", change.at().toString()));
    return RawJson.of(node.toString());
  }

  /** Of a GET. */
  static RawJson of(Got got) {
    return RawJson.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", got.kind().text())
            .put("status", got.status())
            .put("latencySeconds", got.latencyNanos() / 1e9)
            .toString());
  }

  private static void time(ObjectNode node, String field, @Nullable Instant time) {
    if (time != null) {
      node.put(field, time.toString());
    }
  }
}
