package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.LoadTrafficOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the backend's own command line says after {@code load}. */
@Command(
    name = "load",
    sortOptions = false,
    customSynopsis = "java -jar backend.jar [-once] [OPTIONS] load PROFILE [LOAD-OPTIONS]",
    description = "Sends to an API server what a load profile makes up.")
final class LoadCommandLine implements Callable<ExitCode> {

  @Mixin final RunnerSettings common = new RunnerSettings();
  @Mixin final LoadTrafficOptions traffic = new LoadTrafficOptions();

  /**
   * Reads the command line.
   *
   * @param once whether there is no frontend
   * @throws CommandException exit code 2 for what is wrong with it
   */
  static LoadCommandLine parse(List<String> args, boolean once, Map<String, String> environment) {
    LoadCommandLine line = new LoadCommandLine();
    line.common.parse(line, "load", args, line.traffic::check, once, environment);
    return line;
  }

  /** Whose report line the command line asks for, if it does. */
  static Optional<RunnerPlace> place(List<String> args, Map<String, String> environment) {
    LoadCommandLine line = new LoadCommandLine();
    return RunnerSettings.place("load", line, line.common, args, environment);
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
