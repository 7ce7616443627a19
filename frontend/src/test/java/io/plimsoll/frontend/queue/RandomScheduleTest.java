package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of everything that can happen to a queue, each step compared with {@link
 * QueueModel}: who is told what, the gauges, the counters and the next deadline.
 */
class RandomScheduleTest {

  private static final int SCHEDULES = 1500;
  private static final int STEPS = 120;

  /** After the end. */
  private static final int LATE_STEPS = 20;

  /**
   * Everything happens at multiples of this, and each deadline lies at a distance of its own from
   * one: which of two comes first when both are due is nobody's promise.
   */
  private static final long TICK = 1_000_000;

  private record PairOfJobs(Item item, Job job) {}

  private record PairOfHands(Poll poll, Hand hand) {}

  @Test
  void everyRequestIsAnsweredOnceAndAllFiguresAreTrueAfterEveryStep() {
    new Schedules(STEPS, Schedule::new).run(SCHEDULES);
  }

  private static final class Schedule implements Schedules.Schedule {
    private final QueueRules rules;
    private final QueueBench bench;
    private final QueueModel model;
    private final boolean onlyClassic;
    private final boolean busy;
    private final List<PairOfJobs> items = new ArrayList<>();
    private final List<PairOfHands> polls = new ArrayList<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private SplittableRandom random;
    private int names;
    private int unique;
    private boolean closed;
    private String last = "start";

    Schedule(long seed) {
      random = new SplittableRandom(seed);
      rules =
          new QueueRules(
              random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
              random.nextInt(3),
              TICK * (1 + random.nextInt(2)),
              random.nextBoolean() ? 0 : TICK * (1 + random.nextInt(3)));
      bench = new QueueBench(rules);
      // Soon to be zero: the clock of a machine may cross it.
      bench.now = -TICK * random.nextInt(STEPS);
      model = new QueueModel(rules);
      onlyClassic = random.nextInt(6) == 0;
      busy = random.nextBoolean();
      story.add(rules + (onlyClassic ? ", only classic workers" : ""));
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
      if (random.nextInt(20) == 0) {
        model.tidy();
        items.removeIf(i -> i.job.stage == Job.Stage.OVER && random.nextInt(4) > 0);
        polls.removeIf(p -> p.hand.doing == Hand.Doing.OVER && random.nextInt(4) > 0);
      }
    }

    private void act(int dice) {
      last = "nothing";
      if (dice < (busy ? 30 : 18)) {
        add();
      } else if (dice < 48) {
        ask();
      } else if (dice < 60) {
        passTime();
      } else if (dice < 70 && !items.isEmpty()) {
        PairOfJobs some = items.get(random.nextInt(items.size()));
        if (dice < 65) {
          last = "client gone " + some.job.name;
          left.add(some.job.name);
          bench.clientGone(some.item);
          model.clientGone(some.job);
        } else {
          last = "withdraw " + some.job.name;
          bench.withdraw(some.item);
          model.withdraw(some.job, bench.now);
        }
      } else if (dice < 99 && !polls.isEmpty()) {
        worker(dice, polls.get(random.nextInt(polls.size())));
      } else if (dice == 99 && random.nextInt(10) == 0) {
        close();
      } else if (dice == 99 && closed) {
        abandonRunning();
      }
    }

    private void close() {
      last = "close";
      closed = true;
      bench.close();
      model.close(bench.now);
    }

    private void abandonRunning() {
      last = "abandon what runs";
      bench.abandonRunning();
      model.abandonRunning(bench.now);
    }

    private void add() {
      String name = "i" + names++;
      long limit = random.nextInt(3) == 0 ? 0 : someTime();
      boolean isShort = random.nextInt(4) > 0;
      last = "add " + (isShort ? "" : "long ") + name + (limit > 0 ? ", limit " + limit : "");
      Item item = bench.add(bench.item(name, limit / 1e9, isShort));
      Job job = model.add(name, limit, isShort, bench.now);
      if (job != null) {
        items.add(new PairOfJobs(item, job));
      }
    }

    private void ask() {
      String name = "w" + names++;
      boolean session = !onlyClassic && random.nextInt(3) > 0;
      long wait = session && random.nextInt(3) > 0 ? someTime() : 0;
      if (!session) {
        wait = rules.classicWaitNanos();
      }
      last = (session ? "ask " : "classic ask ") + name + ", wait " + wait;
      Poll poll = bench.ask(bench.poll(name, session ? wait / 1e9 : 0, session));
      polls.add(new PairOfHands(poll, model.ask(name, session, wait, bench.now)));
    }

