package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Deletes a group, and waits until nothing of it is left. */
final class GroupDelete {

  /** More of them only fill a terminal. */
  private static final int OBJECTS_NAMED = 10;

  private final Groups groups;
  private final Patience patience;
  private final ProgressLine line;

  GroupDelete(Groups groups, Patience patience, ProgressLine line) {
    this.groups = groups;
    this.patience = patience;
    this.line = line;
  }

  /**
   * Deletes. A group of which only a part is there is deleted too.
   *
   * @return whether there was anything
   * @throws CommandException exit code 1 that names what is left when the patience is over
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  boolean run(String name) {
    boolean any = false;
    while (true) {
      List<HasMetadata> left = left(name);
      if (left.isEmpty()) {
        line.clear();
        return any;
      }
      any = true;
      if (patience.isOver()) {
        line.clear();
        throw new CommandException(ExitCode.FAILED, late(name, left));
      }
      String text = "runner group " + name + ": " + left.size() + " objects left";
      line.tick(() -> text);
      patience.pause();
    }
  }

  /** What is there; what nobody deletes yet is deleted from now on. */
  private List<HasMetadata> left(String name) {
    Optional<Job> job = groups.find(name);
    List<Pod> pods = groups.pods(name);
    List<ConfigMap> maps = groups.configMaps(name);
    job.filter(GroupDelete::isWanted).ifPresent(groups::delete);
    maps.stream().filter(GroupDelete::isWanted).forEach(groups::delete);
    if (job.isEmpty()) {
      // Those of a Job that is there go with it; these have lost theirs.
      pods.stream().filter(GroupDelete::isWanted).forEach(groups::delete);
    }
    List<HasMetadata> left = new ArrayList<>();
    job.ifPresent(left::add);
    left.addAll(maps);
    left.addAll(pods);
    return left;
  }

  private static boolean isWanted(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() == null;
  }

  private static String late(String name, List<HasMetadata> left) {
    String named =
        left.stream()
            .limit(OBJECTS_NAMED)
            .map(GroupDelete::named)
            .collect(Collectors.joining(", "));
    return "runner group "
        + name
        + ": still there when --timeout was over: "
        + named
        + (left.size() > OBJECTS_NAMED ? " and others" : "");
  }

  private static String named(HasMetadata object) {
    List<String> finalizers = object.getMetadata().getFinalizers();
    return object.getKind()
        + " "
        + object.getMetadata().getName()
        + (object instanceof Pod pod && pod.getSpec() != null && pod.getSpec().getNodeName() != null
            ? " on node " + pod.getSpec().getNodeName()
            : "")
        + (finalizers == null || finalizers.isEmpty()
            ? ""
            : " (finalizers: " + String.join(", ", finalizers) + ")");
  }
}
