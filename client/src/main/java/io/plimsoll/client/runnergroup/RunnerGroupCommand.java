package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code runnergroup}: what is to be done with a group says its subcommand. */
@Command(
    name = "runnergroup",
    description =
        "Runs a load or a replay on many pods of a Kubernetes cluster, without a frontend.",
    subcommands = {
      RunCommand.class,
      StatusCommand.class,
      ResultCommand.class,
      ListCommand.class,
      DeleteCommand.class
    })
public final class RunnerGroupCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public ExitCode call() {
    throw CommandException.usage(
        "runnergroup", "no subcommand named", "run, status, result, list or delete");
  }
}
