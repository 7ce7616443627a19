package io.plimsoll.client.runnergroup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of a group beside its spec.
 *
 * @param name of the group, a DNS label of at most {@link #MAX_NAME_CHARS} characters
 * @param image of the backend
 * @param cpu processors of each runner, as Kubernetes writes quantities
 * @param memory of each runner, as Kubernetes writes quantities
 * @param startAt when all runners are to begin
 * @param keep how long Kubernetes keeps the group when it has ended; null: until it is deleted
 * @param run an id of this one command, so that its own group is known from another of that name
 * @param retries what to do about failures
 * @param traffic options for the backend's workload, checked
 */
record GroupSettings(
    String name,
    String namespace,
    String image,
    String cpu,
    String memory,
    Instant startAt,
    @Nullable Duration keep,
    String run,
    Retries retries,
    List<String> traffic) {

  /** With a dash and the largest index it is the name of a pod's host, which DNS limits. */
  static final int MAX_NAME_CHARS =
      NameRules.MOST_LABEL_CHARS - 1 - Integer.toString(GroupSpecReader.MAX_COUNT - 1).length();

  GroupSettings {
    traffic = List.copyOf(traffic);
  }

  /** How a Job is told not to try a runner again: which fields there are depends on the version. */
  enum Retries {
    /** {@code backoffLimitPerIndex: 0}: a runner that fails leaves the others alone. */
    NONE_FOR_ANY_RUNNER,
    /** {@code backoffLimit: 0}: the first that fails ends the Job and all others. */
    NONE_FOR_THE_JOB
  }
}
