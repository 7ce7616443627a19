package io.plimsoll.backend.workload;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds processes by a mark in their environment, as the kernel shows it: the only way to find a
 * descendant whose parents have exited or that put itself into another session. See proc(5).
 *
 * <p>Looks at processes of the own user only. Kernels without {@code /proc} have none to show.
 */
final class ProcFs {

  private static final File ROOT = new File("/proc");

  /** In the flags of {@code /proc/PID/stat}: a thread of the kernel, which has no environment. */
  private static final long KERNEL_THREAD = 0x0020_0000;

  /** Positions in {@code /proc/PID/stat} after the name, the first being the state. */
  private static final int FLAGS = 6;

  private static final int ENV_END = 48;

  /**
   * What one look found.
   *
   * @param pids processes with the mark
   * @param unsure a process of the own user was just starting a program, when its environment
   *     cannot be seen: look again
   */
  record Found(List<Long> pids, boolean unsure) {}

  private enum Sight {
    MARKED,
    UNMARKED,
    UNSURE
  }

  private ProcFs() {}

  /** Looks through all processes once. */
  static Found find(String mark) {
    List<Long> pids = new ArrayList<>();
    boolean unsure = false;
    String[] names = ROOT.list();
    if (names == null) {
      return new Found(pids, false);
    }
    byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
    int uid = uid("self");
    for (String name : names) {
      if (Character.isDigit(name.charAt(0)) && uid(name) == uid) {
        Sight sight = look(name, wanted);
        if (sight == Sight.MARKED) {
          pids.add(Long.valueOf(name));
        }
        unsure |= sight == Sight.UNSURE;
      }
    }
    return new Found(pids, unsure);
  }

  /** Whether the process has ended, or is a zombie that waits for a parent to take notice. */
  static boolean hasEnded(long pid) {
    String[] stat = stat(Long.toString(pid));
    return stat.length == 0 || stat[0].equals("Z") || stat[0].equals("X");
  }

  private static int uid(String pid) {
    try {
      return (Integer) Files.getAttribute(Path.of(ROOT.getPath(), pid), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException gone) {
      return -1;
    }
  }

  private static Sight look(String pid, byte[] mark) {
    byte[] environment;
    try {
      environment = read(pid, "environ");
    } catch (IOException goneOrForbidden) {
      return Sight.UNMARKED;
    }
    if (environment.length > 0) {
      return contains(environment, mark) ? Sight.MARKED : Sight.UNMARKED;
    }
    String[] stat = stat(pid);
    boolean starting =
        stat.length > ENV_END
            && !stat[0].equals("Z")
            && !stat[0].equals("X")
            && (Long.parseLong(stat[FLAGS]) & KERNEL_THREAD) == 0
            && stat[ENV_END].equals("0");
    return starting ? Sight.UNSURE : Sight.UNMARKED;
  }

  /** What follows the name, which may hold anything, also spaces and brackets; empty if gone. */
  private static String[] stat(String pid) {
    try {
      String stat = new String(read(pid, "stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    } catch (IOException gone) {
      return new String[0];
    }
  }

  private static byte[] read(String pid, String file) throws IOException {
    try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + file)) {
      return in.readAllBytes();
    }
  }

  /** Whether one of the entries, each ended by a zero byte, is {@code mark}. */
  static boolean contains(byte[] environment, byte[] mark) {
    int from = 0;
    while (from < environment.length) {
      int to = from;
      while (to < environment.length && environment[to] != 0) {
        to++;
      }
      if (java.util.Arrays.equals(environment, from, to, mark, 0, mark.length)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }
}
