package io.plimsoll.frontend.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.queue.QueueRules;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.ReplayQueue;
import io.plimsoll.frontend.queue.ReplayRules;
import io.plimsoll.frontend.queue.RequestQueue;
import io.plimsoll.frontend.queue.WorkQueue;
import io.plimsoll.protocol.Limits;
import io.plimsoll.wire.MessageWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both ports of a frontend without sockets or threads: all connections and both queues share one
 * event loop and one clock, which the input moves. A byte says what happens, the next to whom.
 */
final class FuzzedPorts {

  private static final int PEERS = 4;
  private static final int CAPACITY = 12;

  private static final List<String> CLIENT_SENDS =
      List.of(
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\",\"Args\":[\"1\"]}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"replay\",\"Runners\":2}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"replay\",\"Limit\":#}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\",\"Limit\":#}",
          "{\"Id\":#,\"Cancel\":true}",
          "{\"Queue\":\"sleep\",\"Args\":[\"1\"]}",
          "{\"Queue\":\"replay\"}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\",\"Args\":[\""
              + "x".repeat(940)
              + "\"]}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"nosuch\"}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\",\"Runners\":#}");

  private static final List<String> WORKER_SENDS =
      List.of(
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\",\"Wait\":5}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"replay\",\"Wait\":60,\"Pod\":\"p\",\"Node\":\"n\"}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"replay\"}",
          "{\"Id\":#,\"Node\":\"n\",\"Retcode\":0,\"Runtime\":1.5,\"Result\":{\"a\":[[[[1]]]]}}",
          "{\"Id\":#,\"Error\":\"no\",\"Retcode\":1}",
          "{\"Id\":#,\"Ready\":true}",
          "{\"Id\":#,\"Return\":true}",
          "{\"Id\":#,\"Cancel\":true}",
          "{\"Id\":#,\"Progress\":{\"Phase\":\"running\",\"Done\":#}}",
          "{\"KeepAlive\":true,\"Id\":#,\"Queue\":\"sleep\"}",
          "{\"Queue\":\"sleep\"}",
          "{\"Pod\":\"p\",\"Node\":\"n\",\"Retcode\":0}",
          "{\"Queue\":\"replay\"}");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel clock = EmbeddedChannel.builder().ticker(ticker).build();
  private final FrontendConfig config = config();
  private final PortCounters counters = new PortCounters("fuzzed", new AtomicInteger(), 1000);
  private final QueueOwner work;
  private final QueueOwner replay;
  private final QueueDirectory queues;
  private final FuzzedPeer[] clients = new FuzzedPeer[PEERS];
  private final FuzzedPeer[] workers = new FuzzedPeer[PEERS];
  private final byte[] input;
  private int at;

  /**
   * @param input its first byte sets how often items are redelivered, and the classic wait
   */
  FuzzedPorts(byte[] input) {
    this.input = input;
    int choices = next();
    QueueRules rules =
        new QueueRules(
            CAPACITY,
            choices & 3,
            QueueRules.GRACE_NANOS,
            TimeUnit.SECONDS.toNanos(choices >> 2 & 7));
    ReplayRules replayRules =
        new ReplayRules(CAPACITY, QueueRules.GRACE_NANOS, TimeUnit.SECONDS.toNanos(60));
    work = owner(new WorkQueue("sleep", rules, 0), Limits.REPLY_BYTES);
    replay =
        owner(
            new ReplayQueue("replay", replayRules, MessageWriter::result, 0),
            Limits.RUNNER_REPLY_BYTES);
    Map<String, QueueOwner> owners = new LinkedHashMap<>();
    owners.put("sleep", work);
    owners.put("replay", replay);
    queues = new QueueDirectory(owners);
    for (int i = 0; i < PEERS; i++) {
      clients[i] = client();
      workers[i] = worker();
    }
  }

  /** Does what the input says, and checks all that must hold after each step, and at the end. */
  static void run(byte[] input) {
    FuzzedPorts ports = new FuzzedPorts(input);
    while (ports.at < input.length) {
      ports.step();
      ports.check();
    }
    ports.end();
  }

  FuzzedPeer someClient() {
    return clients[0];
  }

  /** One of several. */
  FuzzedPeer someWorker(int which) {
    return workers[which];
  }

  private QueueOwner owner(RequestQueue queue, int maxReplyBytes) {
    return new QueueOwner(queue, clock.eventLoop(), maxReplyBytes);
  }

  private FuzzedPeer client() {
    return FuzzedPeer.client(ticker, queues, counters, config);
  }

