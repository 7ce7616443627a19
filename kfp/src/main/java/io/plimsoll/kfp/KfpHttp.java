package io.plimsoll.kfp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests and their repetition. Thread-safe.
 *
 * <p>Only what a server refused as too much is sent again. A request whose connection broke may
 * have been carried out, and a run that is created twice would be counted once.
 */
final class KfpHttp implements AutoCloseable {

  /**
   * Each is a connection of its own. More parallel runs than a backend has slots are not asked for,
   * and more connections than this are a flood and no load.
   */
  static final int MOST_AT_A_TIME = 500;

  /** A page of 200 runs with their tasks has some megabytes. */
  private static final long MOST_ANSWER_BYTES = 64L << 20;

  /** A token has some kilobytes. */
  private static final int MOST_TOKEN_BYTES = 1 << 16;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Answers are read and futures completed by them; nothing of ours blocks there. */
  private static final int THREADS = 2;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final KfpServer server;
  private final Patience patience;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "kfp");
            thread.setDaemon(true);
            return thread;
          });
  private final TimerThread timer = new TimerThread("kfp-timer");
  private final Turns turns = new Turns(MOST_AT_A_TIME, timer);
  private final Pending pending = new Pending();
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

  /** How many requests were sent, repetitions included. */
  long sent() {
    return sent.sum();
  }

  /** How many of them were repetitions. */
  long repeated() {
    return repeated.sum();
  }

  /** Where time comes from that others wait for; its one thread must not be blocked. */
  Timeline timeline() {
    return timer;
  }

  /** What ends with this. */
  Pending pending() {
    return pending;
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
    CompletableFuture<JsonNode> answer = pending.add();
    Call call = new Call(method, path, contentType, body, answer);
    turns.take(call::begin);
    return answer;
  }

  /** A request with its repetitions, each of which waits for its turn. */
  private final class Call {

    private final String method;
    private final String path;
    private final @Nullable String contentType;
    private final BodyPublisher body;
    private final CompletableFuture<JsonNode> answer;
    private int repetitions;

    Call(
        String method,
        String path,
        @Nullable String contentType,
        BodyPublisher body,
        CompletableFuture<JsonNode> answer) {
      this.method = method;
      this.path = path;
      this.contentType = contentType;
      this.body = body;
      this.answer = answer;
    }

    private String what() {
      return method + " " + path;
    }

    void begin() {
      if (answer.isDone()) {
        turns.done();
        return;
      }
      CompletableFuture<HttpResponse<byte[]>> response;
      try {
        response = http.sendAsync(request(), LimitedBody.of(MOST_ANSWER_BYTES));
      } catch (IOException | RuntimeException e) {
        turns.done();
        answer.completeExceptionally(
            new KfpException(KfpException.NO_ANSWER, what() + ": " + e.getMessage(), e));
        return;
      }
      sent.increment();
      // The client's own timeout ends with the head of an answer.
      Runnable answered = timer.schedule(patience.request(), () -> response.cancel(true));
      response.whenComplete(
          (received, failure) -> {
            answered.run();
            turns.done();
            onEnd(received, failure);
          });
    }

    private void onEnd(@Nullable HttpResponse<byte[]> received, @Nullable Throwable failure) {
      if (received == null) {
        answer.completeExceptionally(unanswered(failure));
      } else if (isRefused(received) && repetitions < patience.retries()) {
        Duration pause = pause(received, repetitions++);
        repeated.increment();
        timer.schedule(pause, () -> turns.take(this::begin));
      } else {
        try {
          answer.complete(Answers.read(what(), received));
        } catch (KfpException e) {
          answer.completeExceptionally(e);
        }
      }
    }

    /**
     * Whether it was not carried out for sure, or may be carried out twice. A proxy says 503 also
     * when the connection broke behind it; with a time to come again it means that it did not try.
     */
    private boolean isRefused(HttpResponse<byte[]> response) {
      return switch (response.statusCode()) {
        case TOO_MANY_REQUESTS -> true;
        case UNAVAILABLE ->
            !method.equals("POST") || response.headers().firstValue("Retry-After").isPresent();
        default -> false;
      };
    }

    private HttpRequest request() throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.base() + "/apis/v2beta1" + path))
              .header("Accept", "application/json")
              .header("User-Agent", "plimsoll-kfp")
              .method(method, body);
      if (contentType != null) {
        request.header("Content-Type", contentType);
      }
      if (server.tokenFile() != null) {
        request.header("Authorization", "Bearer " + token(server.tokenFile()));
      }
      if (server.user() != null) {
        request.header(server.user().name(), server.user().value());
      }
      return request.build();
    }

    private KfpException unanswered(@Nullable Throwable failure) {
      Throwable cause = failure;
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      String why;
      if (cause instanceof CancellationException) {
        why = "no answer within " + patience.request().toMillis() / 1e3 + " s";
      } else if (cause == null || cause.getMessage() == null) {
        why = cause == null ? "no answer" : cause.getClass().getSimpleName();
      } else {
        why = cause.getMessage();
      }
      String text = what() + ": " + server.base() + ": " + why;
      return cause == null
          ? new KfpException(KfpException.NO_ANSWER, text)
          : new KfpException(KfpException.NO_ANSWER, text, cause);
    }
  }

  private static String token(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_TOKEN_BYTES + 1);
      if (bytes.length > MOST_TOKEN_BYTES) {
        throw new IOException(
            file + ": too long (expected: a token of at most " + MOST_TOKEN_BYTES + " bytes)");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IOException(
          "token file: " + file + ": " + e.getMessage() + " (expected: a file that can be read)",
          e);
    }
  }

  private Duration pause(HttpResponse<byte[]> response, int repetition) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> patience.pause(Duration.ofSeconds(Long.parseLong(text))))
        .orElseGet(() -> patience.pause(repetition, ThreadLocalRandom.current().nextDouble()));
  }

  @Override
  public void close() {
    pending.close();
    timer.close();
    executor.shutdown();
  }
}
