package io.plimsoll.client.profile;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code profile}: what is to be done with a profile says its subcommand. */
@Command(
    name = "profile",
    description = "Checks, converts and makes replay profiles.",
    subcommands = {CheckCommand.class, ConvertCommand.class, FromAuditCommand.class})
public final class ProfileCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public ExitCode call() {
    throw CommandException.usage("profile", "no subcommand named", "check, convert or from-audit");
  }
}
