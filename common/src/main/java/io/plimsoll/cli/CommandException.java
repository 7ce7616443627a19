package io.plimsoll.cli;

/** Ends a program with one line on stderr and an exit code. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /**
   * @param message one line: what is wrong and what to do about it
   */
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** As above, with the cause for {@code -verbose}. */
  public CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /**
   * Bad usage: {@code option: value (expected: constraint)}.
   *
   * @param option the option's or argument's name
   */
  public static CommandException usage(String option, Object value, String expected) {
    return new CommandException(
        ExitCode.USAGE, option + ": " + value + " (expected: " + expected + ")");
  }
}
