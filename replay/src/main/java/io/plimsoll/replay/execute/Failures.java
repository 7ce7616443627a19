package io.plimsoll.replay.execute;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.plimsoll.replay.report.RequestError;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What failures are called in statistics: the same text for the same cause, whichever request, port
 * or stream it was. Pure.
 */
final class Failures {

  /** Most characters of a text that comes from elsewhere: it is a key, and is shown in tables. */
  private static final int MAX_TEXT = 120;

  /** Causes of causes that are looked at; there may be rings. */
  private static final int MAX_DEPTH = 8;

  static final RequestError TIMEOUT = new RequestError("timeout", 0, "request");
  static final RequestError CONNECT_TIMEOUT = new RequestError("timeout", 0, "connect");

  private Failures() {}

  /** An answer that counts as failed. */
  static RequestError ofStatus(int status) {
    return new RequestError("http", status, HttpResponseStatus.valueOf(status).reasonPhrase());
  }

  /** What kept a request from being answered in full. */
  static RequestError of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      RequestError known = known(cause);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    return new RequestError("unknown", 0, text(failure));
  }

  private static @Nullable RequestError known(Throwable failure) {
    if (failure instanceof StreamResetException e) {
      return http2("RST_STREAM", e.getCode());
    }
    if (failure instanceof HttpClosedException e) {
      GoAway goAway = e.goAway();
      return goAway == null ? connection("closed") : http2("GOAWAY", goAway.getErrorCode());
    }
    if (failure instanceof Http2Exception e) {
      return http2("error", e.error().code());
    }
    if (failure instanceof ConnectTimeoutException) {
      return CONNECT_TIMEOUT;
    }
    if (failure instanceof UnknownHostException) {
      return connection("unknown host");
    }
    if (failure instanceof NoRouteToHostException) {
      return connection("no route to host");
    }
    if (failure instanceof SSLException) {
      return connection("TLS: " + text(deepest(failure)));
    }
    if (failure instanceof ClosedChannelException) {
      return connection("closed");
    }
    return failure instanceof SocketException
            || failure.getClass().getName().contains("NativeIoException")
        ? socket(failure)
        : null;
  }

  private static RequestError socket(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("refused")) {
      return connection("connection refused");
    }
    if (message.contains("reset") || message.contains("broken pipe")) {
      return connection("connection reset");
    }
    return connection(
        failure instanceof ConnectException ? "cannot connect: " + text(failure) : text(failure));
  }

  private static RequestError connection(String message) {
    return new RequestError(
        "connection", 0, message.equals("closed") ? "connection closed" : message);
  }

  private static RequestError http2(String what, long code) {
    Http2Error error = Http2Error.valueOf(code);
    return new RequestError(
        "http2-protocol", 0, what + " " + (error == null ? "unknown code" : error.name()));
  }

  /** The cause that says what was wrong; those above it only say that something was. */
  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    for (int depth = 0; depth < MAX_DEPTH && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  /**
   * A text that is the same for each request: without numbers, addresses and control characters.
   */
  private static String text(Throwable failure) {
    String message = failure.getMessage();
    String text =
        message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    String clean =
        text.replaceAll("\\p{Cntrl}+", " ")
            .replaceAll("0x[0-9a-fA-F]+|[0-9]+(?:[.:][0-9a-fA-F:.]+)?", "N")
            .strip();
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT);
  }
}
