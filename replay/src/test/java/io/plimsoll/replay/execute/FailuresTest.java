package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new ConnectException("Connection refused: localhost/127.0.0.1:4711"),
            "connection/connection refused"),
        Arguments.of(new SocketException("Connection reset"), "connection/connection reset"),
        Arguments.of(
            new SocketException("recvAddress(..) failed: Connection reset by peer"),
            "connection/connection reset"),
        Arguments.of(new SocketException("Broken pipe"), "connection/connection reset"),
        Arguments.of(
            new HttpClosedException("Connection was closed"), "connection/connection closed"),
        Arguments.of(new ClosedChannelException(), "connection/connection closed"),
        Arguments.of(new UnknownHostException("a.example"), "connection/unknown host"),
        Arguments.of(new NoRouteToHostException("No route"), "connection/no route to host"),
        Arguments.of(new ConnectTimeoutException("after 10000 ms"), "timeout/connect"),
        Arguments.of(new StreamResetException(7), "http2-protocol/RST_STREAM REFUSED_STREAM"),
        Arguments.of(new StreamResetException(4711), "http2-protocol/RST_STREAM unknown code"),
        Arguments.of(
            new HttpClosedException(new GoAway().setErrorCode(0)),
            "http2-protocol/GOAWAY NO_ERROR"),
        Arguments.of(
            Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "stream 17"),
            "http2-protocol/error PROTOCOL_ERROR"),
        Arguments.of(
            new SSLHandshakeException("no").initCause(new CertificateException("not trusted")),
            "connection/TLS: not trusted"),
        Arguments.of(
            new CompletionException(new IOException(new SocketException("Connection reset"))),
            "connection/connection reset"),
        Arguments.of(
            new IllegalStateException("stream 17 of /10.0.0.1:43210 (id 0xbeef)"),
            "unknown/stream N of /N (id N)"),
        Arguments.of(new IllegalStateException("a\r\n\u0007b"), "unknown/a b"),
        Arguments.of(new IllegalStateException(), "unknown/IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresHaveOneNameForEachCause(Throwable failure, String key) {
    assertThat(Failures.of(failure).key()).isEqualTo(key);
  }

  @Test
  void longTextsAreCut() {
    assertThat(Failures.of(new IllegalStateException("x".repeat(10_000))).message()).hasSize(120);
  }

  @Test
  void ringsOfCausesEnd() {
    Exception outer = new Exception("outer");
    outer.initCause(new Exception("inner", outer));

    assertThat(Failures.of(outer).key()).isEqualTo("unknown/outer");
  }

  @Test
  void statusIsItsNumber() {
    assertThat(Failures.ofStatus(404).key()).isEqualTo("http/404");
    assertThat(Failures.ofStatus(404).message()).isEqualTo("Not Found");
    assertThat(Failures.ofStatus(599).message()).isNotEmpty();
  }
}
