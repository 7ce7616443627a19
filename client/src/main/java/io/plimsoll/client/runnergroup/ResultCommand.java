package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code runnergroup result}: one report of all runners. */
@Command(
    name = "result",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Reads the reports of a group's runners from their logs and merges them. A runner that died or"
          + " has no report is named.",
      "Exit code 0: all is well. 1: a runner failed or is missing, or the verdict of the report says"
          + " so. 3: there is no such group, it has not ended, or no report could be read."
    })
final class ResultCommand implements Callable<ExitCode> {

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final NamedGroup group = new NamedGroup();
  @Mixin private final ResultOptions result = new ResultOptions();

  @Override
  public ExitCode call() {
    result.check();
    String name = group.name();
    try (Cluster cluster = group.open()) {
      Groups groups = new Groups(cluster);
      return Interrupts.during(
          "runner group " + name + " is left as it is",
          () -> {
            Job job = groups.find(name).orElseThrow(() -> Groups.missing(name, groups.namespace()));
            return result.finish(cluster, job, common.verbose(), System.out, System.err);
          });
    }
  }
}
