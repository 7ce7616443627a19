package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.frontend.queue.ClientLink;
import io.plimsoll.frontend.queue.Item;
import io.plimsoll.frontend.queue.Poll;
import io.plimsoll.frontend.queue.QueueRules;
import io.plimsoll.frontend.queue.WorkQueue;
import io.plimsoll.frontend.queue.WorkerLink;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsLogTest {

  private static final long SECOND = 1_000_000_000L;

  private final WorkQueue queue = new WorkQueue("sleep", new QueueRules(0, 0, SECOND, 0), 0);

  @Test
  void lineOfAnIdleQueueNamesNobody() {
    assertThat(StatisticsLog.line(queue.figures().closeLogPeriod()))
        .isEqualTo(
            "queue sleep: waiting 0, running 0, success 0, failure 0, disconnect 0,"
                + " max wait 0.000 s, max run 0.000 s, max total 0.000 s");
  }

  @Test
  void lineNamesNodeAndPodOfTheLongestRunOfThePeriodWithoutControlCharacters() {
    run("pod\n\u001b[2J", "node\u2028a", 2.5);
    assertThat(StatisticsLog.line(queue.figures().closeLogPeriod()))
        .isEqualTo(
            "queue sleep: waiting 0, running 0, success 1, failure 0, disconnect 0,"
                + " max wait 1.500 s, max run 2.500 s, max total 4.000 s,"
                + " longest run on node node a pod pod  [2J");
    run("p2", "n2", 0.5);
    assertThat(StatisticsLog.line(queue.figures().closeLogPeriod()))
        .isEqualTo(
            "queue sleep: waiting 0, running 0, success 2, failure 0, disconnect 0,"
                + " max wait 1.500 s, max run 0.500 s, max total 2.000 s,"
                + " longest run on node n2 pod p2");
  }

  private void run(String pod, String node, double runSeconds) {
    Request request = new Request(1, true, "sleep", List.of(), 0, 0);
    queue.add(new Item(new Nobody(), request, true), 0);
    Poll poll = new Poll(new Nobody(), new WorkRequest(1, true, "sleep", 0, pod, node), true);
    queue.ask(poll, 3 * SECOND / 2);
    queue.reply(
        poll, new Reply(1, pod, node, "", "", 0, 0, runSeconds, 0, null, List.of()), 4 * SECOND);
  }

  /** A client and a worker that need no telling. */
  private static final class Nobody implements ClientLink, WorkerLink {

    @Override
    public void answer(Item item, Reply reply) {}

    @Override
    public void runner(Item item, int runner, Reply reply) {}

    @Override
    public void progress(Item item, Progress progress) {}

    @Override
    public void give(Poll poll, WorkItem item) {}

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
  }
}
