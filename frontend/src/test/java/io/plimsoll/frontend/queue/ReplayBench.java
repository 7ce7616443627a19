package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A replay queue with a clock that is moved by hand, and what its clients and workers are told, as
 * text. After every step the counters must add up.
 */
final class ReplayBench {

  static final long SECOND = 1_000_000_000L;

  /** How long loading may take. */
  static final long READY = 60 * SECOND;

  /** Grace after an item's limit. */
  static final long GRACE = 10 * SECOND;

  final ReplayQueue queue;

  /** Starts below zero and soon crosses it, as the clock of a machine may. */
  long now = -2 * SECOND;

  private final List<String> told = new ArrayList<>();
  private final ClientLink client = new Client();

  ReplayBench(ReplayRules rules) {
    queue = new ReplayQueue("replay", rules, MessageWriter::result, now);
  }

  static ReplayBench plain() {
    return bounded(0);
  }

  static ReplayBench bounded(int capacity) {
    return new ReplayBench(new ReplayRules(capacity, GRACE, READY));
  }

  /** What was told since the last call. */
  List<String> told() {
    List<String> lines = List.copyOf(told);
    told.clear();
    return lines;
  }

  Item item(String name, int runners, double limitSeconds) {
    Request request = new Request(1, true, "replay", List.of(name), limitSeconds, runners);
    return new Item(client, request, true);
  }

  Item add(String name, int runners) {
    return add(item(name, runners, 0));
  }

  Item add(Item item) {
    queue.add(item, now);
    balance();
    return item;
  }

  Poll poll(String pod, double waitSeconds, boolean session) {
    WorkRequest request = new WorkRequest(7, session, "replay", waitSeconds, pod, "n-" + pod);
    return new Poll(new RecordingWorker(pod, told), request, session);
  }

  Poll ask(Poll poll) {
    queue.ask(poll, now);
    balance();
    return poll;
  }

  /** A session worker asks and waits for ten minutes. */
  Poll park(String pod) {
    return ask(poll(pod, 600, true));
  }

  List<Poll> park(String... pods) {
    return List.of(pods).stream().map(this::park).toList();
  }

  void ready(Poll poll) {
    queue.ready(poll, now);
    balance();
  }

  /** Workers that have loaded and, with the last of them, started. */
  List<Poll> started(List<Poll> polls) {
    polls.forEach(this::ready);
    told();
    return polls;
  }

  void succeed(Poll poll, double runSeconds) {
    reply(poll, ok(poll, runSeconds));
  }

  void fail(Poll poll, String error) {
    reply(poll, Reply.error(7, poll.request().pod(), poll.request().node(), error));
  }

  void reply(Poll poll, Reply reply) {
    queue.reply(poll, reply, now);
    balance();
  }

  static Reply ok(Poll poll, double runSeconds) {
    WorkRequest worker = poll.request();
    RawJson report = RawJson.of("{\"total\":5}");
    return new Reply(
        7, worker.pod(), worker.node(), "", "", 0, 0, runSeconds, 0, report, List.of());
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

  void progress(Poll poll, long done, long total, long failed) {
    queue.progress(poll, new Progress(7, Phase.RUNNING, done, total, failed), now);
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

  private static String outcome(Reply reply) {
    return reply.failed() ? "failed: " + reply.error() : "ok " + reply.runSeconds();
  }

  private final class Client implements ClientLink {

    @Override
    public void answer(Item item, Reply reply) {
      assertThat(reply.failed() || !reply.node().isEmpty()).as("node of a success").isTrue();
      String result = reply.result() == null ? "" : ", " + reply.result();
      told.add(
          name(item)
              + " answered "
              + outcome(reply)
              + ", waited "
              + reply.waitSeconds()
              + result.replace('"', '\''));
    }

    @Override
    public void runner(Item item, int runner, Reply reply) {
      assertThat(reply.id()).isIn(7L, Message.NO_ID);
      told.add(name(item) + " runner " + runner + " " + outcome(reply));
    }

    @Override
    public void progress(Item item, Progress progress) {
      String failed = progress.failed() > 0 ? " failed " + progress.failed() : "";
      String phase = progress.phase().name().toLowerCase(Locale.ROOT);
      told.add(name(item) + " " + phase + " " + progress.done() + "/" + progress.total() + failed);
    }
  }
}
