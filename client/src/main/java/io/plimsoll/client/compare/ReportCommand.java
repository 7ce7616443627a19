package io.plimsoll.client.compare;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report}: what is to be done with reports says its subcommand. */
@Command(
    name = "report",
    description = "Compares, merges and shows reports that the client wrote as JSON.",
    subcommands = {CompareCommand.class, MergeCommand.class, ShowCommand.class})
public final class ReportCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public ExitCode call() {
    throw CommandException.usage("report", "no subcommand named", "compare, merge or show");
  }
}
