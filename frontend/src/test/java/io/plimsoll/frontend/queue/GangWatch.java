package io.plimsoll.frontend.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a replay queue tells its clients and workers: each line must be allowed, and at any
 * time the figures must be those of what was told.
 */
final class GangWatch {

  /** A request, from its arrival to the answer. */
  static final class Request {
    final String name;
    final int size;
    final Item item;
    final boolean refused;
    final Map<Integer, Hand> hands = new TreeMap<>();
    final Map<Integer, Boolean> passedOn = new HashMap<>();
    boolean started;
    boolean gone;
    boolean answered;
    long workersTold = -1;
    long toldNanos;

    Request(String name, int size, Item item, boolean refused) {
      this.name = name;
      this.size = size;
      this.item = item;
      this.refused = refused;
    }

    boolean isOver() {
      return gone || answered;
    }

    long limitNanos() {
      return Math.round(item.request().limitSeconds() * 1e9);
    }
  }

  /** A worker's poll. */
  static final class Hand {
    final String name;
    final Poll poll;
    boolean parked = true;
    boolean busy;
    boolean ready;
    boolean cancelled;
    long deadline;
    @Nullable Request request;

    Hand(String name, Poll poll, long deadline) {
      this.name = name;
      this.poll = poll;
      this.deadline = deadline;
    }

    void over() {
      parked = false;
      busy = false;
    }
  }

  final Map<String, Request> requests = new LinkedHashMap<>();

  /** In the order in which they asked. */
  final Map<String, Hand> hands = new LinkedHashMap<>();

  private final ReplayBench bench;
  private final int capacity;
  private final List<Request> waiting = new ArrayList<>();
  boolean closed;
  int started;
  private long accepted;
  private long success;
  private long failure;
  private long disconnect;
  private long refused;

  GangWatch(ReplayBench bench, int capacity) {
    this.bench = bench;
    this.capacity = capacity;
  }

  /** A request is about to arrive. */
  void arrives(String name, int size, Item item) {
    boolean startsNow = waiting.isEmpty() && parked() >= size;
    boolean full = capacity > 0 && waiting.size() >= capacity && !startsNow;
    Request request = new Request(name, size, item, closed || full);
    requests.put(name, request);
    if (request.refused) {
      refused++;
    } else {
      accepted += size;
      waiting.add(request);
    }
  }

  /** The client of a request is about to go. */
  void leaves(Request request) {
    if (!request.isOver()) {
      request.gone = true;
      waiting.remove(request);
      disconnect += request.size - request.passedOn.size();
    }
  }

