package io.plimsoll.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the processors have worked for a process, by proc(5). */
final class ProcessorTime {

  /** Fields 14 and 15 of {@code stat}, user and system time, counted from behind the name. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Linux tells programs so, whatever its own clock does. */
  private static final long TICKS_PER_SECOND = 100;

  private ProcessorTime() {}

  /** User and system time of all threads of a process, in milliseconds. */
  static long millis(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    return ofStat(new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1));
  }

  /** The same, of the text of {@code /proc/PID/stat}. */
  static long ofStat(String stat) {
    // The name is in parentheses, and may hold spaces and parentheses itself.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    return ticks * 1000 / TICKS_PER_SECOND;
  }
}