  private FuzzedPeer worker() {
    return FuzzedPeer.worker(ticker, queues, counters, config);
  }

  private void step() {
    int what = next();
    int who = next();
    int slot = who % PEERS;
    int detail = who / PEERS;
    switch (what % 16) {
      case 0, 1, 2, 3 -> clients[slot].receive(template(CLIENT_SENDS, what / 16, detail));
      case 4, 5, 6, 7, 8 -> workers[slot].receive(template(WORKER_SENDS, what / 16, detail));
      case 9 -> (detail % 2 == 0 ? clients : workers)[slot].receive(some(detail));
      case 10 -> leaveOrCome(clients, slot);
      case 11 -> leaveOrCome(workers, slot);
      case 12 -> (detail % 2 == 0 ? clients : workers)[slot].breakDown(detail / 2);
      case 13 -> ticker.advance(1L << (who % 40), TimeUnit.NANOSECONDS);
      case 14 -> settle();
      default -> {
        come(clients, slot);
        come(workers, slot);
      }
    }
    if (what < 128) {
      settle();
    }
  }

  private void leaveOrCome(FuzzedPeer[] peers, int slot) {
    if (peers[slot].isGone()) {
      come(peers, slot);
    } else {
      peers[slot].leave();
    }
  }

  /** Another comes for one that has gone. */
  private void come(FuzzedPeer[] peers, int slot) {
    if (peers[slot].isGone()) {
      peers[slot].release();
      peers[slot] = peers == clients ? client() : worker();
    }
  }

  private static byte[] template(List<String> templates, int which, int id) {
    String text = templates.get(which % templates.size());
    return text.replace("#", Integer.toString(id % 5 + 1)).getBytes(UTF_8);
  }

  private byte[] some(int length) {
    int end = Math.min(input.length, at + length);
    byte[] bytes = Arrays.copyOfRange(input, Math.min(at, end), end);
    at = end;
    return bytes;
  }

  private int next() {
    return at < input.length ? input[at++] & 0xFF : 0;
  }

  /** What loops have put off happens, as it does before a loop waits for the network again. */
  void settle() {
    for (int round = 0; round < 3; round++) {
      clock.runPendingTasks();
      for (int i = 0; i < PEERS; i++) {
        clients[i].settle();
        workers[i].settle();
      }
    }
  }

  void check() {
    assertTrue(work.scrape("fuzz").join());
    assertTrue(replay.scrape("fuzz").join());
    for (int i = 0; i < PEERS; i++) {
      clients[i].check();
      workers[i].check();
    }
  }

  private static void assertTrue(QueueSnapshot queue) {
    assertThat(List.of(queue.waiting(), queue.running(), queue.abandoned(), queue.workersWaiting()))
        .as("gauges")
        .allMatch(gauge -> gauge >= 0);
    QueueSnapshot.Counts counts = queue.counts();
    assertThat(counts.success() + counts.failure() + counts.disconnect())
        .as("ended: %s", queue)
        .isEqualTo(counts.accepted() - queue.waiting() - queue.running() + queue.abandoned());
  }

  /** The frontend stops: nobody who is still there has a request without an answer. */
  void end() {
    settle();
    for (QueueOwner queue : queues.all()) {
      queue.drain("the end");
      queue.abandonRunning("the end");
    }
    settle();
    check();
    for (FuzzedPeer client : clients) {
      client.assertAllAnswered();
    }
    for (int i = 0; i < PEERS; i++) {
      clients[i].leave();
      workers[i].leave();
    }
    settle();
    check();
    for (QueueOwner queue : queues.all()) {
      QueueSnapshot last = queue.scrape("fuzz").join();
      assertThat(List.of(last.waiting(), last.running(), last.abandoned(), last.workersWaiting()))
          .as("gauges at the end")
          .containsOnly(0);
    }
    for (int i = 0; i < PEERS; i++) {
      clients[i].release();
      workers[i].release();
    }
  }

  private static FrontendConfig config() {
    HostPort any = new HostPort("localhost", 0);
    return new FrontendConfig(
        any,
        any,
        any,
        0,
        CAPACITY,
        0,
        Duration.ofSeconds(60).toNanos(),
        0,
        0,
        Limits.REQUEST_BYTES,
        Limits.REPLY_BYTES,
        1000,
        Duration.ofSeconds(10).toNanos(),
        Duration.ofSeconds(10).toNanos(),
        1,
        null,
        null,
        List.of());
  }
}
