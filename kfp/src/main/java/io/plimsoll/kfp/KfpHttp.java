package io.plimsoll.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests, their repetition, and errors in words. Thread-safe.
 *
 * <p>Only what a server refused as too much is sent again. A request whose connection broke may
 * have been carried out, and a run that is created twice would be counted once.
 */
final class KfpHttp implements AutoCloseable {

  /** A page of 200 runs with their tasks has some megabytes. */
  private static final long MOST_ANSWER_BYTES = 64L << 20;

  /** A token has some kilobytes. */
  private static final int MOST_TOKEN_BYTES = 1 << 16;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Answers are read and futures completed by them; nothing of ours blocks there. */
  private static final int THREADS = 2;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** Of an error that is no JSON. */
  private static final int MOST_ERROR_CHARACTERS = 300;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final KfpServer server;
  private final Patience patience;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, threads("kfp"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(threads("kfp-timer"));
  private final HttpClient http;
  private final LongAdder sent = new LongAdder();
  private final LongAdder repeated = new LongAdder();

  /**
   * Contacts nobody yet.
   *
   * @throws IllegalArgumentException if the file of CAs cannot be used
   */
  KfpHttp(KfpServer server, Patience patience) {
    this.server = server;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(executor);
    if (server.base().getScheme().equals("https")) {
      builder.sslContext(Tls.context(server));
    }
    http = builder.build();
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** How many requests were sent, repetitions included. */
  long sent() {
    return sent.sum();
  }

  /** How many of them were repetitions. */
  long repeated() {
    return repeated.sum();
  }

  /** Where time comes from that others wait for; its one thread must not be blocked. */
  ScheduledExecutorService timer() {
    return timer;
  }

  CompletableFuture<JsonNode> get(String path) {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  CompletableFuture<JsonNode> delete(String path) {
    return send("DELETE", path, null, BodyPublishers.noBody());
  }

  CompletableFuture<JsonNode> post(String path, JsonNode body) {
    return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  CompletableFuture<JsonNode> post(String path, String contentType, byte[] body) {
    return send("POST", path, contentType, BodyPublishers.ofByteArray(body));
  }

  private CompletableFuture<JsonNode> send(
      String method, String path, @Nullable String contentType, BodyPublisher body) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    attempt(method, path, contentType, body, 0, answer);
    return answer;
  }

  private void attempt(
      String method,
      String path,
      @Nullable String contentType,
      BodyPublisher body,
      int repetition,
      CompletableFuture<JsonNode> answer) {
    String what = method + " " + path;
    HttpRequest request;
    try {
      request = request(method, path, contentType, body);
    } catch (IOException | IllegalArgumentException e) {
      answer.completeExceptionally(
          new KfpException(KfpException.NO_ANSWER, what + ": " + e.getMessage(), e));
      return;
    }
    sent.increment();
    http.sendAsync(request, LimitedBody.of(MOST_ANSWER_BYTES))
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(unanswered(what, failure));
              } else if (isBusy(response.statusCode()) && repetition < patience.retries()) {
                repeated.increment();
                timer.schedule(
                    () -> attempt(method, path, contentType, body, repetition + 1, answer),
                    pause(response, repetition).toNanos(),
                    TimeUnit.NANOSECONDS);
              } else {
                finish(what, response, answer);
              }
            });
  }

  private HttpRequest request(
      String method, String path, @Nullable String contentType, BodyPublisher body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + "/apis/v2beta1" + path))
            .timeout(patience.request())
            .header("Accept", "application/json")
            .header("User-Agent", "plimsoll-kfp")
            .method(method, body);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (server.tokenFile() != null) {
      request.header("Authorization", "Bearer " + token(server.tokenFile()));
    }
    if (server.userHeader() != null) {
      int colon = server.userHeader().indexOf(':');
      request.header(
          server.userHeader().substring(0, colon).strip(),
          server.userHeader().substring(colon + 1).strip());
    }
    return request.build();
  }

  private static String token(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_TOKEN_BYTES + 1);
      if (bytes.length > MOST_TOKEN_BYTES) {
        throw new IOException(
            file + ": too long (expected: a token of at most " + MOST_TOKEN_BYTES + " bytes)");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }

  private static boolean isBusy(int status) {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
  }

  private Duration pause(HttpResponse<byte[]> response, int repetition) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> patience.pause(Duration.ofSeconds(Long.parseLong(text))))
        .orElseGet(() -> patience.pause(repetition, ThreadLocalRandom.current().nextDouble()));
  }

  private static void finish(
      String what, HttpResponse<byte[]> response, CompletableFuture<JsonNode> answer) {
    int status = response.statusCode();
    String text = new String(response.body(), StandardCharsets.UTF_8);
    JsonNode body;
    try {
      body = text.isBlank() ? JsonNodeFactory.instance.objectNode() : MAPPER.readTree(text);
    } catch (JacksonException e) {
      answer.completeExceptionally(
          new KfpException(status, what + ": status " + status + ", no JSON: " + shortened(text)));
      return;
    }
    if (status / 100 == 2) {
      answer.complete(body);
    } else {
      answer.completeExceptionally(
          new KfpException(status, what + ": status " + status + ": " + said(body, text)));
    }
  }

  /** Of the errors of the gateway, and of uploads, which have other fields. */
  private static String said(JsonNode body, String text) {
    for (String field : new String[] {"message", "error_message", "error"}) {
      String said = body.path(field).asString("");
      if (!said.isEmpty()) {
        return shortened(said);
      }
    }
    return shortened(text);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MOST_ERROR_CHARACTERS
        ? line
        : line.substring(0, MOST_ERROR_CHARACTERS) + "...";
  }

  private KfpException unanswered(String what, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why;
    if (cause instanceof HttpTimeoutException) {
      why = "no answer within " + patience.request().toMillis() / 1e3 + " s";
    } else {
      why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
    return new KfpException(
        KfpException.NO_ANSWER, what + ": " + server.base() + ": " + why, cause);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    executor.shutdownNow();
  }
}
