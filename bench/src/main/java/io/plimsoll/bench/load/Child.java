package io.plimsoll.bench.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that ends with this one, whatever ends this one: closed in the usual case, by a
 * shutdown hook on a signal, and by the kernel if this process is killed.
 */
public final class Child implements AutoCloseable {

  /** Of util-linux; asks the kernel for a signal when the thread that started the process ends. */
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;
  private final Writer toChild;
  private final BufferedReader fromChild;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly);
    this.toChild = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.fromChild =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a program that is only to run; all it says is in its log. */
  public static Child server(String name, Path logs, List<String> command) throws IOException {
    return start(name, logs, command, false);
  }

  /** Starts a program that answers lines with lines. */
  public static Child generator(String name, Path logs, List<String> command) throws IOException {
    return start(name, logs, command, true);
  }

  private static Child start(String name, Path logs, List<String> command, boolean talks)
      throws IOException {
    Files.createDirectories(logs);
    File log = logs.resolve(name + ".log").toFile();
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      whole.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
    }
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).redirectError(log);
    if (!talks) {
      builder.redirectErrorStream(true).redirectOutput(log);
    }
    return new Child(name, builder.start(), log.toPath());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Sends a line and waits for the one that answers it.
   *
   * @throws IllegalStateException if none comes in time, or the process has ended
   */
  public String ask(String line, long patienceMillis) throws InterruptedException {
    CompletableFuture<@Nullable String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                toChild.write(line + "\n");
                toChild.flush();
                return fromChild.readLine();
              } catch (IOException e) {
                return null;
              }
            });
    try {
      String text = answer.get(patienceMillis, TimeUnit.MILLISECONDS);
      if (text == null) {
        throw failed("has ended");
      }
      return text;
    } catch (TimeoutException e) {
      throw failed("does not answer");
    } catch (ExecutionException e) {
      throw failed(e.toString());
    }
  }

  /** What it has logged so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** An error that has the end of the log with it. */
  public IllegalStateException failed(String why) {
    String said = log();
    return new IllegalStateException(
        name + ": " + why + ": " + said.substring(Math.max(0, said.length() - 1000)).trim());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
