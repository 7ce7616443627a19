package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue with a clock that is moved by hand, and what its clients and workers are told, as text.
 * After every step the counters must add up.
 */
final class QueueBench {

  static final long SECOND = 1_000_000_000L;

  /** Grace after an item's limit. */
  static final long GRACE = 10 * SECOND;

  final WorkQueue queue;

  /** Starts below zero and soon crosses it, as the clock of a machine may. */
  long now = -2 * SECOND;

  private final List<String> told = new ArrayList<>();
  private final ClientLink client = new Client();

  QueueBench(QueueRules rules) {
    queue = new WorkQueue("sleep", rules, now);
  }

  /** A queue without a bound that does not redeliver. */
  static QueueBench plain() {
    return new QueueBench(new QueueRules(0, 0, GRACE, 0));
  }

  static QueueBench redelivering(int times) {
    return new QueueBench(new QueueRules(0, times, GRACE, 0));
  }

  static QueueBench bounded(int capacity) {
    return new QueueBench(new QueueRules(capacity, 0, GRACE, 0));
  }

  static QueueBench classicWait(double seconds) {
    return new QueueBench(new QueueRules(0, 0, GRACE, Math.round(seconds * SECOND)));
  }

  /** What was told since the last call. */
  List<String> told() {
    List<String> lines = List.copyOf(told);
    told.clear();
    return lines;
  }

  Item item(String name) {
    return item(name, 0);
  }

  Item item(String name, double limitSeconds) {
    return item(name, limitSeconds, true);
  }

  /** Too long for a classic worker. */
  Item longItem(String name) {
    return item(name, 0, false);
  }

  Item item(String name, double limitSeconds, boolean fitsClassic) {
    Request request = new Request(Message.NO_ID, false, "sleep", List.of(name), limitSeconds, 0);
    return new Item(client, request, fitsClassic);
  }

  Item withRunners(String name, int runners) {
    Request request = new Request(1, true, "sleep", List.of(name), 0, runners);
    return new Item(client, request, true);
  }

  Poll poll(String pod, double waitSeconds) {
    return poll(pod, waitSeconds, true);
  }

  Poll classic(String pod) {
    return poll(pod, 0, false);
  }

  Poll poll(String pod, double waitSeconds, boolean session) {
    WorkRequest request = new WorkRequest(7, session, "sleep", waitSeconds, pod, "node-" + pod);
    return new Poll(new RecordingWorker(pod, told), request, session);
  }

  Item add(Item item) {
    queue.add(item, now);
    balance();
    return item;
  }

  Item add(String name) {
    return add(item(name));
  }

  Poll ask(Poll poll) {
    queue.ask(poll, now);
    balance();
    return poll;
  }

  /** A session worker asks and does not wait. */
  Poll ask(String pod) {
    return ask(poll(pod, 0));
  }

  /** A session worker asks and waits for a minute. */
  Poll park(String pod) {
    return ask(poll(pod, 60));
  }

  Poll askClassic(String pod) {
    return ask(classic(pod));
  }

  void succeed(Poll poll) {
    reply(poll, ok(poll, 0.5));
  }

  void reply(Poll poll, Reply reply) {
    queue.reply(poll, reply, now);
    balance();
  }

  /** A worker's reply after a run that went well. */
  static Reply ok(Poll poll, double runSeconds) {
    WorkRequest worker = poll.request();
    return new Reply(7, worker.pod(), worker.node(), "", "", 0, 0, runSeconds, 0, null, List.of());
  }

  void giveBack(Poll poll) {
    queue.giveBack(poll, now);
    balance();
  }

  void takeBack(Poll poll) {
    queue.takeBack(poll, now);
    balance();
  }

  void workerGone(Poll poll) {
    queue.workerGone(poll, now);
    balance();
  }

  void invalidReply(Poll poll, String why) {
    queue.invalidReply(poll, why, now);
    balance();
  }

  void withdraw(Item item) {
    queue.withdraw(item, now);
    balance();
  }

  void clientGone(Item item) {
    queue.clientGone(item, now);
    balance();
  }

  void progress(Poll poll, int done) {
    queue.progress(poll, new Progress(7, Phase.RUNNING, done, 0, 0), now);
    balance();
  }

  void close() {
    queue.close("closed", now);
    balance();
  }

  void abandonRunning() {
    queue.abandonRunning("too slow", now);
    balance();
  }

  /** Lets time pass; what is due in it is not looked at before its end. */
  void pass(double seconds) {
    now += Math.round(seconds * SECOND);
    queue.expire(now);
    balance();
  }

  QueueSnapshot snapshot() {
    return queue.figures().sinceLog();
  }

  QueueSnapshot.Counts counts() {
    return snapshot().counts();
  }

  /** Accepted = success + failure + disconnect + waiting + running, less the abandoned. */
  private void balance() {
    QueueSnapshot s = snapshot();
    QueueSnapshot.Counts c = s.counts();
    assertThat(c.success() + c.failure() + c.disconnect() + s.waiting() + s.running())
        .as("accounts of %s", s)
        .isEqualTo(c.accepted() + s.abandoned());
  }

  private static String name(Item item) {
    return item.request().args().get(0);
  }

  private final class Client implements ClientLink {

    @Override
    public void answer(Item item, Reply reply) {
      String outcome = reply.failed() ? "failed: " + reply.error() : "ok";
      told.add(name(item) + " " + outcome + ", waited " + reply.waitSeconds());
    }

    @Override
    public void runner(Item item, int runner, Reply reply) {
      throw new AssertionError("a work queue has no runners");
    }

    @Override
    public void progress(Item item, Progress progress) {
      told.add(name(item) + " progress " + progress.done());
    }
  }
}
