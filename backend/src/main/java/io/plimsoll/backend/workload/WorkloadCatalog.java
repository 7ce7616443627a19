package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The one table of workloads. */
public final class WorkloadCatalog {

  private static final Map<String, Function<WorkloadContext, Workload>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "sleep",
              SleepWorkload::new,
              "replay",
              ReplayWorkload::new,
              "load",
              LoadWorkload::new));

  private WorkloadCatalog() {}

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
    String names = String.join(", ", BY_NAME.keySet());
    throw CommandException.usage("WORKLOAD", name, names + ", or the absolute path of a program");
  }
}