  /** What everyone was told. */
  void follow(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split("[ ,]");
      Hand hand = hands.get(words[0]);
      if (hand != null) {
        hand(hand, words, line);
      } else {
        request(requireNonNull(requests.get(words[0]), line), words, line);
      }
    }
  }

  private void hand(Hand hand, String[] words, String line) {
    switch (words[1]) {
      case "gets" -> gets(hand, requireNonNull(requests.get(words[2])), words, line);
      case "go" -> {
        Request request = requireNonNull(hand.request);
        assertThat(request.hands).as(line).hasSize(request.size);
        assertThat(request.hands.values()).as(line).allMatch(h -> h.ready && h.busy);
        assertThat(request.isOver()).as(line).isFalse();
        started += request.started ? 0 : 1;
        request.started = true;
        long limit = request.limitNanos();
        hand.deadline = limit == 0 ? Long.MAX_VALUE : bench.now + limit + ReplayBench.GRACE;
      }
      case "empty", "nothing:" -> {
        assertThat(hand.parked).as(line).isTrue();
        hand.over();
      }
      case "cancel" -> {
        assertThat(hand.busy && !hand.cancelled).as(line).isTrue();
        hand.cancelled = true;
      }
      case "overdue" -> {
        assertThat(hand.busy).as(line).isTrue();
        assertThat(hand.deadline).as(line).isLessThanOrEqualTo(bench.now);
        hand.over();
      }
      case "rejected:" -> hand.over();
      default -> throw new AssertionError(line);
    }
  }

  /** The request at the head gets all its workers, those that have waited longest. */
  private void gets(Hand hand, Request request, String[] words, String line) {
    int runner = Integer.parseInt(words[3]);
    assertThat(hand.parked && !hand.busy).as(line).isTrue();
    assertThat(hands.values().stream().filter(h -> h.parked).findFirst()).as(line).contains(hand);
    if (!waiting.isEmpty() && waiting.get(0) == request) {
      waiting.remove(0);
    }
    assertThat(waiting).as(line).doesNotContain(request);
    assertThat(request.hands).as(line).doesNotContainKey(runner).hasSize(runner);
    assertThat(words[5]).as(line).isEqualTo("" + request.size);
    request.hands.put(runner, hand);
    hand.request = request;
    hand.parked = false;
    hand.busy = true;
    hand.deadline = bench.now + ReplayBench.READY;
  }

  private void request(Request request, String[] words, String line) {
    assertThat(request.isOver()).as(line).isFalse();
    switch (words[1]) {
      case "gathering" -> {
        boolean first = !waiting.isEmpty() && waiting.get(0) == request;
        assertThat(waiting).as(line).contains(request);
        long there = first ? Math.min(parked(), request.size) : 0;
        assertThat(words[2]).as(line).isEqualTo(there + "/" + request.size);
        request.workersTold = there;
        request.toldNanos = bench.now;
      }
      case "loading" -> {
        assertThat(request.hands).as(line).hasSize(request.size);
        long ready = request.hands.values().stream().filter(h -> h.ready).count();
        assertThat(words[2]).as(line).isEqualTo(ready + "/" + request.size);
      }
      case "running" -> assertThat(request.started).as(line).isTrue();
      case "runner" -> {
        assertThat(request.started).as(line).isTrue();
        boolean failed = words[3].startsWith("failed");
        assertThat(request.passedOn.put(Integer.parseInt(words[2]), failed)).as(line).isNull();
        failure += failed ? 1 : 0;
        success += failed ? 0 : 1;
      }
      case "answered" -> answered(request, words[2].equals("ok"), line);
      default -> throw new AssertionError(line);
    }
  }

  private void answered(Request request, boolean ok, String line) {
    request.answered = true;
    assertThat(waiting.remove(request) && request.refused).as(line).isFalse();
    int silent = request.size - request.passedOn.size();
    if (ok) {
      assertThat(silent).as(line).isZero();
      assertThat(request.passedOn).as(line).doesNotContainValue(true);
    } else if (!request.refused) {
      failure += silent;
      assertThat(silent > 0 || request.passedOn.containsValue(true)).as(line).isTrue();
    }
  }

  /** The figures of the queue, and what must hold between two steps. */
  void compare() {
    List<Hand> busy = hands.values().stream().filter(h -> h.busy).toList();
    List<Hand> stopping = busy.stream().filter(h -> requireNonNull(h.request).isOver()).toList();
    QueueSnapshot s = bench.snapshot();
    QueueSnapshot.Counts c = s.counts();
    long rejected = c.rejected().values().stream().mapToLong(n -> n).sum();
    assertThat(
            List.of(
                (long) s.waiting(),
                (long) s.running(),
                (long) s.abandoned(),
                (long) s.workersWaiting(),
                c.accepted(),
                c.success(),
                c.failure(),
                c.disconnect(),
                rejected))
        .as("waiting, running, abandoned, workers, accepted, success, failure, gone, rejected")
        .isEqualTo(
            List.of(
                (long) waiting.stream().mapToInt(r -> r.size).sum(),
                (long) busy.size(),
                (long) stopping.size(),
                parked(),
                accepted,
                success,
                failure,
                disconnect,
                refused));
    assertThat(stopping).as("told to stop").allMatch(h -> h.cancelled);
    if (!waiting.isEmpty()) {
      Request head = waiting.get(0);
      assertThat(parked()).as("nobody waits in vain").isLessThan(head.size);
      if (head.workersTold != parked()) {
        assertThat(bench.queue.nextDeadlineNanos())
            .as("tells %s of %d workers", head.name, parked())
            .isLessThanOrEqualTo(head.toldNanos + ProgressFeed.GATHERING_NANOS);
      }
    }
    assertThat(capacity == 0 || waiting.size() <= capacity).as("capacity").isTrue();
    assertThat(closed && !waiting.isEmpty()).as("waits although closed").isFalse();
    assertThat(bench.queue.nextDeadlineNanos()).as("deadline").isLessThanOrEqualTo(deadline());
  }

  /** When the next worker is to hear of its end. */
  long deadline() {
    return hands.values().stream()
        .filter(h -> h.parked || (h.busy && (!h.ready || requireNonNull(h.request).started)))
        .mapToLong(h -> h.deadline)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long parked() {
    return hands.values().stream().filter(h -> h.parked).count();
  }
}
