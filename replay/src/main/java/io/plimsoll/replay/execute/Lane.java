package io.plimsoll.replay.execute;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the server and the event loop that it lives on. If the connection is lost, the
 * next request makes a new one.
 */
final class Lane {

  /** HTTP/2 error code CANCEL: the answer is not wanted any longer. */
  private static final long CANCEL = 0x8;

  private final Context loop;
  private final Supplier<Future<HttpClientConnection>> connector;
  private final AuthHeaders headers;
  private final LongSupplier clock;

  /** Requests from being handed in to their end; any thread. */
  private final AtomicInteger inFlight = new AtomicInteger();

  private @Nullable HttpClientConnection connection;
  private @Nullable Future<HttpClientConnection> connecting;
  private boolean closed;

  /** For threads that are not the loop; 0 = no connection yet. */
  private volatile long maxStreams;

  private volatile boolean http2;

  Lane(
      Context loop,
      Supplier<Future<HttpClientConnection>> connector,
      AuthHeaders headers,
      LongSupplier clock) {
    this.loop = loop;
    this.connector = connector;
    this.headers = headers;
    this.clock = clock;
  }

  /** Another connection on the same loop. */
  Lane sibling() {
    return new Lane(loop, connector, headers, clock);
  }

  /** Sends a request. Any thread. */
  ApiCall send(ApiRequest request, ApiCall.Listener listener) {
    ApiCall call = new ApiCall(request, this, listener);
    inFlight.incrementAndGet();
    run(() -> begin(call));
    return call;
  }

  /** Requests that have not ended. Any thread. */
  int inFlight() {
    return inFlight.get();
  }

  /** Whether the connection, or the last there was, carries several requests. Any thread. */
  boolean isHttp2() {
    return http2;
  }

  /** How many requests the connection, or the last there was, carries at a time. Any thread. */
  long maxStreams() {
    return maxStreams;
  }

  void run(Runnable task) {
    loop.runOnContext(v -> task.run());
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  void ended() {
    inFlight.decrementAndGet();
  }

  /** Closes the connection, which ends all that is on it, and opens no other. Any thread. */
  void close() {
    run(
        () -> {
          closed = true;
          HttpClientConnection open = connection;
          connection = null;
          if (open != null) {
            open.close();
          }
        });
  }

  /** Ends an exchange whose call has ended before. */
  void reset(HttpClientRequest exchange) {
    if (connection != null && connection.protocolVersion() != HttpVersion.HTTP_2) {
      // Over HTTP/1.1, a reset closes the connection.
      connection = null;
    }
    exchange.reset(CANCEL);
  }

  private void begin(ApiCall call) {
    call.sent();
    HttpClientConnection open = connection;
    if (open != null) {
      exchange(call, open);
      return;
    }
    connect().onComplete(made -> exchange(call, made), call::fail);
  }

  private Future<HttpClientConnection> connect() {
    if (closed) {
      return Future.failedFuture("closed");
    }
    Future<HttpClientConnection> pending = connecting;
    if (pending == null) {
      pending = open();
      connecting = pending;
      pending.onComplete(
          made -> {
            connecting = null;
            opened(made);
          },
          failure -> connecting = null);
    }
    return pending;
  }

  private Future<HttpClientConnection> open() {
    try {
      return connector.get();
    } catch (IllegalStateException e) {
      // The client has been closed just before.
      return Future.failedFuture(e);
    }
  }

  private void opened(HttpClientConnection made) {
    if (closed) {
      made.close();
      return;
    }
    connection = made;
    http2 = made.protocolVersion() == HttpVersion.HTTP_2;
    maxStreams = made.maxActiveStreams();
    made.closeHandler(v -> forget(made));
    // The requests on it are told, and count; without this it would be logged, too.
    made.exceptionHandler(failure -> {});
    if (http2) {
      // What it carries goes on, but it takes no more.
      made.goAwayHandler(goAway -> forget(made));
      made.shutdownHandler(v -> forget(made));
      made.remoteSettingsHandler(settings -> maxStreams = made.maxActiveStreams());
    }
  }

  private void forget(HttpClientConnection lost) {
    if (connection == lost) {
      connection = null;
    }
  }

  private void exchange(ApiCall call, HttpClientConnection open) {
    if (call.hasEnded()) {
      return;
    }
    open.request(options(call.request()))
        .onComplete(made -> send(call, made, open), failure -> fail(call, failure, open));
  }

  private RequestOptions options(ApiRequest request) {
    int path = request.url().indexOf('/', request.url().indexOf("://") + 3);
    return new RequestOptions()
        .setMethod(HttpMethod.valueOf(request.method()))
        .setURI(path < 0 ? "/" : request.url().substring(path))
        .setFollowRedirects(false)
        .setHeaders(headers.of(request.accept(), request.contentType()));
  }

  private void send(ApiCall call, HttpClientRequest exchange, HttpClientConnection open) {
    if (call.hasEnded()) {
      reset(exchange);
      return;
    }
    call.exchange(exchange);
    exchange
        .response()
        .onComplete(
            response -> receive(call, response, open), failure -> fail(call, failure, open));
    String body = call.request().body();
    Future<Void> written = body == null ? exchange.end() : exchange.end(Buffer.buffer(body));
    written.onFailure(failure -> fail(call, failure, open));
  }

  private void receive(ApiCall call, HttpClientResponse response, HttpClientConnection open) {
    if (call.hasEnded()) {
      return;
    }
    response
        .handler(call::received)
        .endHandler(v -> call.end())
        .exceptionHandler(failure -> fail(call, failure, open));
    call.head(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER));
  }

  private void fail(ApiCall call, Throwable failure, HttpClientConnection open) {
    // That the connection is closed is told only later, and the next request may be sent at once.
    if (!(failure instanceof StreamResetException)) {
      forget(open);
    }
    call.fail(failure);
  }
}
