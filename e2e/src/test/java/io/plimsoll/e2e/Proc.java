package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel knows of processes. */
final class Proc {

  private static final Path ROOT = Path.of("/proc");

  /** In {@code stat} after the name, which may hold anything: the state and the parent. */
  private static final int STATE = 0;

  private static final int PARENT = 1;

  private Proc() {}

  /** Those whose environment has {@code NAME=VALUE}; zombies have none. */
  static List<Long> withEnvironment(String variable) {
    return pids().filter(pid -> environment(pid).contains(variable)).toList();
  }

  /** Children that nobody has reaped. */
  static List<Long> zombiesOf(long parent) {
    return pids()
        .filter(
            pid -> {
              String[] stat = stat(pid);
              return stat.length > PARENT
                  && stat[STATE].equals("Z")
                  && stat[PARENT].equals(Long.toString(parent));
            })
        .toList();
  }

  /** Open file descriptors. */
  static int descriptors(long pid) {
    return count(pid, "fd");
  }

  /** Resident memory. */
  static long rssKib(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  static int threads(long pid) {
    return count(pid, "task");
  }

  private static int count(long pid, String what) {
    try (Stream<Path> entries = Files.list(folder(pid).resolve(what))) {
      return (int) entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Long> pids() {
    String[] names = ROOT.toFile().list((folder, name) -> name.matches("\\d+"));
    return names == null ? Stream.empty() : Arrays.stream(names).map(Long::valueOf);
  }

  private static List<String> environment(long pid) {
    return List.of(read(pid, "environ").split("\0", -1));
  }

  private static String[] stat(long pid) {
    String stat = read(pid, "stat");
    return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
  }

  /** Empty if the process has gone meanwhile, or is another user's. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(folder(pid).resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException goneOrForbidden) {
      return "";
    }
  }

  private static Path folder(long pid) {
    return ROOT.resolve(Long.toString(pid));
  }
}
