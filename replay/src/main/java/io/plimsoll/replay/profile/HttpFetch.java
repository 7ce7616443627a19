package io.plimsoll.replay.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Fetches a profile over HTTP. Neither a dead host nor a server that goes silent can hang it. */
record HttpFetch(Duration connectTimeout, Duration idleTimeout) {

  private static final int OK = 200;

  /** Where the client stops: what is asked for in secret must not be fetched in the open. */
  private static final String NOT_FOLLOWED =
      ", redirects from https to http, more than five, or to nowhere are not followed";

  /** The body of the answer; whoever reads it fails after {@code idleTimeout} without a byte. */
  InputStream open(URI uri) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(idleTimeout).build();
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofPublisher());
    } catch (HttpConnectTimeoutException e) {
      throw failed(uri, "no connection after " + connectTimeout.toMillis() + " ms", e);
    } catch (HttpTimeoutException e) {
      throw failed(uri, "no answer after " + idleTimeout.toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw failed(uri, "no connection", e);
    } catch (IOException e) {
      throw failed(uri, e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name(uri) + ": interrupted");
    }
    long length = response.headers().firstValueAsLong("content-length").orElse(-1);
    FetchedStream body = new FetchedStream(name(uri), idleTimeout, length);
    response.body().subscribe(body);
    int status = response.statusCode();
    if (status != OK) {
      body.close();
      throw failed(uri, "status " + status + (isRedirect(status) ? NOT_FOLLOWED : ""), null);
    }
    return body;
  }

  private static boolean isRedirect(int status) {
    return status / 100 == 3;
  }

  private static IOException failed(URI uri, String problem, @Nullable Exception e) {
    return new IOException(
        name(uri) + ": " + problem + " (expected: a server that answers with a profile)", e);
  }

  /** Without what may be a secret: user and query. */
  static String name(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + uri.getPath();
  }
}
