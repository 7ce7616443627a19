package io.plimsoll.bench.micro;

import io.plimsoll.frontend.queue.ClientLink;
import io.plimsoll.frontend.queue.Item;
import io.plimsoll.frontend.queue.Poll;
import io.plimsoll.frontend.queue.QueueRules;
import io.plimsoll.frontend.queue.WorkQueue;
import io.plimsoll.frontend.queue.WorkerLink;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One job through the pure queue, with others waiting in it, or workers parked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueBenchmark {

  private final Request request = new Request(1, false, "sleep", List.of("0"), 0, 0);
  private final WorkRequest workRequest = new WorkRequest(1, false, "sleep", 30, "p", "n");
  private final Reply reply =
      new Reply(Message.NO_ID, "p", "n", "", "", 0, 0, 0.001, 0, null, List.of());

  private final Links links = new Links();
  private final WorkQueue queue =
      new WorkQueue("sleep", new QueueRules(0, 0, QueueRules.GRACE_NANOS, 0), 0);

  /** Requests that wait all the while; below 0, so many parked workers. */
  @Param({"-10000", "0", "100000"})
  public int waiting;

  private long now;

  /** Fills the queue. */
  @Setup
  public void fill() {
    for (int i = 0; i < waiting; i++) {
      queue.add(item(), now);
    }
    for (int i = 0; i > waiting; i--) {
      queue.ask(poll(), now);
    }
  }

  /** A request comes, a worker asks or has asked, and replies. */
  @Benchmark
  public int job() {
    now += 1_000;
    queue.add(item(), now);
    queue.ask(poll(), now);
    Poll given = links.given;
    if (given == null) {
      throw new IllegalStateException("nothing was handed out");
    }
    queue.reply(given, reply, now);
    return links.answers;
  }

  private Item item() {
    return new Item(links, request, true);
  }

  private Poll poll() {
    return new Poll(links, workRequest, true);
  }

  /** Both ends of the queue. */
  private static final class Links implements ClientLink, WorkerLink {

    private @Nullable Poll given;
    private int answers;

    @Override
    public void give(Poll poll, WorkItem item) {
      given = poll;
    }

    @Override
    public void answer(Item item, Reply reply) {
      answers++;
    }

    @Override
    public void go(Poll poll) {}

    @Override
    public void nothing(Poll poll, boolean empty, String error) {}

    @Override
    public void cancel(Poll poll) {}

    @Override
    public void reject(Poll poll, String error) {}

    @Override
    public void vanished(Poll poll) {}

    @Override
    public String address() {
      return "";
    }

    @Override
    public void runner(Item item, int runner, Reply reply) {}

    @Override
    public void progress(Item item, Progress progress) {}
  }
}
