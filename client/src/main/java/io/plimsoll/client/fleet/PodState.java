package io.plimsoll.client.fleet;

import static io.plimsoll.client.fleet.ContainerTrouble.said;
import static io.plimsoll.client.fleet.ContainerTrouble.text;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod as far as a fleet is concerned. Pure.
 *
 * @param ready whether it has told that it is
 * @param leaving whether it is being deleted
 * @param over whether all that it ran has ended, so that it is no replica any more
 * @param trouble why it is not ready, as far as it says; empty if it is, or says nothing
 * @param containers those that have not ended well
 */
record PodState(
    String name,
    boolean ready,
    boolean leaving,
    boolean over,
    String trouble,
    List<ContainerTrouble> containers) {

  PodState {
    containers = List.copyOf(containers);
  }

  /** Of the object that the API has. */
  static PodState of(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    boolean over = "Succeeded".equals(status.getPhase()) || "Failed".equals(status.getPhase());
    PodCondition condition = condition(status, "Ready");
    boolean ready = !over && condition != null && "True".equals(condition.getStatus());
    List<ContainerTrouble> containers =
        Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
            .flatMap(List::stream)
            .map(ContainerTrouble::of)
            .filter(Objects::nonNull)
            .toList();
    return new PodState(
        text(pod.getMetadata().getName()),
        ready,
        pod.getMetadata().getDeletionTimestamp() != null,
        over,
        ready ? "" : trouble(status, containers),
        containers);
  }

  private static String trouble(PodStatus status, List<ContainerTrouble> containers) {
    List<String> said = new ArrayList<>();
    PodCondition scheduled = condition(status, "PodScheduled");
    if (scheduled != null && "False".equals(scheduled.getStatus())) {
      said.add(said(scheduled.getReason(), scheduled.getMessage()));
    }
    for (ContainerTrouble container : containers) {
      if (!container.text().isEmpty()) {
        said.add("container " + container.container() + ": " + container.text());
      }
    }
    if (said.isEmpty()) {
      PodCondition ready = condition(status, "Ready");
      String whole = said(status.getReason(), status.getMessage());
      said.add(
          !whole.isEmpty() || ready == null ? whole : said(ready.getReason(), ready.getMessage()));
    }
    return String.join("; ", said);
  }

  private static @Nullable PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .orElse(null);
  }

  /** Whether it is on its way to be a replica. */
  boolean starting() {
    return !ready && !leaving && !over;
  }

  /** Whether waiting for it will not help. */
  boolean hopeless() {
    return starting() && containers.stream().anyMatch(ContainerTrouble::hopeless);
  }

  /**
   * The container whose log may tell why it is not ready, or what it does: one that has ended
   * before one that runs; null if none has run.
   */
  @Nullable ContainerTrouble telling() {
    @Nullable ContainerTrouble running = null;
    for (ContainerTrouble container : containers) {
      if (container.log() != ContainerTrouble.Log.NONE && !container.text().isEmpty()) {
        return container;
      }
      if (container.log() == ContainerTrouble.Log.PRESENT && running == null) {
        running = container;
      }
    }
    return running;
  }
}
