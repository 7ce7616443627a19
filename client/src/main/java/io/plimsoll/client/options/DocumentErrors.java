package io.plimsoll.client.options;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import io.plimsoll.replay.profile.Violation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Tells a user what is wrong with a file that people write by hand. Stateless. */
public final class DocumentErrors {

  private DocumentErrors() {}

  /**
   * Prints all that is wrong, a line each: file, line, field and problem.
   *
   * @param violations not empty
   * @return what to end the program with: exit code 2, and how many errors there are
   */
  public static CommandException told(
      Path file, List<Violation> violations, PrintWriter err, Exception cause) {
    violations.forEach(violation -> err.println(Text.printable(located(file, violation))));
    err.flush();
    String count = violations.size() == 1 ? "1 error" : violations.size() + " errors";
    return new CommandException(
        ExitCode.USAGE, file + ": " + count + ", nothing was started", cause);
  }

  private static String located(Path file, Violation violation) {
    String line = violation.line() == 0 ? "" : violation.line() + ":";
    return file + ":" + line + " " + violation.field() + ": " + violation.problem();
  }
}
