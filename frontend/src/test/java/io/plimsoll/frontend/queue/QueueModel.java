package io.plimsoll.frontend.queue;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a queue is to do, in the plainest way: lists that are searched from end to end, and one rule
 * that brings items and workers together. Tells what it does as {@link QueueBench} does.
 */
final class QueueModel {

  private final QueueRules rules;
  private final List<Job> jobs = new ArrayList<>();
  private final List<Hand> hands = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  private int arrivals;
  private boolean closed;
  private boolean hadSession;
  private boolean hadClassic;
  long accepted;
  long success;
  long failure;
  long disconnect;
  final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
  long handedOut;
  long replies;

  QueueModel(QueueRules rules) {
    this.rules = rules;
    for (Rejection reason : Rejection.values()) {
      rejected.put(reason, 0L);
    }
  }

  @Nullable Job add(String name, long limitNanos, boolean isShort, long now) {
    Job job = new Job(name, limitNanos, isShort, arrivals++, now);
    boolean taken = parked().anyMatch(hand -> fits(job, hand));
    if (closed) {
      return refuse(job, Rejection.CLOSED);
    } else if (!isShort && hadClassic && !hadSession) {
      return refuse(job, Rejection.TOO_LARGE);
    } else if (!taken && rules.capacity() > 0 && waiting() >= rules.capacity()) {
      return refuse(job, Rejection.FULL);
    }
    accepted++;
    jobs.add(job);
    match(now);
    return job;
  }

  private @Nullable Job refuse(Job job, Rejection why) {
    rejected.merge(why, 1L, Long::sum);
    told.add(job.name + " failed" + waited(0));
    return null;
  }

  Hand ask(String name, boolean session, long waitNanos, long now) {
    Hand hand = new Hand(name, session, now + waitNanos);
    hadSession |= session;
    hadClassic |= !session;
    if (!hadSession) {
      jobs.stream()
          .filter(j -> j.stage == Job.Stage.WAITING && !j.isShort)
          .forEach(j -> fail(j, now));
    }
    hand.since = now;
    hands.add(hand);
    match(now);
    if (hand.doing == Hand.Doing.PARKED && (waitNanos == 0 || (closed && !session))) {
      empty(hand);
    }
    return hand;
  }

  /** The one rule: the oldest item that some parked worker can take goes to the oldest of those. */
  private void match(long now) {
    Comparator<Job> age = Comparator.comparingInt(j -> j.arrival);
    for (Job job : jobs.stream().filter(j -> j.stage == Job.Stage.WAITING).sorted(age).toList()) {
      Hand hand = parked().filter(h -> fits(job, h)).findFirst().orElse(null);
      if (hand != null) {
        job.stage = Job.Stage.RUNNING;
        job.waitedNanos += now - job.waitsSince;
        job.tries++;
        hand.doing = Hand.Doing.AT_WORK;
        hand.job = job;
        hand.since = now;
        hand.deadline =
            job.limitNanos == 0 ? Long.MAX_VALUE : now + job.limitNanos + rules.graceNanos();
        handedOut++;
        told.add(hand.name + " gets " + job.name);
      }
    }
  }

  void takeBack(Hand hand) {
    if (hand.doing == Hand.Doing.PARKED) {
      empty(hand);
    }
  }

  void giveBack(Hand hand, long now) {
    Job job = handIn(hand, "Return");
    if (job != null && !settle(job)) {
      job.tries--;
      job.waitsSince = hand.since;
      job.stage = Job.Stage.WAITING;
      if (closed) {
        fail(job, now);
      } else {
        match(now);
      }
    }
  }

  void reply(Hand hand, boolean good) {
    Job job = handIn(hand, "reply");
    if (job != null) {
      replies++;
      if (!settle(job)) {
        job.stage = Job.Stage.OVER;
        success += good ? 1 : 0;
        failure += good ? 0 : 1;
        told.add(job.name + (good ? " ok" : " failed") + waited(job.waitedNanos));
      }
    }
  }

  private @Nullable Job handIn(Hand hand, String what) {
    boolean wrong = hand.doing == Hand.Doing.PARKED || hand.doing == Hand.Doing.OVER;
    Job job = hand.doing == Hand.Doing.AT_WORK ? hand.job : null;
    hand.doing = Hand.Doing.OVER;
    if (wrong) {
      told.add(hand.name + " rejected: " + what);
    }
    return job;
  }

  void workerGone(Hand hand, boolean invalid, long now) {
    boolean atWork = hand.doing == Hand.Doing.AT_WORK;
    hand.doing = Hand.Doing.OVER;
    if (atWork) {
      lose(hand, !invalid, now);
    }
  }

