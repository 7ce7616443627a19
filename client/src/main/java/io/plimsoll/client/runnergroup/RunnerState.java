package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.plimsoll.cli.Text;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pod of a group, as Kubernetes describes it. Pure.
 *
 * @param index which runner; -1: the pod does not say
 * @param node where it runs; empty: nowhere yet
 * @param phase as Kubernetes has it: {@code Pending}, {@code Running}, {@code Succeeded}, {@code
 *     Failed}; empty: not known
 * @param reason why it is not well, empty if it is or if nobody says
 * @param started when the container started, RFC 3339; empty: it has not
 * @param ended when it ended, RFC 3339; empty: it has not
 * @param exitCode of the container; null: it has not ended
 */
record RunnerState(
    int index,
    String pod,
    String node,
    String phase,
    String reason,
    String started,
    String ended,
    @Nullable Integer exitCode) {

  /** Where an indexed Job says which one a pod is. */
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";

  /** What schedulers and container runtimes say can be long; its beginning tells most. */
  private static final int MOST_REASON_CHARS = 200;

  /** Reasons that say nothing: all is as it should be. */
  private static final Set<String> WELL =
      Set.of("Completed", "ContainerCreating", "PodInitializing");

  static RunnerState of(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    ContainerState state = container(status);
    ContainerStateTerminated dead = state.getTerminated();
    String started =
        dead != null
            ? text(dead.getStartedAt())
            : state.getRunning() == null ? "" : text(state.getRunning().getStartedAt());
    return new RunnerState(
        index(pod),
        pod.getMetadata().getName(),
        pod.getSpec() == null ? "" : text(pod.getSpec().getNodeName()),
        text(status.getPhase()),
        reason(pod, status, state),
        started,
        dead == null ? "" : text(dead.getFinishedAt()),
        dead == null ? null : dead.getExitCode());
  }

  /** Whether it will not run any more. */
  boolean hasEnded() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** What is wrong with how it ended, or that it has not; empty: it ended well. */
  String trouble() {
    if (!hasEnded()) {
      return "has not ended: " + (phase.isEmpty() ? "Unknown" : phase) + also(reason);
    }
    if (exitCode != null && exitCode != 0) {
      return (reason.isEmpty() || reason.equals("Error") ? "" : reason + ", ")
          + "exit code "
          + exitCode;
    }
    return phase.equals("Failed") ? "Failed" + also(reason) : "";
  }

  private static String also(String reason) {
    return reason.isEmpty() ? "" : ", " + reason;
  }

  private static int index(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String text = annotations == null ? "" : annotations.getOrDefault(INDEX, "");
    // Without the annotation, which it always had, the label that it has since 1.28.
    Map<String, String> labels = pod.getMetadata().getLabels();
    String index = text.isEmpty() && labels != null ? labels.getOrDefault(INDEX, "") : text;
    return index.matches("\\d{1,9}") ? Integer.parseInt(index) : -1;
  }

  private static ContainerState container(PodStatus status) {
    for (ContainerStatus container : status.getContainerStatuses()) {
      if (RunnerPod.CONTAINER.equals(container.getName()) && container.getState() != null) {
        return container.getState();
      }
    }
    return new ContainerState();
  }

  private static String reason(Pod pod, PodStatus status, ContainerState state) {
    ContainerStateTerminated dead = state.getTerminated();
    if (!text(status.getReason()).isEmpty()) {
      return reason(status.getReason(), status.getMessage());
    }
    for (PodCondition condition : status.getConditions()) {
      if ("DisruptionTarget".equals(condition.getType()) && "True".equals(condition.getStatus())) {
        return reason(condition.getReason(), condition.getMessage());
      }
    }
    if (dead != null && !WELL.contains(text(dead.getReason()))) {
      return reason(dead.getReason(), dead.getMessage());
    }
    ContainerStateWaiting waiting = state.getWaiting();
    if (waiting != null && !WELL.contains(text(waiting.getReason()))) {
      return reason(waiting.getReason(), waiting.getMessage());
    }
    for (PodCondition condition : status.getConditions()) {
      if ("PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus())) {
        return reason(condition.getReason(), condition.getMessage());
      }
    }
    return pod.getMetadata().getDeletionTimestamp() != null && dead == null ? "being deleted" : "";
  }

  private static String reason(@Nullable String reason, @Nullable String message) {
    String both = text(reason) + (text(message).isEmpty() ? "" : ": " + text(message));
    String line = Text.printable(both.strip());
    return line.length() > MOST_REASON_CHARS ? line.substring(0, MOST_REASON_CHARS) + "..." : line;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
