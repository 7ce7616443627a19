package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.ReplayCounts;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One replay: a request and its runners, which start together. Each runner is an item of its own
 * whose client is this gang; the gang tells the request's client.
 */
final class Gang implements ClientLink {

  /** A {@code Result} within a reply within a message: two levels are not its own. */
  private static final int RESULT_NESTING = Limits.NESTING - 2;

  private final Item request;
  private final Function<ReplayCounts, RawJson> toJson;
  private final List<Item> runners;
  private final GangProgress progress;
  private final GangFailures failures = new GangFailures();
  private Phase phase = Phase.GATHERING;
  private boolean over;
  private int ready;
  private int ended;
  private @Nullable Reply longest;
  private double timeoutSeconds;

  /** When {@link ProgressFeed} told of this gang last. */
  long toldNanos;

  /** How many workers its client was told of. */
  int toldWorkers;

  Gang(Item request, Function<ReplayCounts, RawJson> toJson) {
    this.request = request;
    this.toJson = toJson;
    Request asked = request.request();
    int size = size(asked);
    runners = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Item runner = new Item(this, asked, true);
      runner.gang = this;
      runner.runner = i;
      runners.add(runner);
    }
    request.gang = this;
    progress = new GangProgress(size);
  }

  /** How many runners a request asks for; it need not say so if it is one. */
  static int size(Request request) {
    return Math.max(1, request.runners());
  }

  List<Item> runners() {
    return runners;
  }

  int size() {
    return runners.size();
  }

  Phase phase() {
    return phase;
  }

  /** Whether the request is answered, or its client has gone. */
  boolean isOver() {
    return over;
  }

  /** Items are out. */
  void loading() {
    phase = Phase.LOADING;
  }

  /** One runner more is ready. Returns whether all are. */
  boolean ready() {
    ready++;
    return ready == size();
  }

  /** Every runner has been told to start. */
  void running() {
    phase = Phase.RUNNING;
  }

  /** Nobody is to be told anything any more. */
  void forget() {
    over = true;
  }

  /** The answer, when it is an error of the whole gang. */
  void refuse(Reply error) {
    over = true;
    request.client().answer(request, error);
  }

  // What its runners tell

  /** A runner has replied or is lost: passed on, and after the last one summed up. */
  @Override
  public void answer(Item runner, Reply reply) {
    if (over) {
      return;
    }
    Reply whole = shallow(reply);
    request.client().runner(request, runner.runner, whole);
    if (reply.failed()) {
      failures.add(runner.runner, reply);
    }
    if (longest == null || reply.runSeconds() > longest.runSeconds()) {
      longest = reply;
    }
    timeoutSeconds = Math.max(timeoutSeconds, reply.timeoutSeconds());
    if (++ended == size()) {
      over = true;
      request.client().answer(request, summary(longest));
    }
  }

  @Override
  public void runner(Item item, int runner, Reply reply) {
    throw new IllegalStateException("a runner has no runners");
  }

  @Override
  public void progress(Item runner, Progress told) {
    progress.of(runner.runner, told);
  }

  /** How far it is, in its phase. */
  void tell(int workersThere) {
    toldWorkers = workersThere;
    Progress now =
        switch (phase) {
          case GATHERING -> counted(Math.min(workersThere, size()));
          case LOADING -> counted(ready);
          case RUNNING -> progress.sum();
        };
    request.client().progress(request, now);
  }

  private Progress counted(int done) {
    return new Progress(Reply.NO_ID, phase, done, size(), 0);
  }

  private Reply summary(Reply slowest) {
    int failed = failures.count();
    return new Reply(
        Reply.NO_ID,
        slowest.pod(),
        slowest.node(),
        slowest.device(),
        failed == 0 ? "" : failures.text(size()),
        timeoutSeconds,
        slowest.waitSeconds(),
        slowest.runSeconds(),
        failed == 0 ? 0 : Reply.ERROR_RETCODE,
        toJson.apply(new ReplayCounts(size(), size() - failed, failed, failures.list())),
        List.of());
  }

  /** Within a message to the client a reply is one level deeper than in the worker's. */
  private static Reply shallow(Reply reply) {
    RawJson result = reply.result();
    if (result == null || result.nesting() <= RESULT_NESTING) {
      return reply;
    }
    List<String> cut = new ArrayList<>(reply.truncated());
    cut.add("Result");
    return reply.cutTo(reply.error(), null, cut);
  }
}
