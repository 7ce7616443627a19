package io.plimsoll.client.fleet;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod as far as a fleet is concerned. Pure.
 *
 * @param ready whether it has told that it is
 * @param leaving whether it is being deleted
 * @param over whether all that it ran has ended, so that it is no replica any more
 * @param trouble why it is not ready, as far as it says; empty if it is, or says nothing
 */
record PodState(String name, boolean ready, boolean leaving, boolean over, String trouble) {

  /** Of the object that the API has. */
  static PodState of(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    boolean over = "Succeeded".equals(status.getPhase()) || "Failed".equals(status.getPhase());
    PodCondition condition = condition(status, "Ready");
    boolean ready = !over && condition != null && "True".equals(condition.getStatus());
    return new PodState(
        text(pod.getMetadata().getName()),
        ready,
        pod.getMetadata().getDeletionTimestamp() != null,
        over,
        ready ? "" : trouble(status));
  }

  private static String trouble(PodStatus status) {
    List<String> said = new ArrayList<>();
    PodCondition scheduled = condition(status, "PodScheduled");
    if (scheduled != null && "False".equals(scheduled.getStatus())) {
      said.add(said(scheduled.getReason(), scheduled.getMessage()));
    }
    Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
        .flatMap(List::stream)
        .forEach(
            container -> {
              String why = container(container);
              if (!why.isEmpty()) {
                said.add("container " + text(container.getName()) + ": " + why);
              }
            });
    if (said.isEmpty()) {
      PodCondition ready = condition(status, "Ready");
      String whole = said(status.getReason(), status.getMessage());
      said.add(
          !whole.isEmpty() || ready == null ? whole : said(ready.getReason(), ready.getMessage()));
    }
    return String.join("; ", said);
  }

  /** Why a container does not run. */
  private static String container(ContainerStatus container) {
    ContainerStateTerminated ended = terminated(container.getState());
    if (ended != null) {
      return exitCode(ended) == 0 ? "" : ended(ended);
    }
    ContainerStateWaiting waiting =
        container.getState() == null ? null : container.getState().getWaiting();
    if (waiting == null) {
      return "";
    }
    ContainerStateTerminated before = terminated(container.getLastState());
    return said(waiting.getReason(), waiting.getMessage())
        + (before == null ? "" : "; before, " + ended(before));
  }

  private static @Nullable ContainerStateTerminated terminated(@Nullable ContainerState state) {
    return state == null ? null : state.getTerminated();
  }

  private static int exitCode(ContainerStateTerminated ended) {
    return ended.getExitCode() == null ? 0 : ended.getExitCode();
  }

  private static String ended(ContainerStateTerminated ended) {
    return "exit code " + exitCode(ended) + ", " + said(ended.getReason(), ended.getMessage());
  }

  /** {@code reason: message}, of what there is of both. */
  private static String said(@Nullable String reason, @Nullable String message) {
    String first = text(reason);
    String second = text(message).strip();
    return first + (first.isEmpty() || second.isEmpty() ? "" : ": ") + second;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .orElse(null);
  }
}
