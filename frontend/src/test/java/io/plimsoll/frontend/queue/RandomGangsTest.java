package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.frontend.queue.GangWatch.Hand;
import io.plimsoll.frontend.queue.GangWatch.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of everything that can happen to a replay queue. {@link GangWatch} follows what
 * clients and workers are told, and after every step the figures must be those of what was told.
 */
class RandomGangsTest {

  private static final int SCHEDULES = 2000;
  private static final int STEPS = 100;

  /** After the end. */
  private static final int LATE_STEPS = 20;

  @Test
  void everyRequestIsAnsweredOnceGangsStartWholeAndAllFiguresAreTrueAfterEveryStep() {
    AtomicLong schedules = new AtomicLong();
    AtomicLong started = new AtomicLong();
    Schedules all = new Schedules(STEPS, seed -> new Schedule(seed, schedules, started));

    all.run(SCHEDULES);

    // The schedules do reach what they are to test.
    assertThat(started.get()).isGreaterThanOrEqualTo(schedules.get());
  }

  private static final class Schedule implements Schedules.Schedule {
    private final ReplayBench bench;
    private final GangWatch watch;
    private final List<String> story = new ArrayList<>();
    private final AtomicLong started;
    private SplittableRandom random;
    private int names;
    private String last = "start";

    Schedule(long seed, AtomicLong schedules, AtomicLong started) {
      this.started = started;
      schedules.incrementAndGet();
      random = new SplittableRandom(seed);
      int capacity = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
      bench = ReplayBench.bounded(capacity);
      watch = new GangWatch(bench, capacity);
      story.add("capacity " + capacity);
    }

    @Override
    public List<String> story() {
      return story;
    }

    @Override
    public void step(SplittableRandom dice) {
      random = dice;
      act(random.nextInt(100));
      compare();
    }

    private void act(int dice) {
      last = "nothing";
      if (dice < 12) {
        add();
      } else if (dice < 40) {
        ask();
      } else if (dice < 50) {
        passTime();
      } else if (dice < 54) {
        client();
      } else if (dice == 99 && random.nextInt(20) == 0) {
        close();
      } else if (dice == 99 && watch.closed) {
        abandonRunning();
      } else {
        worker(random.nextInt(40));
      }
    }

    private void add() {
      String name = "r" + names++;
      int size = 1 + random.nextInt(random.nextInt(8) == 0 ? 12 : 4);
      int limit = random.nextBoolean() ? 0 : 1 + random.nextInt(20);
      last = "add " + name + " of " + size + ", limit " + limit;
      Item item = bench.item(name, size, limit);
      watch.arrives(name, size, item);
      bench.add(item);
    }

    private void ask() {
      String name = "w" + names++;
      boolean session = random.nextInt(10) > 0;
      double wait = session && random.nextInt(4) > 0 ? 1 + random.nextInt(60) : 0;
      last = (session ? "ask " : "classic ask ") + name + ", wait " + wait;
      Poll poll = bench.poll(name, wait, session);
      watch.hands.put(name, new Hand(name, poll, bench.now + Math.round(wait * 1e9)));
      bench.ask(poll);
    }

    private void passTime() {
      long next = bench.queue.nextDeadlineNanos();
      boolean jump = next != Long.MAX_VALUE && random.nextInt(3) == 0;
      if (jump) {
        passTo(next - 1);
        passTo(next);
      } else {
        passTo(bench.now + random.nextInt(20) * ReplayBench.SECOND / 8);
      }
    }

    private void passTo(long time) {
      bench.now = Math.max(bench.now, time);
      last = "time " + bench.now;
      bench.pass(0);
      compare();
      assertThat(watch.deadline()).as("deadline after time passed").isGreaterThan(bench.now);
    }

    private void client() {
      List<Request> all = List.copyOf(watch.requests.values());
      if (all.isEmpty()) {
        return;
      }
      Request some = all.get(random.nextInt(all.size()));
      if (random.nextBoolean()) {
        last = "withdraw " + some.name;
        bench.withdraw(some.item);
      } else {
        last = "client gone " + some.name;
        watch.leaves(some);
        bench.clientGone(some.item);
      }
    }

    /** Mostly what a worker does that is well: a gang needs some luck to start. */
    private void worker(int dice) {
      List<Hand> some = watch.hands.values().stream().filter(h -> dice < 6 || h.busy).toList();
      if (some.isEmpty()) {
        return;
      }
      Hand hand = some.get(random.nextInt(some.size()));
      if (dice < 2) {
        last = "take back " + hand.name;
        bench.takeBack(hand.poll);
      } else if (dice < 4) {
        last = "gone " + hand.name;
        hand.over();
        bench.workerGone(hand.poll);
      } else if (dice == 4) {
        last = "return " + hand.name;
        hand.over();
        bench.giveBack(hand.poll);
      } else if (dice == 5) {
        last = "invalid " + hand.name;
        hand.over();
        bench.invalidReply(hand.poll, "invalid");
      } else if (dice == 6) {
        last = "progress " + hand.name;
        bench.progress(hand.poll, 1, 2, 0);
      } else if (dice < 32 && !hand.ready) {
        last = "ready " + hand.name;
        hand.ready = true;
        bench.ready(hand.poll);
      } else if (dice < 37) {
        last = "reply " + hand.name;
        hand.over();
        bench.succeed(hand.poll, 1);
      } else {
        last = "bad reply " + hand.name;
        hand.over();
        bench.fail(hand.poll, "bad");
      }
    }

    private void close() {
      last = "close";
      watch.closed = true;
      bench.close();
    }

    private void abandonRunning() {
      last = "abandon what runs";
      bench.abandonRunning();
    }

    private void compare() {
      List<String> lines = bench.told();
      story.add(last + (lines.isEmpty() ? "" : " -> " + String.join("; ", lines)));
      watch.follow(lines);
      if (last.startsWith("abandon")) {
        watch.hands.values().stream().filter(h -> h.busy).forEach(Hand::over);
      }
      watch.compare();
    }

    /** The frontend shuts down: nobody is without an answer, whatever is heard after that. */
    @Override
    public void end(SplittableRandom dice) {
      random = dice;
      close();
      compare();
      abandonRunning();
      compare();
      assertThat(bench.queue.running()).isZero();
      assertThat(watch.requests.values()).as("has an answer").allMatch(Request::isOver);
      for (int i = 0; i < LATE_STEPS; i++) {
        act(random.nextInt(100));
        compare();
      }
      started.addAndGet(watch.started);
    }
  }
}
