package io.plimsoll.client.fleet;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a container of a pod that is not ready does not run, or that it does. Pure.
 *
 * @param container its name
 * @param text what the cluster says; empty if it runs
 * @param hopeless whether waiting will not help
 * @param log which of its logs tells more
 */
record ContainerTrouble(String container, String text, boolean hopeless, Log log) {

  /** Which log of a container. */
  enum Log {
    /** It has not run so far. */
    NONE,
    /** Of what runs, or has ended. */
    PRESENT,
    /** Of what ran before; it is to be started again. */
    PREVIOUS
  }

  /**
   * Waiting reasons that only another manifest ends. Others end by themselves now and then: a
   * registry is back, a config map is there.
   */
  private static final Set<String> FINAL_REASONS = Set.of("InvalidImageName", "ErrImageNeverPull");

  /**
   * A container that has ended so many times does so again, also one that ends well. It is started
   * again at once, after 10 s and after 20 s: this is known after some 10 s, and a frontend that
   * comes a little later than its backends is not missed.
   */
  private static final int ENDS = 3;

  /** Of what there is; null if it has ended well, as an initial container does. */
  static @Nullable ContainerTrouble of(ContainerStatus status) {
    String name = text(status.getName());
    int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
    ContainerStateTerminated ended = terminated(status.getState());
    if (ended != null) {
      return exitCode(ended) == 0
          ? null
          : new ContainerTrouble(
              name, ended(ended) + times(restarts), restarts + 1 >= ENDS, Log.PRESENT);
    }
    ContainerStateWaiting waiting =
        status.getState() == null ? null : status.getState().getWaiting();
    if (waiting == null) {
      return new ContainerTrouble(name, "", false, Log.PRESENT);
    }
    String said = said(waiting.getReason(), waiting.getMessage());
    ContainerStateTerminated before = terminated(status.getLastState());
    if (before == null) {
      boolean hopeless = FINAL_REASONS.contains(text(waiting.getReason()));
      return new ContainerTrouble(name, said, hopeless, Log.NONE);
    }
    return new ContainerTrouble(
        name,
        said + "; before, " + ended(before) + times(restarts),
        restarts + 1 >= ENDS,
        Log.PREVIOUS);
  }

  private static String times(int restarts) {
    return restarts == 0
        ? ""
        : ", started again " + restarts + (restarts == 1 ? " time" : " times");
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
  static String said(@Nullable String reason, @Nullable String message) {
    String first = text(reason);
    String second = text(message).strip();
    return first + (first.isEmpty() || second.isEmpty() ? "" : ": ") + second;
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
