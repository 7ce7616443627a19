package io.plimsoll.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real frontend as a process of its own on free loopback ports. Its log goes to a file. */
public final class FrontendProcess implements AutoCloseable {

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
  private final HttpClient http = HttpClient.newHttpClient();

  private FrontendProcess(String java, Process process, Path log) {
    this.java = java;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param java the program that runs it
   * @param jar the frontend's jar
   * @param options of Java
   * @param arguments options and queues of the frontend
   */
  public static FrontendProcess start(
      String java, Path jar, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of("-caddr", "127.0.0.1:0", "-waddr", "127.0.0.1:0"));
    command.addAll(List.of("-maddr", "127.0.0.1:0"));
    command.addAll(arguments);
    try {
      Path log = Files.createTempFile("plimsoll-frontend", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(log.toFile())
              .start();
      FrontendProcess frontend = new FrontendProcess(java, process, log);
      frontend.awaitListening();
      return frontend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitListening() {
    long end = System.nanoTime() + START_UP.toNanos();
    while (!log().contains("listening: ")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = log();
        close();
        throw new IllegalStateException("the frontend did not start:\n" + said);
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

  public InetSocketAddress clients() {
    return address("clients ([^ ,]+),");
  }

  public InetSocketAddress workers() {
    return address("workers ([^ ,]+),");
  }

  /** Its status port, as a URL without a path. */
  public String status() {
    return inLog("metrics (http://[^ /]+)/");
  }

  private InetSocketAddress address(String pattern) {
    String text = inLog(pattern);
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private String inLog(String pattern) {
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

  /** Its metrics, as text. */
  public String metrics() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(status() + "/metrics"))
              .header("Accept", "text/plain")
              .timeout(START_UP)
              .build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One figure of {@link #metrics}; empty if it is not there. */
  public static OptionalDouble figure(String metrics, String nameAndLabels) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
        .findFirst();
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
