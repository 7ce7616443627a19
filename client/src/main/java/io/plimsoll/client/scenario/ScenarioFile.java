package io.plimsoll.client.scenario;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.options.DocumentErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads scenarios from files. */
final class ScenarioFile {

  private ScenarioFile() {}

  /**
   * Reads one. What is wrong with it is printed, a line each: file, line, field and problem.
   *
   * @throws CommandException exit code 2 if the file cannot be read, or is no scenario
   */
  static Scenario read(Path file, PrintWriter err) {
    return read("FILE", file, err);
  }

  /**
   * The same of a file that an option names.
   *
   * @param name of the option, for messages
   */
  static Scenario read(String name, Path file, PrintWriter err) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more tells a file that is too long from one that is just not.
      return ScenarioReader.read(in.readNBytes(ScenarioReader.MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      throw CommandException.usage(name, file, "a file that exists");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, name + ": " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (ScenarioException e) {
      throw DocumentErrors.told(file, e.violations(), err, e);
    }
  }
}
