package io.plimsoll.frontend.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of everything that can happen to a replay queue. What clients and workers are
 * told is followed, and after every step the figures must be those of what was told.
 */
class RandomGangsTest {

  private static final int SCHEDULES = 3000;
  private static final int STEPS = 100;

  private static final class Request {
    final String name;
    final int size;
    final Item item;
    final Map<Integer, Hand> hands = new HashMap<>();
    boolean started;
    boolean gone;
    boolean answered;
    int passedOn;
    boolean failed;

    Request(String name, int size, Item item) {
      this.name = name;
      this.size = size;
      this.item = item;
    }

    boolean waits() {
      return hands.isEmpty() && !isOver();
    }

    boolean isOver() {
      return gone || answered;
    }
  }

  private static final class Hand {
    final String name;
    final Poll poll;
    boolean parked;
    boolean busy;
    boolean ready;
    @Nullable Request request;

    Hand(String name, Poll poll) {
      this.name = name;
      this.poll = poll;
    }
  }

  @Test
  void everyRequestIsAnsweredOnceGangsStartWholeAndAllFiguresAreTrueAfterEveryStep() {
    int answered = 0;
    int started = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      Schedule schedule = new Schedule(seed);
      for (int step = 0; step < STEPS; step++) {
        schedule.step(step);
      }
      schedule.end();
      answered += schedule.requests.size();
      started += (int) schedule.requests.values().stream().filter(r -> r.started).count();
    }
    // The schedules do reach what they are to test.
    assertThat(answered).isGreaterThan(SCHEDULES * 5);
    assertThat(started).isGreaterThan(SCHEDULES);
  }

  private static final class Schedule {
    final Map<String, Request> requests = new HashMap<>();
    private final long seed;
    private final Random random;
    private final ReplayBench bench;
    private final int capacity;
    private final Map<String, Hand> hands = new HashMap<>();
    private final List<Request> waiting = new ArrayList<>();
    private int names;
    private boolean closed;
    private String last = "";
    private int step;

    Schedule(long seed) {
      this.seed = seed;
      random = new Random(seed);
      capacity = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
      bench = ReplayBench.bounded(capacity);
    }

    void step(int number) {
      step = number;
      act(random.nextInt(100));
      follow();
      compare();
    }

    private void act(int dice) {
      if (dice < 12) {
        add();
      } else if (dice < 40) {
        ask();
      } else if (dice < 50) {
        last = "time";
        long next = bench.queue.nextDeadlineNanos();
        boolean jump = next != Long.MAX_VALUE && random.nextInt(3) == 0;
        bench.pass(jump ? Math.max(0, (next - bench.now) / 1e9) : random.nextInt(20) / 8.0);
      } else if (dice < 54) {
        client();
      } else if (dice == 99 && random.nextInt(20) == 0) {
        last = "close";
        closed = true;
        bench.close();
      } else {
        worker(random.nextInt(40));
      }
    }

    private void add() {
      String name = "r" + names++;
      int size = 1 + random.nextInt(4);
      last = "add " + name + " of " + size;
      Item item = bench.item(name, size, random.nextBoolean() ? 0 : 1 + random.nextInt(20));
      Request request = new Request(name, size, item);
      requests.put(name, request);
      waiting.add(request);
      bench.add(item);
    }

    private void ask() {
      String name = "w" + names++;
      boolean session = random.nextInt(10) > 0;
      double wait = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(60);
      last = "ask " + name;
      Hand hand = new Hand(name, bench.poll(name, session ? wait : 0, session));
      hand.parked = true;
      hands.put(name, hand);
      bench.ask(hand.poll);
    }

    private void client() {
      List<Request> all = List.copyOf(requests.values());
      if (all.isEmpty()) {
        return;
      }
      Request some = all.get(random.nextInt(all.size()));
      if (random.nextBoolean()) {
        last = "withdraw " + some.name;
        bench.withdraw(some.item);
      } else {
        last = "gone " + some.name;
        some.gone = some.gone || !some.answered;
        waiting.remove(some);
        bench.clientGone(some.item);
      }
    }

    /** Mostly what a worker does that is well: a gang needs some luck to start. */
    private void worker(int dice) {
      List<Hand> some =
          hands.values().stream().filter(h -> dice < 4 || h.busy).sorted(this::byName).toList();
      if (some.isEmpty()) {
        return;
      }
      Hand hand = some.get(random.nextInt(some.size()));
      boolean wasBusy = hand.busy;
      last = hand.name + " does " + dice;
      if (dice < 2) {
        bench.takeBack(hand.poll);
      } else if (dice < 5) {
        over(hand);
        bench.workerGone(hand.poll);
      } else if (dice == 5) {
        over(hand);
        bench.giveBack(hand.poll);
      } else if (dice == 6) {
        over(hand);
        bench.invalidReply(hand.poll, "invalid");
      } else if (dice == 7) {
        bench.progress(hand.poll, 1, 2, 0);
      } else if (dice < 32 && !hand.ready) {
        hand.ready = wasBusy;
        bench.ready(hand.poll);
      } else if (dice < 37) {
        over(hand);
        bench.succeed(hand.poll, 1);
      } else {
        over(hand);
        bench.fail(hand.poll, "bad");
      }
    }

    private int byName(Hand a, Hand b) {
      return a.name.compareTo(b.name);
    }

    private static void over(Hand hand) {
      hand.parked = false;
      hand.busy = false;
    }

    /** What everyone was told must be allowed, and is noted. */
    private void follow() {
      for (String line : bench.told()) {
        String[] words = line.split("[ ,]");
        String at = at() + ": " + line;
        if (hands.containsKey(words[0])) {
          hand(hands.get(words[0]), words, at);
        } else {
          request(requireNonNull(requests.get(words[0]), at), words, at);
        }
      }
    }

    private void hand(Hand hand, String[] words, String at) {
      switch (words[1]) {
        case "gets" -> {
          Request request = requireNonNull(requests.get(words[2]));
          int runner = Integer.parseInt(words[3]);
          assertThat(hand.parked && !hand.busy).as(at).isTrue();
          if (!waiting.isEmpty() && waiting.get(0) == request) {
            waiting.remove(0);
          }
          assertThat(waiting).as(at + ": in order").doesNotContain(request);
          assertThat(request.hands).as(at).doesNotContainKey(runner).hasSize(runner);
          assertThat(words[5]).as(at).isEqualTo("" + request.size);
          request.hands.put(runner, hand);
          hand.request = request;
          hand.parked = false;
          hand.busy = true;
        }
        case "go" -> {
          Request request = requireNonNull(hand.request);
          assertThat(request.hands).as(at).hasSize(request.size);
          assertThat(request.hands.values()).as(at).allMatch(h -> h.ready && h.busy);
          assertThat(request.isOver()).as(at).isFalse();
          request.started = true;
        }
        case "empty", "nothing:" -> {
          assertThat(hand.parked).as(at).isTrue();
          over(hand);
        }
        case "cancel" -> assertThat(hand.busy).as(at).isTrue();
        case "overdue" -> {
          assertThat(hand.busy).as(at).isTrue();
          over(hand);
        }
        case "rejected:" -> over(hand);
        default -> throw new AssertionError(at);
      }
    }

    private void request(Request request, String[] words, String at) {
      assertThat(request.isOver()).as(at).isFalse();
      switch (words[1]) {
        case "gathering" -> assertThat(request.waits()).as(at).isTrue();
        case "loading" -> assertThat(request.hands).as(at).hasSize(request.size);
        case "running" -> assertThat(request.started).as(at).isTrue();
        case "runner" -> {
          assertThat(request.started).as(at).isTrue();
          request.passedOn++;
          request.failed |= words[3].startsWith("failed");
        }
        case "answered" -> {
          request.answered = true;
          waiting.remove(request);
          if (words[2].equals("ok")) {
            assertThat(request.passedOn).as(at).isEqualTo(request.size);
            assertThat(request.failed).as(at).isFalse();
          } else {
            // Either all have replied, or nobody is at it any more but to stop.
            assertThat(request.passedOn <= request.size).as(at).isTrue();
          }
        }
        default -> throw new AssertionError(at);
      }
    }

    private void compare() {
      QueueSnapshot s = bench.snapshot();
      int wait = waiting.stream().mapToInt(r -> r.size).sum();
      List<Hand> busy = hands.values().stream().filter(h -> h.busy).toList();
      long stopping = busy.stream().filter(h -> requireNonNull(h.request).isOver()).count();
      long parked = hands.values().stream().filter(h -> h.parked).count();
      assertThat(List.of(s.waiting(), s.running(), s.abandoned(), s.workersWaiting()))
          .as(at())
          .isEqualTo(List.of(wait, busy.size(), (int) stopping, (int) parked));
      if (!waiting.isEmpty()) {
        assertThat(parked).as(at() + ": nobody waits in vain").isLessThan(waiting.get(0).size);
      }
      assertThat(capacity == 0 || waiting.size() <= capacity).as(at()).isTrue();
      assertThat(closed && !waiting.isEmpty()).as(at()).isFalse();
    }

    void end() {
      last = "end";
      bench.close();
      follow();
      bench.abandonRunning();
      for (Hand hand : hands.values()) {
        // Told or not, those that were busy are not waited for any more.
        hand.busy = hand.busy && bench.queue.running() > 0;
      }
      Set<String> silent = new HashSet<>();
      for (String line : bench.told()) {
        String name = line.substring(0, line.indexOf(' '));
        Request request = requests.get(name);
        if (request != null) {
          request(request, line.split("[ ,]"), at() + ": " + line);
        }
      }
      requests.values().stream().filter(r -> !r.isOver()).forEach(r -> silent.add(r.name));
      assertThat(silent).as(at() + ": without an answer").isEmpty();
      compare();
      assertThat(bench.queue.running()).as(at()).isZero();
    }

    private String at() {
      return "seed " + seed + ", step " + step + ", " + last;
    }
  }
}
