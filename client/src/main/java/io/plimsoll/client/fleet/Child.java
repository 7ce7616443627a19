package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that this one has started. Its standard error is read, line by line, its input and
 * output are the null device. All methods are for any thread.
 */
final class Child {

  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  private static final Path NULL_DEVICE = Path.of("/dev/null");

  /** Of a line that is quoted: an error's text is one line, and its beginning says what it is. */
  private static final int QUOTED_CHARS = 400;

  /** What it wrote last may still be on its way when it has ended. */
  private static final long LAST_LINES_MILLIS = 2_000;

  private final String name;
  private final Process process;
  private final CompletableFuture<Void> read;
  private volatile String lastLine = "";

  /**
   * Starts it.
   *
   * @param name for messages, {@code backend local-1}
   * @param environment what is added to this program's
   * @param listener called with each line of its standard error, on a thread of its own
   * @throws CommandException exit code 3 if it cannot be started
   */
  Child(
      String name,
      List<String> command,
      Map<String, String> environment,
      Consumer<String> listener) {
    this.name = name;
    LOG.debug("starting {}: {}", name, command);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(NULL_DEVICE.toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE, name + ": cannot be started: " + e.getMessage(), e);
    }
    read = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(listener), name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Consumer<String> listener) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        LOG.debug("{}: {}", name, line);
        if (!line.isBlank()) {
          lastLine = line;
        }
        listener.accept(line);
      }
    } catch (IOException closed) {
      // Nothing more is to come.
    } finally {
      read.complete(null);
    }
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it said last on its standard error, with nothing in it that could upset a terminal. */
  String lastLine() {
    String text = Text.printable(lastLine.strip());
    return text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "..." : text;
  }

  /**
   * What to say of one that has ended although nobody told it to. Bad usage stays bad usage: it is
   * the user's command line that it complains about.
   */
  CommandException endedByItself() {
    read.completeOnTimeout(null, LAST_LINES_MILLIS, TimeUnit.MILLISECONDS).join();
    int code = process.exitValue();
    String last = lastLine();
    return new CommandException(
        code == ExitCode.USAGE.code() ? ExitCode.USAGE : ExitCode.UNREACHABLE,
        name + ": ended with exit code " + code + (last.isEmpty() ? "" : ", saying: " + last));
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits for its end, whatever interrupts this thread.
   *
   * @return whether it has ended
   */
  boolean awaitEnd(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
