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

  /** The body of the answer; whoever reads it fails after {@code idleTimeout} without a byte. */
  InputStream open(URI uri) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(idleTimeout).build();
    FetchedStream body = new FetchedStream(name(uri), idleTimeout);
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
    response.body().subscribe(body);
    if (response.statusCode() != OK) {
      body.close();
      throw failed(uri, "status " + response.statusCode(), null);
    }
    return body;
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
