package io.plimsoll.client.report;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to the files that the user named. A file is there as a whole or not at all: it is
 * written beside its place and then moved there.
 */
public final class ReportFiles {

  private static final String OPTION = "--report";

  /** Where a name for the file beside is taken, by an earlier process that was killed, say. */
  private static final int NAMES_TRIED = 100;

  /** What goes into a file of a form. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; {@code out} is buffered, and closed by the caller. */
    void write(ReportForm form, OutputStream out) throws IOException;
  }

  private ReportFiles() {}

  /**
   * Checks the names before anything is run.
   *
   * @throws CommandException exit code 2 for a name whose end says no form that there is, or whose
   *     folder is missing or cannot be written to
   */
  public static void check(List<Path> files) {
    check(files, EnumSet.allOf(ReportForm.class));
  }

  /**
   * The same for a report that has only some of the forms.
   *
   * @param forms at least one
   */
  public static void check(List<Path> files, Set<ReportForm> forms) {
    for (Path file : files) {
      ReportForm form = ReportForm.of(file);
      if (form == null || !forms.contains(form)) {
        throw CommandException.usage(
            OPTION, file, "a file that ends in " + ReportForm.names(forms));
      }
      Path folder = folder(file);
      if (!Files.isDirectory(folder)) {
        throw CommandException.usage(OPTION, file, "a file in a folder that exists");
      }
      if (!Files.isWritable(folder)) {
        throw CommandException.usage(OPTION, file, "a file in a folder that can be written to");
      }
      if (Files.isDirectory(file)) {
        throw CommandException.usage(OPTION, file, "a file, not a folder");
      }
    }
  }

  /**
   * Writes every file, also when one of them cannot be written.
   *
   * @param files as {@link #check(List)} lets them pass
   * @throws CommandException exit code 3 that names the first that could not
   */
  public static void write(List<Path> files, TestReport report) {
    write(files, (form, out) -> TestReportForms.write(report, form, out));
  }

  /**
   * The same with other content.
   *
   * @param files as {@link #check(List, Set)} lets them pass
   */
  public static void write(List<Path> files, Content content) {
    CommandException first = null;
    for (Path file : files) {
      try {
        write(file, content);
      } catch (IOException e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        String message = OPTION + ": cannot be written: " + file + ": " + why;
        first = first == null ? new CommandException(ExitCode.UNREACHABLE, message, e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void write(Path file, Content content) throws IOException {
    ReportForm form = ReportForm.of(file);
    if (form == null) {
      throw new IllegalArgumentException("file: " + file + " (expected: one that was checked)");
    }
    // A link stays one, and what it leads to is replaced.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
        content.write(form, out);
      }
      return;
    }
    Path beside = null;
    try {
      beside = create(target);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        content.write(form, out);
      }
      move(beside, target);
    } finally {
      if (beside != null) {
        Files.deleteIfExists(beside);
      }
    }
  }

  /** A new file beside the target, with the permissions that new files get. */
  private static Path create(Path target) throws IOException {
    FileAlreadyExistsException taken = null;
    for (int i = 0; i < NAMES_TRIED; i++) {
      Path beside = folder(target).resolve("." + target.getFileName() + "." + i + ".tmp");
      try {
        Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW).close();
        return beside;
      } catch (FileAlreadyExistsException e) {
        taken = e;
      }
    }
    throw taken == null ? new NoSuchFileException(target.toString()) : taken;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path folder(Path file) {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }
}
