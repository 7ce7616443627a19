package io.plimsoll.client.scenario;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import io.plimsoll.replay.profile.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads scenarios from files. */
final class ScenarioFile {

  private ScenarioFile() {}

  /**
   * Reads one. What is wrong with it is printed, a line each: file, line, field and problem.
   *
   * @throws CommandException exit code 2 if the file cannot be read, or is no scenario
   */
  static Scenario read(Path file, PrintWriter err) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more tells a file that is too long from one that is just not.
      return ScenarioReader.read(in.readNBytes(ScenarioReader.MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      throw CommandException.usage("FILE", file, "a file that exists");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "FILE: " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (ScenarioException e) {
      List<Violation> violations = e.violations();
      violations.forEach(violation -> err.println(Text.printable(located(file, violation))));
      err.flush();
      String count = violations.size() == 1 ? "1 error" : violations.size() + " errors";
      throw new CommandException(ExitCode.USAGE, file + ": " + count + ", nothing was started", e);
    }
  }

  private static String located(Path file, Violation violation) {
    String line = violation.line() == 0 ? "" : violation.line() + ":";
    return file + ":" + line + " " + violation.field() + ": " + violation.problem();
  }
}
