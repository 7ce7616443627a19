package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The one table of workloads. */
public final class WorkloadCatalog {

  private static final Map<String, Function<WorkloadContext, Workload>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "sleep",
              SleepWorkload::new,
              "fakedev",
              FakedevWorkload::new,
              "replay",
              ReplayWorkload::new,
              "load",
              LoadWorkload::new));

  /** Of those that have options of their own. */
  private static final Map<String, Supplier<Callable<ExitCode>>> OPTIONS =
      Map.of(
          "replay",
          ReplaySettings::new,
          "load",
          LoadCommandLine::new,
          "fakedev",
          FakedevCommandLine::new);

  private WorkloadCatalog() {}

  /** The help text of the workload of that name, if {@code args} ask for it. */
  public static Optional<String> help(String name, List<String> args) {
    Supplier<Callable<ExitCode>> options = OPTIONS.get(name);
    if (options == null) {
      return Optional.empty();
    }
    CommandLine line = Commands.commandLine(options.get(), false);
    try {
      boolean asked = line.parseArgs(args.toArray(String[]::new)).isUsageHelpRequested();
      return asked ? Optional.of(line.getUsageMessage()) : Optional.empty();
    } catch (ParameterException told) {
      // Whoever parses them to use them tells what is wrong.
      return Optional.empty();
    }
  }

  /**
   * Makes the workload of that name; an absolute path names a program.
   *
   * @throws CommandException exit code 2 if there is none of that name, or if it does not take the
   *     arguments on the command line
   */
  public static Workload find(String name, WorkloadContext context) {
    Function<WorkloadContext, Workload> factory = BY_NAME.get(name);
    if (factory != null) {
      return factory.apply(context);
    }
    if (name.startsWith("/")) {
      return new ProgramWorkload(name, context);
    }
    throw unknown(name);
  }

  /** Bad usage: {@code what} is no workload. It names those that there are. */
  public static CommandException unknown(String what) {
    String names = String.join(", ", BY_NAME.keySet());
    return CommandException.usage("WORKLOAD", what, names + ", or the absolute path of a program");
  }
}