    private void worker(int dice, PairOfHands some) {
      Poll poll = some.poll;
      Hand hand = some.hand;
      if (dice < 82) {
        boolean good = random.nextInt(4) > 0;
        last = (good ? "reply " : "bad reply ") + hand.name;
        Reply ok = QueueBench.ok(poll, 0.25);
        bench.reply(poll, good ? ok : ok.cutTo("bad", null, List.of()));
        model.reply(hand, good);
      } else if (dice < 87) {
        last = "return " + hand.name;
        bench.giveBack(poll);
        model.giveBack(hand, bench.now);
      } else if (dice < 90) {
        last = "take back " + hand.name;
        bench.takeBack(poll);
        model.takeBack(hand);
      } else if (dice < 94) {
        last = "gone " + hand.name;
        bench.workerGone(poll);
        model.workerGone(hand, false, bench.now);
      } else if (dice < 96) {
        last = "invalid " + hand.name;
        bench.invalidReply(poll, "invalid");
        model.workerGone(hand, true, bench.now);
      } else {
        last = "progress " + hand.name;
        bench.progress(poll, 0);
        model.progress(hand);
      }
    }

    private void passTime() {
      long next = bench.queue.nextDeadlineNanos();
      if (next != Long.MAX_VALUE && random.nextBoolean()) {
        passTo(next - 1);
        passTo(next);
        passTo(Math.floorDiv(next, TICK) * TICK + TICK);
      } else {
        passTo(bench.now + TICK * random.nextInt(4));
      }
    }

    private void passTo(long time) {
      bench.now = Math.max(bench.now, time);
      last = "time " + bench.now;
      bench.pass(0);
      model.expire(bench.now);
      compare();
    }

    private long someTime() {
      return TICK * random.nextInt(5) + ++unique;
    }

    private void compare() {
      List<String> lines = bench.told();
      story.add(last + (lines.isEmpty() ? "" : " -> " + String.join("; ", lines)));
      List<String> told = lines.stream().map(Schedule::brief).sorted().toList();
      assertThat(told).isEqualTo(model.told.stream().sorted().toList());
      model.told.clear();
      for (String line : told) {
        if (line.startsWith("i") && !line.contains("progress")) {
          String name = line.substring(0, line.indexOf(' '));
          answers.merge(name, 1, Integer::sum);
          assertThat(answers.get(name)).as("answers to %s", name).isEqualTo(1);
        }
      }
      compareFigures();
      assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(model.nextDeadline());
    }

    private void compareFigures() {
      QueueSnapshot s = bench.snapshot();
      QueueSnapshot.Counts c = s.counts();
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
                  c.rejected(),
                  last(c.waits()),
                  last(c.runs())))
          .isEqualTo(
              List.of(
                  (long) model.waiting(),
                  (long) model.running(),
                  (long) model.abandoned(),
                  (long) model.workersWaiting(),
                  model.accepted,
                  model.success,
                  model.failure,
                  model.disconnect,
                  model.rejected,
                  model.handedOut,
                  model.replies));
      List<String> workers = new ArrayList<>();
      bench
          .queue
          .figures()
          .forEachWorker(
              bench.now, w -> workers.add(w.pod() + " " + w.running() + " " + w.sinceNanos()));
      assertThat(workers.stream().sorted().toList())
          .isEqualTo(model.workers(bench.now).sorted().toList());
    }

    /**
     * The frontend shuts down: then nobody may be without an answer, and nobody has two, whatever
     * is heard of the peers after that.
     */
    @Override
    public void end(SplittableRandom dice) {
      random = dice;
      close();
      compare();
      abandonRunning();
      compare();
      assertThat(bench.queue.waiting() + bench.queue.running()).isZero();
      long refused = model.rejected.values().stream().mapToLong(n -> n).sum();
      assertThat((long) answers.size()).isEqualTo(model.accepted + refused - model.disconnect);
      for (PairOfJobs pair : items) {
        boolean answered = answers.containsKey(pair.job.name);
        assertThat(answered || left.contains(pair.job.name)).as(pair.job.name).isTrue();
      }
      for (int i = 0; i < LATE_STEPS; i++) {
        act(random.nextInt(100));
        compare();
      }
    }

    private static long last(TimeHistogram.Snapshot histogram) {
      List<TimeHistogram.Bucket> buckets = histogram.buckets();
      return buckets.get(buckets.size() - 1).count();
    }

    /** The text of the bench in the model's words. */
    private static String brief(String line) {
      return line.replaceFirst(" failed: .*, waited ", " failed, waited ")
          .replaceFirst(" rejected: Id: 7: (\\w+) .*", " rejected: $1");
    }
  }
}
