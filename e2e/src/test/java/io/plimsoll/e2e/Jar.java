package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the jars as a running process, whose output goes to files. Ended by {@link #close}, at the
 * latest.
 */
final class Jar implements AutoCloseable {

  /** The signals that the programs end on; whoever runs the tests may ignore some of them. */
  static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal=TERM,INT,HUP");

  /** A Java program on a busy machine with two processors is up by then, or broken. */
  private static final Duration START_UP = Duration.ofSeconds(60);

  /**
   * A copy for this run of the tests, so that a build at the same time does not pull a jar from
   * under a running process.
   */
  private static final Path JARS = copy();

  /** For programs that live for seconds. */
  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable");

  /** What ends each program at once, with most of its classes loaded: nobody listens there. */
  private static final Map<String, List<String>> ENDS_AT_ONCE =
      Map.of(
          "frontend", List.of("--clients", "192.0.2.1:9", "sleep"),
          "backend", List.of("--frontend", "127.0.0.1:9", "sleep"),
          "client", List.of("--frontend", "127.0.0.1:9", "--control", "127.0.0.1:0"));

  /** Of a jar: its classes as Java has read them once. It starts in two thirds of the time. */
  private static final Map<String, Path> CLASSES = new ConcurrentHashMap<>();

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;

  private Jar(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The root of the checkout. */
  static Path root() {
    return Path.of(System.getProperty("plimsoll.root", "..")).toAbsolutePath().normalize();
  }

  /** The java that runs the jars. */
  static String java() {
    String given = System.getProperty("plimsoll.java", "");
    return given.isEmpty()
        ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
        : given;
  }

  /** {@code java -jar NAME.jar ARG...}: NAME is frontend, backend or client. */
  static Jar start(String name, String... args) {
    return startIn(List.of(), name, args);
  }

  /**
   * The same behind a command of its own, which must become it: {@code env POD=p}, or {@code sh -c
   * 'ulimit -n 64; exec "$@"' -}.
   */
  static Jar startIn(List<String> wrapper, String name, String... args) {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(wrapper);
    command.add(java());
    command.addAll(QUICK);
    command.add("-XX:SharedArchiveFile=" + CLASSES.computeIfAbsent(name, Jar::classes));
    command.addAll(List.of("-jar", file(name).toString()));
    command.addAll(Arrays.asList(args));
    return start(name, command);
  }

  private static Path classes(String name) {
    Path archive = JARS.resolve(name + ".jsa");
    archive.toFile().deleteOnExit();
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(QUICK);
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    command.addAll(List.of("-jar", file(name).toString()));
    command.addAll(ENDS_AT_ONCE.getOrDefault(name, List.of()));
    try (Jar once = start(name, command)) {
      once.ended((double) START_UP.toSeconds());
    }
    return archive;
  }

  /** {@code java -cp JAR CLASS ARG...}: another program, in a jar of the build tree. */
  static Jar startClass(Path jar, String main, List<String> args) {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(List.of(java(), "-cp", jar.toString(), main));
    command.addAll(args);
    return start(main, command);
  }

  /** Where the jar of this name is. */
  static Path file(String name) {
    return JARS.resolve(name + ".jar");
  }

  private static Jar start(String name, List<String> command) {
    try {
      Path out = Files.createTempFile("plimsoll-" + name, ".out");
      Path err = Files.createTempFile("plimsoll-" + name, ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(root().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Jar(name, process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How this name runs to its end, within half a minute. */
  static Ended run(String name, String... args) {
    try (Jar jar = start(name, args)) {
      return jar.ended(30);
    }
  }

  /**
   * What a process left behind.
   *
   * @param exitCode 128 + signal if a signal ended it
   */
  record Ended(int exitCode, String stdout, String stderr) {}

  /** Waits for the end, at most {@code seconds}. */
  Ended ended(double seconds) {
    return new Ended(exitCode(seconds), stdout(), stderr());
  }

  /** The first group of the first match in standard error, once it is there. */
  String awaitLog(String regex) {
    return await(regex, this::stderr);
  }

  /** The same in standard output. */
  String awaitOutput(String regex) {
    return await(regex, this::stdout);
  }

  private String await(String regex, Supplier<String> text) {
    Pattern pattern = Pattern.compile(regex);
    long deadline = System.nanoTime() + START_UP.toNanos();
    while (true) {
      Matcher match = pattern.matcher(text.get());
      if (match.find()) {
        return match.groupCount() > 0 ? match.group(1) : match.group();
      }
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new AssertionError(
            name
                + ": no '"
                + regex
                + "' in its output, alive: "
                + process.isAlive()
                + "\n"
                + stderr());
      }
      Wait.tick();
    }
  }

  /** Sends a signal by name, TERM for instance. */
  void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
              .inheritIO()
              .start()
              .waitFor();
      assertThat(status).as("kill -%s %s", signal, name).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end, at most {@code seconds}. */
  int exitCode(double seconds) {
    try {
      assertThat(process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS))
          .as("%s has ended within %s s; its log:%n%s", name, seconds, stderr())
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String stdout() {
    return read(out);
  }

  String stderr() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Seconds that the machine needs now to run a Java program that does nothing, from end to end.
   */
  static double secondsOfNothing() {
    long begun = System.nanoTime();
    assertThat(run("backend", "--version").exitCode()).isZero();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static Path copy() {
    try {
      Path folder = Files.createTempDirectory("plimsoll-jars");
      folder.toFile().deleteOnExit();
      for (String name : List.of("frontend", "backend", "client")) {
        Path copy = folder.resolve(name + ".jar");
        Files.copy(root().resolve(name + "/target/" + name + ".jar"), copy);
        copy.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
