package io.plimsoll.bench.truth;

import io.plimsoll.bench.load.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the real programs as a process. */
final class Program implements AutoCloseable {

  /** A Java program on a busy machine is up by then, or broken. */
  private static final Duration START_UP = Duration.ofSeconds(60);

  /**
   * Many programs share few processors: what starts fast and has few threads leaves most to those
   * that measure.
   */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m");

  private final Child child;

  private Program(Child child) {
    this.child = child;
  }

  /**
   * Starts one.
   *
   * @param name of its log
   * @param logs a folder
   */
  static Program start(Path java, Path jar, String name, Path logs, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    try {
      return new Program(Child.server(name, logs, command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of the first match in its log, once it is there. */
  String awaitLog(String regex) {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + START_UP.toNanos();
    while (true) {
      Matcher match = pattern.matcher(child.log());
      if (match.find()) {
        return match.groupCount() > 0 ? match.group(1) : match.group();
      }
      if (!child.isAlive() || System.nanoTime() > end) {
        throw child.failed("no '" + regex + "' in its log");
      }
      Pause.millis(20);
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
