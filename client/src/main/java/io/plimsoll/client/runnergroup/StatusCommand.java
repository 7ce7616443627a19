package io.plimsoll.client.runnergroup;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runnergroup status}: how far a group is. */
@Command(
    name = "status",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Shows how far a group of runners is, and each of its pods.",
      "Exit code 0 however it goes. 3: there is no such group, or the cluster cannot be reached."
    })
final class StatusCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Mixin private final NamedGroup group = new NamedGroup();

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public ExitCode call() {
    String name = group.name();
    try (Cluster cluster = group.open()) {
      Groups groups = new Groups(cluster);
      Job job = groups.find(name).orElseThrow(() -> Groups.missing(name, groups.namespace()));
      GroupStatus status = GroupStatus.of(job, groups.pods(name));
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      out.print(json ? GroupText.json(status).toPrettyString() + "\n" : GroupText.status(status));
      out.flush();
      return ExitCode.OK;
    }
  }
}
