package io.plimsoll.client.fleet;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.Target;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Requests to an API server, of the few kinds that a fleet needs. Any thread.
 *
 * <p>Who is asking, TLS, proxies and repetition are the Kubernetes client library's; its typed
 * client would bring some five megabytes of models for two kinds of object of which ten fields are
 * looked at: docs/decisions/jars.md.
 */
final class ClusterApi implements AutoCloseable {

  /** An answer takes milliseconds; a list of thousands of pods, seconds. */
  private static final long REQUEST_SECONDS = 10;

  /** Of what a busy server or a connection that was closed answers; after 0.1, 0.2 and 0.4 s. */
  private static final int REPETITIONS = 3;

  /** Of a request with all repetitions: longer than all of them may take. */
  private static final long ALL_SECONDS = (REPETITIONS + 1) * REQUEST_SECONDS + 5;

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * What a server said.
   *
   * @param body missing if it is no JSON
   */
  record Answer(int status, JsonNode body) {

    boolean succeeded() {
      return HttpResponse.isSuccessful(status);
    }

    /** In words: what Kubernetes says of an error, or else its status. */
    String message() {
      String said = body.path("message").asString("");
      return said.isEmpty() ? "status " + status : said + " (status " + status + ")";
    }
  }

  private final String url;
  private final HttpClient http;

  /**
   * Contacts nobody yet.
   *
   * @throws CommandException exit code 2 if the configuration cannot be used
   */
  ClusterApi(Target target) {
    Config config = target.config();
    config.setUserAgent("plimsoll-client");
    config.setRequestRetryBackoffLimit(REPETITIONS);
    // A handful of requests need no streams, and in clear text an upgrade would be tried.
    config.setHttp2Disable(true);
    url = target.url();
    try {
      http = new JdkHttpClientFactory().newBuilder(config).build();
    } catch (KubernetesClientException e) {
      throw new CommandException(ExitCode.USAGE, "API server: " + url + ": " + why(e), e);
    }
  }

  /** The server, without a slash at the end. */
  String url() {
    return url;
  }

  /**
   * Asks for something.
   *
   * @param path with its query
   * @throws CommandException exit code 3 if there is no answer
   */
  Answer get(String path) {
    return send(http.newHttpRequestBuilder().uri(url + path));
  }

  /**
   * Changes something: RFC 7386.
   *
   * @param path with its query
   * @throws CommandException exit code 3 if there is no answer
   */
  Answer mergePatch(String path, JsonNode patch) {
    return send(
        http.newHttpRequestBuilder()
            .uri(url + path)
            .patch("application/merge-patch+json", patch.toString()));
  }

  private Answer send(HttpRequest.Builder request) {
    request.setHeader("Accept", "application/json").timeout(REQUEST_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), byte[].class);
    try {
      HttpResponse<byte[]> response = answer.get(ALL_SECONDS, TimeUnit.SECONDS);
      return new Answer(response.code(), json(response.body()));
    } catch (ExecutionException e) {
      throw new CommandException(ExitCode.UNREACHABLE, cannotReach(why(e)), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new CommandException(
          ExitCode.UNREACHABLE, cannotReach("no answer within " + ALL_SECONDS + " s"), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private String cannotReach(String why) {
    return "cannot reach the API server at " + url + ": " + why;
  }

  /** The innermost cause tells most. */
  private static String why(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
