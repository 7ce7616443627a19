package io.plimsoll.client.fleet;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A pod as far as a fleet is concerned. Pure.
 *
 * @param ready whether it has told that it is
 * @param leaving whether it is being deleted
 * @param over whether all that it ran has ended, so that it is no replica any more
 * @param trouble why it is not ready, as far as it says; empty if it is, or says nothing
 */
record PodState(String name, boolean ready, boolean leaving, boolean over, String trouble) {

  /** Of an object of the API, kind {@code Pod} of {@code v1}. */
  static PodState of(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    JsonNode status = pod.path("status");
    String phase = status.path("phase").asString("");
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    boolean ready = !over && condition(status, "Ready").path("status").asString("").equals("True");
    return new PodState(
        metadata.path("name").asString(""),
        ready,
        metadata.hasNonNull("deletionTimestamp"),
        over,
        ready ? "" : trouble(status));
  }

  private static String trouble(JsonNode status) {
    List<String> said = new ArrayList<>();
    JsonNode scheduled = condition(status, "PodScheduled");
    if (scheduled.path("status").asString("").equals("False")) {
      said.add(said(scheduled));
    }
    for (String containers : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode container : status.path(containers)) {
        String why = container(container);
        if (!why.isEmpty()) {
          said.add("container " + container.path("name").asString("") + ": " + why);
        }
      }
    }
    if (said.isEmpty() && !said(status).isEmpty()) {
      said.add(said(status));
    }
    if (said.isEmpty()) {
      said.add(said(condition(status, "Ready")));
    }
    return String.join("; ", said);
  }

  /** Why a container does not run. */
  private static String container(JsonNode container) {
    JsonNode state = container.path("state");
    JsonNode ended = state.path("terminated");
    if (ended.isObject()) {
      return ended.path("exitCode").asInt(0) == 0 ? "" : ended(ended);
    }
    JsonNode waiting = state.path("waiting");
    if (!waiting.isObject()) {
      return "";
    }
    JsonNode before = container.path("lastState").path("terminated");
    return said(waiting) + (before.isObject() ? "; before, " + ended(before) : "");
  }

  private static String ended(JsonNode ended) {
    return "exit code " + ended.path("exitCode").asInt(0) + ", " + said(ended);
  }

  /** {@code reason: message}, of what there is of both. */
  private static String said(JsonNode of) {
    String reason = of.path("reason").asString("");
    String message = of.path("message").asString("").strip();
    return reason + (reason.isEmpty() || message.isEmpty() ? "" : ": ") + message;
  }

  private static JsonNode condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return condition;
      }
    }
    return status.path("conditions").path("none");
  }
}
