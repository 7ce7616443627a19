package io.plimsoll.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A real frontend as a process of its own on free loopback ports. Its log goes to a file. */
public final class FrontendProcess implements AutoCloseable {

  /** A program on a busy machine has answered by then, or never will. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final JarProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  private FrontendProcess(JarProcess process) {
    this.process = process;
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
    List<String> all = new ArrayList<>(List.of("-caddr", "127.0.0.1:0", "-waddr", "127.0.0.1:0"));
    all.addAll(List.of("-maddr", "127.0.0.1:0"));
    all.addAll(arguments);
    return new FrontendProcess(JarProcess.start(java, jar, "listening: ", options, all));
  }

  public InetSocketAddress clients() {
    return address("clients ([^ ,]+),");
  }

  public InetSocketAddress workers() {
    return address("workers ([^ ,]+),");
  }

  /** Its status port, as a URL without a path. */
  public String status() {
    return process.inLog("metrics (http://[^ /]+)/");
  }

  private InetSocketAddress address(String pattern) {
    String text = process.inLog(pattern);
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** What it has logged so far. */
  public String log() {
    return process.log();
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
              .timeout(ANSWER)
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
    return process.liveBytes();
  }

  /** Resident memory. */
  public long residentBytes() {
    return process.residentBytes();
  }

  /** Processor time so far, the kernel's for it included. */
  public double processorSeconds() {
    return process.processorSeconds();
  }

  /** Open file descriptors. */
  public int descriptors() {
    return process.descriptors();
  }

  @Override
  public void close() {
    process.close();
  }
}
