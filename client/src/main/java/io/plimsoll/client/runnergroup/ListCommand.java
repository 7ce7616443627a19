package io.plimsoll.client.runnergroup;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.cluster.ClusterOptions;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runnergroup list}: the groups that there are. */
@Command(
    name = "list",
    showDefaultValues = true,
    sortOptions = false,
    description = "Lists the groups of runners of a namespace.")
final class ListCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Mixin private final ClusterOptions where = new ClusterOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public ExitCode call() {
    try (Cluster cluster = where.open()) {
      List<GroupStatus> all =
          new Groups(cluster)
              .all().stream()
                  .map(job -> GroupStatus.of(job, List.of()))
                  .sorted(Comparator.comparing(GroupStatus::name))
                  .toList();
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      out.print(json ? GroupText.json(all).toPrettyString() + "\n" : GroupText.list(all));
      out.flush();
      return ExitCode.OK;
    }
  }
}
