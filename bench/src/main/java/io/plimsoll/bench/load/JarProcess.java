package io.plimsoll.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the real programs as a process of its own. Its log goes to a file. */
public final class JarProcess implements AutoCloseable {

  /** A Java program on a busy machine is up by then, or broken. */
  private static final Duration START_UP = Duration.ofSeconds(60);

  /** Then a signal to stop has not been heard. */
  private static final Duration END = Duration.ofSeconds(45);

  /** What the kernel counts processor time in, on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** In {@code /proc/PID/stat} after the name: time of the process, and of the kernel for it. */
  private static final int USER_TICKS = 11;

  private static final int KERNEL_TICKS = 12;

  private final String java;
  private final Process process;
  private final Path log;

  private JarProcess(String java, Process process, Path log) {
    this.java = java;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param java the program that runs it
   * @param ready a pattern of what its log says then
   * @param options of Java
   * @param arguments of the program
   */
  public static JarProcess start(
      String java, Path jar, String ready, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    try {
      Path log = Files.createTempFile("plimsoll-bench", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(log.toFile())
              .start();
      JarProcess started = new JarProcess(java, process, log);
      started.await(jar, Pattern.compile(ready));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Path jar, Pattern ready) {
    long end = System.nanoTime() + START_UP.toNanos();
    while (!ready.matcher(log()).find()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = log();
        close();
        throw new IllegalStateException(jar + ": did not start:\n" + said);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first group of the first match in the log. */
  public String inLog(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(log());
    if (!matcher.find()) {
      throw new IllegalStateException("not in the log: " + pattern);
    }
    return matcher.group(1);
  }

  /** What it has logged so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Bytes that are reachable after a full collection; empty where Java comes without jcmd. */
  public OptionalLong liveBytes() {
    String histogram = jcmd("GC.class_histogram").orElse("");
    Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(histogram);
    return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
  }

  private Optional<String> jcmd(String what) {
    Path jcmd = Path.of(java).toAbsolutePath().resolveSibling("jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Optional.empty();
    }
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), what).start();
      return Optional.of(new String(asked.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resident memory. */
  public long residentBytes() {
    String status = proc("status");
    Matcher matcher = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB").matcher(status);
    return matcher.find() ? 1024 * Long.parseLong(matcher.group(1)) : 0;
  }

  /** Processor time so far, the kernel's for it included. */
  public double processorSeconds() {
    String stat = proc("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[KERNEL_TICKS]))
        / TICKS_PER_SECOND;
  }

  /** Open file descriptors. */
  public int descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
