package io.plimsoll.client.replay;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes reports to the files that the user named. */
final class ReportFiles {

  private ReportFiles() {}

  /**
   * Checks the names before anything is run.
   *
   * @throws CommandException exit code 2 for a name whose end says no form that there is
   */
  static void check(List<Path> files) {
    for (Path file : files) {
      if (!isHtml(file) && !name(file).endsWith(".json")) {
        throw CommandException.usage("--report", file, "a file that ends in .json or .html");
      }
    }
  }

  /**
   * Writes every file, also when one of them cannot be written.
   *
   * @throws CommandException exit code 3 that names the first that could not
   */
  static void write(List<Path> files, Supplier<String> json, Supplier<String> html) {
    CommandException first = null;
    for (Path file : files) {
      try {
        String text = isHtml(file) ? html.get() : json.get();
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        String message = "--report: cannot be written: " + file + ": " + why;
        first = first == null ? new CommandException(ExitCode.UNREACHABLE, message, e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static boolean isHtml(Path file) {
    return name(file).endsWith(".html");
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }
}
