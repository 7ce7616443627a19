package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frontend of this program's own, with one queue, on free ports of this machine. It ends when
 * closed, and by itself when this program is gone, however that went. For any thread.
 */
public final class LocalFrontend implements AutoCloseable {

  /** A Java program is up by then also on a machine that is very busy, or it is broken. */
  private static final Duration START_UP = Duration.ofSeconds(60);

  /** For what was accepted to be answered. Nobody waits for it any more. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** After the drain time: for the replies to leave. */
  private static final Duration END = DRAIN.plusSeconds(4);

  private static final Pattern LISTENING =
      Pattern.compile("listening: clients (\\S+), workers (\\S+), metrics http://([^/\\s]+)/");

  private final Child child;
  private final HostPort clients;
  private final HostPort workers;
  private final HostPort metrics;

  private LocalFrontend(Child child, Matcher ports) {
    this.child = child;
    this.clients = HostPort.parse(ports.group(1));
    this.workers = HostPort.parse(ports.group(2));
    this.metrics = HostPort.parse(ports.group(3));
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param jar of the frontend
   * @param queue a work queue
   * @throws CommandException exit code 3 if it does not start
   * @throws CancellationException if this thread is interrupted; it stays so
   */
  public static LocalFrontend start(Path jar, String queue) {
    List<String> command = new ArrayList<>(ProgramJar.command(jar));
    for (String port : List.of("--clients", "--workers", "--metrics")) {
      command.addAll(List.of(port, "localhost:0"));
    }
    command.addAll(List.of("--drain-timeout", DRAIN.toSeconds() + "s"));
    command.addAll(List.of("--ends-with", Long.toString(ProcessHandle.current().pid())));
    command.add(queue + ":work");
    CompletableFuture<Matcher> listening = new CompletableFuture<>();
    Child child = new Child("frontend", command, Map.of(), line -> onLine(line, listening));
    try {
      return new LocalFrontend(child, await(child, listening));
    } catch (RuntimeException e) {
      child.kill();
      throw e;
    }
  }

  private static void onLine(String line, CompletableFuture<Matcher> listening) {
    Matcher ports = LISTENING.matcher(line);
    if (ports.find()) {
      listening.complete(ports);
    }
  }

  private static Matcher await(Child child, CompletableFuture<Matcher> listening) {
    long deadline = System.nanoTime() + START_UP.toNanos();
    while (true) {
      try {
        return listening.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (!child.isAlive()) {
          throw child.endedByItself();
        }
        if (System.nanoTime() - deadline > 0) {
          throw new CommandException(
              ExitCode.UNREACHABLE,
              child.name() + ": not ready after " + START_UP.toSeconds() + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Where clients connect. */
  public HostPort clients() {
    return clients;
  }

  /** Where backends connect. */
  public HostPort workers() {
    return workers;
  }

  /** Where it has its metrics and status. */
  public HostPort metrics() {
    return metrics;
  }

  /** Ends it, within seconds. */
  @Override
  public void close() {
    child.terminate();
    if (!child.awaitEnd(END)) {
      child.kill();
    }
  }
}
