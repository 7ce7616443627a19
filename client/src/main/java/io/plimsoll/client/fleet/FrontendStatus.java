package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a frontend tells on its metrics port. For any thread. */
public final class FrontendStatus {

  /** It answers in milliseconds; a busy machine may take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A hundred thousand work requests, the most that a fleet can have, take some 15 MB. */
  private static final long MAX_ANSWER_BYTES = 64 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final HostPort address;
  private final long mostBytes;

  /**
   * One work request that the frontend has: parked, or with an item that runs.
   *
   * @param pod of the worker; empty if it does not say
   */
  public record Worker(String pod, String node, boolean running) {}

  /**
   * How many requests a queue has.
   *
   * @param waiting that no worker has yet
   * @param running that workers have, also those whose client has left
   */
  public record Requests(int waiting, int running) {

    /** All of them. */
    public int all() {
      return waiting + running;
    }
  }

  /**
   * Contacts nobody yet.
   *
   * @param address of the metrics port; an empty host is this machine
   */
  public FrontendStatus(HostPort address) {
    this(address, MAX_ANSWER_BYTES);
  }

  /**
   * The same with another limit.
   *
   * @param mostBytes of an answer; a longer one is an error
   */
  FrontendStatus(HostPort address, long mostBytes) {
    this.mostBytes = mostBytes;
    this.address = address.host().isEmpty() ? new HostPort("localhost", address.port()) : address;
  }

  /** The metrics port. */
  public HostPort address() {
    return address;
  }

  /**
   * The work requests of a queue.
   *
   * @throws CommandException exit code 3 if the frontend does not answer
   * @throws CancellationException if this thread is interrupted
   */
  public List<Worker> workers(String queue) {
    return json("/workers")
        .path("workers")
        .valueStream()
        .filter(worker -> worker.path("queue").asString("").equals(queue))
        .map(
            worker ->
                new Worker(
                    worker.path("pod").asString(""),
                    worker.path("node").asString(""),
                    worker.path("state").asString("").equals("running")))
        .toList();
  }

  /**
   * The requests of a queue.
   *
   * @throws CommandException exit code 3 if the frontend does not answer, 2 if it has no such queue
   * @throws CancellationException if this thread is interrupted
   */
  public Requests requests(String queue) {
    JsonNode figures = json("/queues").path("queues").path(queue);
    if (figures.isMissingNode()) {
      throw CommandException.usage("--queue", queue, "a queue that the frontend has");
    }
    return new Requests(figures.path("waiting").asInt(), figures.path("running").asInt());
  }

  private JsonNode json(String path) {
    try {
      return JSON.readTree(get(path));
    } catch (JacksonException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE, complaint(path, "no JSON: " + e.getOriginalMessage()), e);
    }
  }

  /**
   * What the port answers.
   *
   * @param path such as {@code /metrics}
   * @throws CommandException exit code 3 if it does not answer with 200
   * @throws CancellationException if this thread is interrupted; it stays so
   */
  public String get(String path) {
    URI uri = URI.create("http://" + address + path);
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), LimitedText.of(mostBytes));
      if (response.statusCode() != 200) {
        throw new CommandException(
            ExitCode.UNREACHABLE, complaint(path, "status " + response.statusCode()));
      }
      return response.body();
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new CommandException(ExitCode.UNREACHABLE, complaint(path, why), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private String complaint(String path, String why) {
    return "--metrics: " + address + ": " + why + " at " + path + " (expected: a frontend)";
  }
}
