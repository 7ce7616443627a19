package io.plimsoll.backend;

import io.plimsoll.cli.Commands;

/** The worker: {@code java -jar backend.jar [options] [--] WORKLOAD [ARG...]}. */
public final class BackendMain {

  private BackendMain() {}

  /** Exits with an exit code of {@link io.plimsoll.cli.ExitCode}; with -once, the workload's. */
  public static void main(String[] args) {
    BackendCommand command = new BackendCommand();
    int code = Commands.run(command, true, args);
    int exitCode = command.retcode().orElse(code);
    command.lastLine(exitCode).ifPresent(BackendMain::print);
    System.exit(exitCode);
  }

  private static void print(String line) {
    System.out.print(line + "\n");
    System.out.flush();
  }
}
