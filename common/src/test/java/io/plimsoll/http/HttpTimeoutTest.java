package io.plimsoll.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTimeoutTest {

  private static final int FIRST = HttpConnection.FIRST_REQUEST_SECONDS;
  private static final int NEXT = HttpConnection.NEXT_REQUEST_SECONDS;
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";

  private final List<HttpCall> calls = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void open() {
    HttpPort.install(channel.pipeline(), calls::add);
    channel.freezeTime();
  }

  @AfterEach
  void nothingLeaks() {
    channel.finishAndReleaseAll();
  }

  @Test
  void silentPeerIsClosed() {
    advance(FIRST - 1);
    assertThat(channel.isOpen()).isTrue();
    advance(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void headThatTricklesInForEverIsClosed() {
    send("GET / HTTP/1.1\r\n");
    for (int i = 0; i < FIRST - 1; i++) {
      advance(1);
      send("X: " + i + "\r\n");
    }
    assertThat(channel.isOpen()).isTrue();
    advance(2);
    assertThat(channel.isOpen()).isFalse();
    assertThat(calls).isEmpty();
  }

  @Test
  void scraperThatComesEveryMinuteKeepsItsConnection() {
    for (int i = 0; i < 5; i++) {
      send(GET);
      calls.get(i).reply(HttpReply.ok(HttpReply.PLAIN, "x"));
      channel.runPendingTasks();
      advance(NEXT - 1);
    }
    assertThat(channel.isOpen()).isTrue();
    advance(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void slowHeadOfALaterRequestIsClosed() {
    send(GET);
    calls.get(0).reply(HttpReply.ok(HttpReply.PLAIN, "x"));
    channel.runPendingTasks();
    for (int i = 0; i < 2 * NEXT; i++) {
      advance(1);
      if (channel.isOpen()) {
        send(i == 0 ? "GET / HTTP/1.1\r\n" : "X: " + i + "\r\n");
      }
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void answerMayTakeAsLongAsItNeeds() {
    send(GET);
    advance(100 * NEXT);
    assertThat(channel.isOpen()).isTrue();
    calls.get(0).reply(HttpReply.ok(HttpReply.PLAIN, "x"));
    assertThat(channel.outboundMessages()).isNotEmpty();
  }

  @Test
  void eventsGoOnThoughThePeerSaysNothing() {
    send(GET);
    calls.get(0).events();
    advance(100 * NEXT);
    assertThat(channel.isOpen()).isTrue();
  }

  private void advance(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
  }
}
