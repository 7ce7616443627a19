package io.plimsoll.client.runnergroup;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.cluster.Cluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runnergroup delete}: leaves nothing of a group. */
@Command(
    name = "delete",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Deletes a group of runners: its Job, pods and config map. Returns when they are gone; runners"
          + " that still run are stopped.",
      "Exit code 0 also if there is no such group. 1: something is still there after --timeout, which"
          + " is named."
    })
final class DeleteCommand implements Callable<ExitCode> {

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final NamedGroup group = new NamedGroup();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      description = "How long to wait until all is gone; a runner gets 30 s to stop.")
  private Duration timeout = Duration.ZERO;

  @Override
  public ExitCode call() {
    String name = group.name();
    try (Cluster cluster = group.open()) {
      GroupDelete delete =
          new GroupDelete(
              new Groups(cluster),
              new Patience(timeout),
              new ProgressLine(System.err, common.verbose()));
      boolean any =
          Interrupts.during(
              "Kubernetes goes on deleting what it has begun to", () -> delete.run(name));
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      out.println("runner group " + name + (any ? ": deleted" : ": there is none"));
      out.flush();
      return ExitCode.OK;
    }
  }
}