  private void lose(Hand hand, boolean mayRetry, long now) {
    Job job = requireNonNull(hand.job);
    if (settle(job)) {
      return;
    }
    if (mayRetry && job.tries <= rules.redeliver() && !closed) {
      job.stage = Job.Stage.WAITING;
      job.waitsSince = now;
      match(now);
    } else {
      fail(job, now);
    }
  }

  void clientGone(Job job) {
    if (job.stage == Job.Stage.WAITING || job.stage == Job.Stage.RUNNING) {
      disconnect++;
      stop(job);
    }
  }

  void withdraw(Job job, long now) {
    if (job.stage == Job.Stage.WAITING) {
      fail(job, now);
    } else if (job.stage == Job.Stage.RUNNING) {
      stop(job);
      failure++;
      told.add(job.name + " failed" + waited(job.waitedNanos));
    }
  }

  private void stop(Job job) {
    boolean runs = job.stage == Job.Stage.RUNNING;
    job.stage = runs ? Job.Stage.ABANDONED : Job.Stage.OVER;
    atWork().filter(h -> h.job == job).forEach(h -> told.add(h.name + " cancel"));
  }

  void progress(Hand hand) {
    if (hand.doing == Hand.Doing.AT_WORK
        && hand.job != null
        && hand.job.stage == Job.Stage.RUNNING) {
      told.add(hand.job.name + " progress 0");
    }
  }

  /** Ends what is due, the earliest first; deadlines are unique. */
  void expire(long now) {
    Hand due;
    while ((due = active().filter(h -> h.deadline <= now).min(byDeadline()).orElse(null)) != null) {
      if (due.doing == Hand.Doing.PARKED) {
        empty(due);
      } else {
        due.doing = Hand.Doing.OVERDUE;
        told.add(due.name + " overdue");
        lose(due, true, now);
      }
    }
  }

  void close(long now) {
    closed = true;
    jobs.stream().filter(j -> j.stage == Job.Stage.WAITING).forEach(j -> fail(j, now));
    parked().filter(hand -> !hand.session).toList().forEach(this::empty);
  }

  void abandonRunning(long now) {
    for (Hand hand : atWork().toList()) {
      hand.doing = Hand.Doing.OVERDUE;
      Job job = requireNonNull(hand.job);
      if (!settle(job)) {
        fail(job, now);
      }
    }
  }

  long nextDeadline() {
    return active().mapToLong(h -> h.deadline).min().orElse(Long.MAX_VALUE);
  }

  int waiting() {
    return (int) jobs.stream().filter(j -> j.stage == Job.Stage.WAITING).count();
  }

  int running() {
    return (int) atWork().count();
  }

  int abandoned() {
    return (int) jobs.stream().filter(j -> j.stage == Job.Stage.ABANDONED).count();
  }

  int workersWaiting() {
    return (int) parked().count();
  }

  /** Who is parked or at work, and for how long. */
  Stream<String> workers(long now) {
    return Stream.concat(parked(), atWork())
        .map(h -> h.name + " " + (h.doing == Hand.Doing.AT_WORK) + " " + (now - h.since));
  }

  /** Drops what is over, so that long schedules stay fast. */
  void tidy() {
    jobs.removeIf(j -> j.stage == Job.Stage.OVER);
    hands.removeIf(h -> h.doing == Hand.Doing.OVER);
  }

  private void fail(Job job, long now) {
    long waited = job.waitedNanos + (job.stage == Job.Stage.WAITING ? now - job.waitsSince : 0);
    job.stage = Job.Stage.OVER;
    failure++;
    told.add(job.name + " failed" + waited(waited));
  }

  private static boolean settle(Job job) {
    boolean abandoned = job.stage == Job.Stage.ABANDONED;
    if (abandoned) {
      job.stage = Job.Stage.OVER;
    }
    return abandoned;
  }

  private void empty(Hand hand) {
    hand.doing = Hand.Doing.OVER;
    told.add(hand.name + " empty");
  }

  private static boolean fits(Job job, Hand hand) {
    return job.isShort || hand.session;
  }

  private Stream<Hand> parked() {
    return hands.stream().filter(h -> h.doing == Hand.Doing.PARKED);
  }

  private Stream<Hand> atWork() {
    return hands.stream().filter(h -> h.doing == Hand.Doing.AT_WORK);
  }

  private Stream<Hand> active() {
    return hands.stream()
        .filter(h -> h.doing == Hand.Doing.PARKED || h.doing == Hand.Doing.AT_WORK);
  }

  private static Comparator<Hand> byDeadline() {
    return Comparator.comparingLong(h -> h.deadline);
  }

  private static String waited(long nanos) {
    return ", waited " + nanos / 1e9;
  }
}
