package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.Connection;
import io.plimsoll.bench.load.Json;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Outstanding;
import io.plimsoll.bench.load.Pace;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/**
 * A session client that has as many requests outstanding as it may, withdraws some, and leaves
 * after a while if it is of that kind.
 */
final class SoakClient extends Connection {

  /** One request in so many is withdrawn, right after it was sent or later. */
  private static final int WITHDRAW_ONE_IN = 60;

  private static final byte[] ID = Json.bytes("\"Id\":");
  private static final byte[] GOOD = Json.bytes("\"Retcode\":0");
  private static final byte[] PROGRESS = Json.bytes("\"Progress\":");
  private static final byte[] WITHDRAWN = Json.bytes("withdrawn by the client");

  /** What a client does in the end. */
  enum Way {
    STAYS,
    SHUTS_DOWN,
    CUTS
  }

  private final Soak soak;
  private final SoakQueue queue;
  private final int window;
  private final Tally tally;
  private final String head;
  private final Outstanding outstanding;
  private final Way way;
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder(128);
  private long answersToLeave;
  private boolean leaving;
  private long heardNanos = System.nanoTime();

  SoakClient(
      Soak soak, Loop loop, InetSocketAddress to, Pace pace, SoakQueue queue, int window, Way way) {
    super(loop, to, pace);
    this.soak = soak;
    this.queue = queue;
    this.window = window;
    this.tally = soak.tally(queue);
    this.head = "{\"KeepAlive\":true,\"Queue\":\"" + queue.queueName() + "\",\"Id\":";
    this.outstanding = new Outstanding(window);
    this.way = way;
    this.random = soak.random().split();
    this.answersToLeave = way == Way.STAYS ? Long.MAX_VALUE : 500 + random.nextInt(4000);
    fill();
  }

  /** Sends what it may. */
  void fill() {
    while (soak.running() && !leaving && outstanding.hasRoom()) {
      long id = outstanding.add(0);
      tally.sent++;
      text.setLength(0);
      text.append(head).append(id);
      soak.appendArguments(text, random);
      send(text.append("}\n"));
      if (random.nextInt(WITHDRAW_ONE_IN) == 0) {
        withdrawSome();
      }
    }
  }

  private void withdrawSome() {
    long id = outstanding.inSlot(random.nextInt(outstanding.size()));
    if (id >= 0) {
      tally.withdrawals++;
      send("{\"Id\":" + id + ",\"Cancel\":true}\n");
    }
  }

  int outstanding() {
    return outstanding.size();
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    heardNanos = System.nanoTime();
    long id = Json.number(bytes, from, to, ID);
    if (Json.has(bytes, from, to, PROGRESS)) {
      if (!outstanding.contains(id)) {
        tally.unexpected("progress: " + text(bytes, from, to));
      }
      return;
    }
    if (!outstanding.remove(id)) {
      tally.unexpected(text(bytes, from, to));
      return;
    }
    if (Json.has(bytes, from, to, GOOD)) {
      tally.succeeded++;
    } else {
      tally.failed++;
      tally.withdrawn += Json.has(bytes, from, to, WITHDRAWN) ? 1 : 0;
    }
    if (--answersToLeave == 0 && soak.running()) {
      leave();
    } else {
      fill();
    }
  }

  private void leave() {
    leaving = true;
    tally.leavers++;
    if (way == Way.SHUTS_DOWN) {
      finish();
    } else {
      cut();
    }
  }

  @Override
  protected void closed() {
    tally.dropped += outstanding.size();
    if (!leaving && outstanding.size() > 0) {
      long silentMillis = (System.nanoTime() - heardNanos) / 1_000_000;
      tally.cutOff(pace() + ", " + end() + ", nothing came for " + silentMillis + " ms");
    }
    soak.clientClosed(this, pace(), queue, window, way);
  }
}
