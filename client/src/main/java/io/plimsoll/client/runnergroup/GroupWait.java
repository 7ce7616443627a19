package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import java.util.List;
import java.util.stream.Collectors;

/** Waits until all runners of a group have ended. */
final class GroupWait {

  /** Pods are many and change seldom; the Job is one. */
  private static final int LOOKS_FOR_EACH_AT_PODS = 10;

  /** More of them only fill a terminal. */
  private static final int RUNNERS_NAMED = 5;

  private final Groups groups;
  private final Patience patience;
  private final ProgressLine line;

  GroupWait(Groups groups, Patience patience, ProgressLine line) {
    this.groups = groups;
    this.patience = patience;
    this.line = line;
  }

  /**
   * Waits.
   *
   * @param first the group as it was found
   * @return as it ended
   * @throws CommandException exit code 3 if it was deleted meanwhile, 1 if the patience is over
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  Job untilEnded(Job first) {
    String name = first.getMetadata().getName();
    Job job = first;
    String trouble = "";
    for (int look = 0; ; look++) {
      GroupStatus status = GroupStatus.of(job, List.of());
      if (status.phase() == GroupStatus.Phase.DELETING) {
        line.clear();
        throw gone(name, "is being deleted");
      }
      if (status.hasEnded()) {
        line.clear();
        return job;
      }
      if (patience.isOver()) {
        line.clear();
        throw new CommandException(ExitCode.FAILED, late(job));
      }
      if (look % LOOKS_FOR_EACH_AT_PODS == 0) {
        trouble = trouble(name);
      }
      String text = text(status, trouble);
      line.tick(() -> text);
      patience.pause();
      job = again(first);
    }
  }

  private Job again(Job first) {
    String name = first.getMetadata().getName();
    Job job = groups.find(name).orElseThrow(() -> gone(name, "was deleted"));
    if (!job.getMetadata().getUid().equals(first.getMetadata().getUid())) {
      line.clear();
      throw gone(name, "was deleted, and there is another of that name");
    }
    return job;
  }

  private static CommandException gone(String name, String what) {
    return new CommandException(
        ExitCode.UNREACHABLE,
        "runner group " + name + ": " + what + " before all runners had ended");
  }

  private static String text(GroupStatus status, String trouble) {
    return ProgressLine.bar(status.ended(), status.count())
        + " "
        + status.ended()
        + " of "
        + status.count()
        + " runners ended"
        + (status.failed() > 0 ? ", " + status.failed() + " failed" : "")
        + (status.phase() == GroupStatus.Phase.SUSPENDED ? ", the Job is suspended" : "")
        + (trouble.isEmpty() ? "" : "; " + trouble);
  }

  /** Of the first runner that does not get on. */
  private String trouble(String name) {
    return groups.pods(name).stream()
        .map(RunnerState::of)
        .filter(runner -> !runner.hasEnded() && !runner.reason().isEmpty())
        .map(runner -> "runner " + runner.index() + ": " + runner.reason())
        .findFirst()
        .orElse("");
  }

  private String late(Job job) {
    GroupStatus status = GroupStatus.of(job, groups.pods(job.getMetadata().getName()));
    List<RunnerState> behind =
        status.runners().stream().filter(runner -> !runner.hasEnded()).toList();
    String named =
        behind.stream()
            .limit(RUNNERS_NAMED)
            .map(runner -> "runner " + runner.index() + " " + runner.trouble())
            .collect(Collectors.joining("; "));
    return "runner group "
        + status.name()
        + ": "
        + (status.count() - status.ended())
        + " of "
        + status.count()
        + " runners have not ended within --timeout"
        + (named.isEmpty() ? "" : ": " + named)
        + (behind.size() > RUNNERS_NAMED ? " and others" : "")
        + "; they go on";
  }
}
