package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.options.DocumentErrors;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the spec of a group from its file. */
final class GroupSpecFile {

  private GroupSpecFile() {}

  /**
   * Reads one. What is wrong with it is printed, a line each: file, line, field and problem.
   *
   * @throws CommandException exit code 2 if the file cannot be read, or is no spec
   */
  static GroupSpec read(Path file, PrintWriter err) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more tells a file that is too long from one that is just not.
      byte[] utf8 = in.readNBytes(GroupSpecReader.MAX_BYTES + 1);
      return GroupSpecReader.read(utf8, path -> profile(file, path));
    } catch (NoSuchFileException e) {
      throw CommandException.usage("SPEC", file, "a file that exists");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "SPEC: " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (GroupSpecException e) {
      throw DocumentErrors.told(file, e.violations(), err, e);
    }
  }

  private static byte[] profile(Path spec, String path) throws IOException {
    Path file;
    try {
      file = spec.toAbsolutePath().resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new IOException("not a path (expected: the path of a load profile)", e);
    }
    try (InputStream in = ProfileSource.of(file).open(LoadProfile.MAX_BYTES)) {
      return in.readAllBytes();
    }
  }
}
