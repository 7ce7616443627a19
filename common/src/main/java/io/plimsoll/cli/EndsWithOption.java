package io.plimsoll.cli;

import picocli.CommandLine.Option;

/**
 * {@code --ends-with PID}: the program ends with another one, however that went; a picocli mixin.
 * Whoever starts programs of its own has none left behind, not even when it is killed.
 */
public final class EndsWithOption {

  private static final long NONE = 0;

  @Option(
      names = "--ends-with",
      paramLabel = "PID",
      defaultValue = "" + NONE,
      description =
          "End as on SIGTERM when this process of the same machine is gone, within five seconds; 0 ="
              + " none (default: ${DEFAULT-VALUE}).")
  private long pid;

  /**
   * Watches the other program from now on. Whether the signals are handled already does not matter:
   * where they are not, SIGTERM ends a program too.
   *
   * @throws CommandException if the number is none of a process
   */
  public void watch() {
    if (pid < 0) {
      throw CommandException.usage("--ends-with", pid, "a process number, or 0");
    }
    if (pid != NONE) {
      ProcessHandle.of(pid)
          .ifPresentOrElse(
              process -> process.onExit().thenRun(Signals::terminate), Signals::terminate);
    }
  }
}
