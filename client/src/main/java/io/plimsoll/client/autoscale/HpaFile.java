package io.plimsoll.client.autoscale;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.options.DocumentErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads manifests from files. */
final class HpaFile {

  private static final String OPTION = "--hpa";

  private HpaFile() {}

  /**
   * Reads one. What is wrong with it is printed, a line each: file, line, field and problem.
   *
   * @throws CommandException exit code 2 if the file cannot be read, or has no autoscaler that can
   *     be followed
   */
  static HpaSpec read(Path file, PrintWriter err) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more tells a file that is too long from one that is just not.
      return HpaReader.read(in.readNBytes(HpaReader.MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      throw CommandException.usage(OPTION, file, "a file that exists");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, OPTION + ": " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (HpaException e) {
      throw DocumentErrors.told(file, e.violations(), err, e);
    }
  }
}
