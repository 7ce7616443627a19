package io.plimsoll.client.standin;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code standin}: which server is meant says its subcommand. */
@Command(
    name = "standin",
    description = "Servers that stand in for real ones, to try things without a cluster.",
    subcommands = {ApiServerCommand.class, KfpCommand.class})
public final class StandInCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public ExitCode call() {
    throw CommandException.usage("standin", "no server named", "api-server or kfp");
  }
}
