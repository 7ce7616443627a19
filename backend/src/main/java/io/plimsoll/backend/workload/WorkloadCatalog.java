package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
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
              "kfp",
              KfpWorkload::new,
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
          FakedevCommandLine::new,
          "kfp",
          KfpCommandLine::new);

  /** Of those that may run as one of a group. */
  private static final Map<
          String, BiFunction<List<String>, Map<String, String>, Optional<RunnerPlace>>>
      PLACES = Map.of("replay", ReplaySettings::place, "load", LoadCommandLine::place);

  private WorkloadCatalog() {}

  /**
   * Whose report line {@code args} ask for, in place of a reply. They need not be right otherwise.
   *
   * @return empty: none
   */
  public static Optional<RunnerPlace> place(
      String name, List<String> args, Map<String, String> environment) {
    return PLACES.getOrDefault(name, (none, at) -> Optional.empty()).apply(args, environment);
  }

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
