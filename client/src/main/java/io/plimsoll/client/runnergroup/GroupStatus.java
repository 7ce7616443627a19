package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.plimsoll.cli.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is. Pure.
 *
 * @param count how many runners it has
 * @param succeeded how many ended well
 * @param failed how many did not
 * @param message why it failed, in the words of Kubernetes; empty if it did not
 * @param runners its pods, by index
 */
record GroupStatus(
    String name,
    String namespace,
    String workload,
    String profile,
    String startAt,
    int count,
    int succeeded,
    int failed,
    Phase phase,
    String message,
    List<RunnerState> runners) {

  /** How far. */
  enum Phase {
    /** The Job is there, and its config map not yet; or somebody has suspended it. */
    SUSPENDED,
    /** No runner has begun. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    /** All have ended, and at least one not well. */
    FAILED,
    DELETING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  GroupStatus {
    runners = List.copyOf(runners);
  }

  /**
   * Puts together what Kubernetes says.
   *
   * @param pods of the group, in any order; none if nobody asked for them
   */
  static GroupStatus of(Job job, List<Pod> pods) {
    List<RunnerState> runners =
        pods.stream()
            .map(RunnerState::of)
            .sorted(Comparator.comparingInt(RunnerState::index).thenComparing(RunnerState::pod))
            .toList();
    JobCondition end = end(job);
    return new GroupStatus(
        job.getMetadata().getName(),
        job.getMetadata().getNamespace(),
        GroupLabels.annotation(job, GroupLabels.WORKLOAD),
        GroupLabels.annotation(job, GroupLabels.PROFILE),
        GroupLabels.annotation(job, GroupLabels.START_AT),
        count(job),
        number(job.getStatus() == null ? null : job.getStatus().getSucceeded()),
        number(job.getStatus() == null ? null : job.getStatus().getFailed()),
        phase(job, end),
        end == null || !end.getType().equals("Failed") ? "" : message(end),
        runners);
  }

  /** How many runners a Job has. */
  static int count(Job job) {
    return job.getSpec() == null ? 0 : number(job.getSpec().getCompletions());
  }

  /** Whether no runner will do anything any more. */
  boolean hasEnded() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }

  /** How many runners have ended. */
  int ended() {
    return succeeded + failed;
  }

  private static Phase phase(Job job, @Nullable JobCondition end) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return Phase.DELETING;
    }
    if (end != null) {
      return end.getType().equals("Failed") ? Phase.FAILED : Phase.SUCCEEDED;
    }
    if (job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      return Phase.SUSPENDED;
    }
    if (job.getStatus() == null) {
      return Phase.PENDING;
    }
    int begun =
        number(job.getStatus().getReady())
            + number(job.getStatus().getSucceeded())
            + number(job.getStatus().getFailed());
    return begun > 0 ? Phase.RUNNING : Phase.PENDING;
  }

  private static @Nullable JobCondition end(Job job) {
    if (job.getStatus() == null) {
      return null;
    }
    return job.getStatus().getConditions().stream()
        .filter(
            condition ->
                "True".equals(condition.getStatus())
                    && ("Complete".equals(condition.getType())
                        || "Failed".equals(condition.getType())))
        .findFirst()
        .orElse(null);
  }

  private static String message(JobCondition end) {
    String reason = end.getReason() == null ? "" : end.getReason();
    String message = end.getMessage() == null ? "" : end.getMessage();
    return Text.printable(message.isEmpty() ? reason : reason + ": " + message);
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
