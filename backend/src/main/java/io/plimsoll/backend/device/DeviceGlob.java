package io.plimsoll.backend.device;

import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Device files by a pattern such as {@code /dev/dri/renderD*}: {@code *}, {@code ?}, {@code [a-z]},
 * {@code [^a]} and {@code {a,b}}, each within one part of the path.
 */
public final class DeviceGlob {

  private DeviceGlob() {}

  /**
   * The files that match now, in the order of their names; none if nothing matches or a directory
   * cannot be read.
   *
   * @param pattern relative to {@code directory}, and so are its matches, or absolute
   * @param directory the working directory of the workload, so that a relative match means the same
   *     there
   * @throws CommandException exit code 2 if the pattern is malformed
   */
  public static List<String> matches(String pattern, Path directory) {
    Path whole = Path.of(pattern);
    Path start = whole.isAbsolute() ? whole.getRoot() : Path.of("");
    List<Path> found = List.of(start);
    for (Path part : whole) {
      found = step(found, part.toString(), directory, pattern);
    }
    return found.stream().map(Path::toString).filter(name -> !name.isEmpty()).sorted().toList();
  }

  private static List<Path> step(List<Path> from, String part, Path directory, String pattern) {
    List<Path> next = new ArrayList<>();
    for (Path parent : from) {
      if (isLiteral(part)) {
        Path child = parent.resolve(part);
        if (Files.exists(directory.resolve(child))) {
          next.add(child);
        }
      } else {
        list(directory.resolve(parent), matcher(directory, part, pattern))
            .forEach(name -> next.add(parent.resolve(name)));
      }
    }
    return next;
  }

  private static List<Path> list(Path directory, PathMatcher matcher) {
    List<Path> names = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          Path name = child.getFileName();
          if (name != null && matcher.matches(name)) {
            names.add(name);
          }
        }
      } catch (IOException | DirectoryIteratorException unreadable) {
        return List.of();
      }
    }
    return names;
  }

  private static boolean isLiteral(String part) {
    return part.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0);
  }

  /** The original tool negates a set with {@code ^}, Java with {@code !}. */
  private static PathMatcher matcher(Path directory, String part, String pattern) {
    try {
      return directory.getFileSystem().getPathMatcher("glob:" + part.replace("[^", "[!"));
    } catch (PatternSyntaxException e) {
      throw CommandException.usage(
          "--device-glob", pattern, "a pattern with *, ?, [a-z] or {a,b} within parts of a path");
    }
  }
}
