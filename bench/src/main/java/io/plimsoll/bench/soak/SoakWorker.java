package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.Connection;
import io.plimsoll.bench.load.Json;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Outstanding;
import io.plimsoll.bench.load.Pace;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * A session worker for all queues. Replies at once as a rule; sometimes later, with a long result,
 * with progress first, not at all until it is told to stop, or by giving the item back. Cut off in
 * mid-run after a while.
 */
final class SoakWorker extends Connection {

  private static final byte[] ID = Json.bytes("\"Id\":");
  private static final byte[] EMPTY = Json.bytes("\"Empty\":true");
  private static final byte[] CANCEL = Json.bytes("\"Cancel\":true");
  private static final byte[] ERROR = Json.bytes("\"Error\":\"");
  private static final byte[] STUCK = Json.bytes("\"stuck-");

  /** Of so many items one is dealt with in one of the unusual ways each. */
  private static final int UNUSUAL_ONE_IN = 3_000;

  private static final int FAILS_ONE_IN = 100;

  /** Parked that long at most, so that some wait is always over. */
  private static final double WAIT_SECONDS = 2;

  /** Before it is cut off it keeps so many items to itself. */
  private static final int ITEMS_TO_DIE_WITH = 8;

  /** Or so long, if no more come. */
  private static final long DIES_WITHIN_NANOS = 200_000_000;

  private static final String LONG_RESULT = "x".repeat(20_000);

  private final Soak soak;
  private final int pollsOfEach;
  private final Outstanding polls;
  private final SoakQueue[] queueOfSlot;
  private final boolean[] hung;
  private final Deque<Long> held = new ArrayDeque<>();
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder(128);
  private final String name;
  private boolean dying;
  private long heldItems;

  SoakWorker(Soak soak, Loop loop, InetSocketAddress to, Pace pace, int pollsOfEach, String name) {
    super(loop, to, pace);
    this.soak = soak;
    this.pollsOfEach = pollsOfEach;
    this.name = name;
    this.random = soak.random().split();
    SoakQueue[] queues = SoakQueue.values();
    polls = new Outstanding(pollsOfEach * queues.length);
    queueOfSlot = new SoakQueue[pollsOfEach * queues.length];
    hung = new boolean[queueOfSlot.length];
    for (int i = 0; i < pollsOfEach; i++) {
      for (SoakQueue queue : queues) {
        // Of the classic queue it leaves the most to the classic workers.
        if (queue != SoakQueue.CLASSIC || i == 0) {
          ask(queue);
        }
      }
    }
  }

  private void ask(SoakQueue queue) {
    long id = polls.add(0);
    queueOfSlot[slot(id)] = queue;
    hung[slot(id)] = false;
    text.setLength(0);
    text.append("{\"KeepAlive\":true,\"Id\":").append(id);
    text.append(",\"Queue\":\"").append(queue.queueName());
    text.append("\",\"Wait\":").append(WAIT_SECONDS);
    send(text.append(",\"Pod\":\"").append(name).append("\",\"Node\":\"soak\"}\n"));
  }

  int pollsOfEach() {
    return pollsOfEach;
  }

  private int slot(long id) {
    return (int) (id % queueOfSlot.length);
  }

  /** From now on it replies to nothing, and soon it is cut off. */
  void die() {
    dying = true;
    loop().after(DIES_WITHIN_NANOS, this::kill);
  }

  private void kill() {
    if (isOpen()) {
      soak.killed(heldItems);
      cut();
    }
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    long id = Json.number(bytes, from, to, ID);
    if (!polls.contains(id)) {
      if (!Json.has(bytes, from, to, CANCEL)) {
        soak.workerHeard("unexpected: " + text(bytes, from, to));
      }
      return;
    }
    if (Json.has(bytes, from, to, CANCEL)) {
      if (hung[slot(id)]) {
        reply(id);
      }
    } else if (Json.has(bytes, from, to, EMPTY)) {
      again(id);
    } else if (Json.has(bytes, from, to, ERROR)) {
      soak.workerHeard(text(bytes, from, to));
    } else {
      item(id, bytes, from, to);
    }
  }

  private void item(long id, byte[] bytes, int from, int to) {
    if (dying) {
      heldItems++;
      if (heldItems >= ITEMS_TO_DIE_WITH) {
        kill();
      }
      return;
    }
    int stuck = Json.find(bytes, from, to, STUCK);
    if (stuck >= 0 && soak.firstSeen(Json.number(bytes, from, to, STUCK))) {
      hung[slot(id)] = true;
      return;
    }
    switch (random.nextInt(UNUSUAL_ONE_IN)) {
      case 0 -> {
        held.add(id);
        loop().after(1_000_000L * (1 + random.nextInt(50)), this::replyLate);
      }
      case 1 -> {
        soak.returned();
        send("{\"Id\":" + id + ",\"Return\":true}\n");
        again(id);
      }
      case 2 -> {
        send("{\"Id\":" + id + ",\"Progress\":{\"Phase\":\"running\",\"Done\":1,\"Total\":2}}\n");
        reply(id);
      }
      case 3 -> reply(id, pace().slow() ? "" : ",\"Result\":{\"text\":\"" + LONG_RESULT + "\"}");
      case 4 -> {
        // Most likely parked, perhaps just given.
        long other = polls.inSlot(random.nextInt(queueOfSlot.length));
        if (other >= 0 && other != id) {
          soak.takenBack();
          send("{\"Id\":" + other + ",\"Cancel\":true}\n");
        }
        reply(id);
      }
      default -> reply(id);
    }
  }

  private void replyLate() {
    reply(held.remove());
  }

  private void reply(long id) {
    reply(id, "");
  }

  private void reply(long id, String more) {
    if (dying) {
      heldItems++;
      return;
    }
    int retcode = random.nextInt(FAILS_ONE_IN) == 0 ? 3 : 0;
    text.setLength(0);
    text.append("{\"Id\":").append(id).append(",\"Pod\":\"").append(name);
    text.append("\",\"Node\":\"soak\",\"Runtime\":0.001,\"Retcode\":").append(retcode);
    send(text.append(more).append("}\n"));
    again(id);
  }

  private void again(long id) {
    SoakQueue queue = queueOfSlot[slot(id)];
    polls.remove(id);
    if (!dying) {
      ask(queue);
    }
  }

  @Override
  protected void closed() {
    soak.workerClosed(this);
  }
}
