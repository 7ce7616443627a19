package io.plimsoll.client.load;

import static io.plimsoll.client.testing.FakeFrontend.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.cli.CommandException;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A load that has an end, and a frontend that does not answer. */
class LoadEndTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  private void startWithGrace(int millis) {
    load.start((config, transport) -> Load.of(config, transport, Duration.ofMillis(millis)));
  }

  @Test
  void whatIsNotAnsweredAfterTheEndIsWithdrawnAndFailed() {
    load.parallelism = 3;
    load.requests = 4;
    startWithGrace(200);
    Peer peer = frontend.accept();
    List<String> requests = peer.objects(3);
    peer.write(success(requests.get(1)));
    assertThat(peer.object()).contains("\"Id\":3");
    assertThat(peer.objects(3))
        .containsExactlyInAnyOrder(
            "{\"Id\":0,\"Cancel\":true}",
            "{\"Id\":2,\"Cancel\":true}",
            "{\"Id\":3,\"Cancel\":true}");
    assertThat(peer.isClosedByClient()).isTrue();
    Outcome outcome = load.outcome();
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.statistics().period().succeeded()).isEqualTo(1);
    assertThat(outcome.statistics().period().errors().top())
        .containsExactly(new Count("not answered within 0.2 s after the end", 3));
    assertThat(outcome.statistics().load().outstanding()).isZero();
    assertThat(outcome.statistics().load().failedTotal()).isEqualTo(3);
  }

  @Test
  void classicConnectionsWithoutReplyAreClosedAfterTheEnd() {
    load.classic = true;
    load.parallelism = 2;
    load.duration = Duration.ofMillis(100);
    startWithGrace(1000);
    Peer one = frontend.accept();
    Peer two = frontend.accept();
    one.object();
    two.object();
    assertThat(one.isClosedByClient()).isTrue();
    assertThat(two.isClosedByClient()).isTrue();
    assertThat(load.outcome().failure()).isNull();
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(2);
  }

  /** A link that takes every request and never answers. */
  private static final class Silence implements Link {

    private int sent;
    private boolean withdrawn;

    @Override
    public void expect(int requests) {}

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public boolean send(long dueNanos) {
      sent++;
      return true;
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public @Nullable CommandException gone() {
      return null;
    }

    @Override
    public void withdraw() {
      withdrawn = true;
    }

    @Override
    public void close() {}
  }

  @Test
  void endWaitsTenSecondsAndTheLimitAndNoLonger() {
    load.duration = Duration.ofSeconds(60);
    load.limit = Duration.ofSeconds(5);
    load.parallelism = 2;
    Silence silence = new Silence();
    EmbeddedChannel time = new EmbeddedChannel();
    time.freezeTime();
    LoadDriver driver =
        new LoadDriver(
            time.eventLoop(),
            time.eventLoop().ticker()::nanoTime,
            load.config(),
            load.config().grace(),
            owner -> silence);
    driver.onStart();
    assertThat(silence.sent).isEqualTo(2);
    advance(time, 74);
    assertThat(driver.ended()).isNotDone();
    assertThat(silence.withdrawn).isFalse();
    advance(time, 1);
    assertThat(silence.withdrawn).isTrue();
    Outcome outcome = driver.ended().join();
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.statistics().period().errors().top())
        .containsExactly(new Count("not answered within 15.0 s after the end", 2));
  }

  private static void advance(EmbeddedChannel time, int seconds) {
    // In steps: what was due begins what is due later.
    for (int i = 0; i < seconds; i++) {
      time.advanceTimeBy(1, TimeUnit.SECONDS);
      time.runPendingTasks();
    }
  }
}
