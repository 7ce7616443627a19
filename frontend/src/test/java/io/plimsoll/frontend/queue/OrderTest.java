package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void requestsGoToWorkersInTheOrderTheyArrived() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.add("b");
    bench.add("c");
    bench.ask("w1");
    bench.ask("w2");
    bench.ask("w3");
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets b", "w3 gets c");
  }

  @Test
  void workersAreServedInTheOrderTheyAsked() {
    QueueBench bench = QueueBench.plain();
    bench.park("w1");
    bench.park("w2");
    bench.park("w3");
    bench.add("a");
    bench.add("b");
    bench.add("c");
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets b", "w3 gets c");
  }

  @Test
  void parkedWorkerHasItsItemInTheInstantTheRequestArrives() {
    QueueBench bench = QueueBench.plain();
    bench.park("w1");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.snapshot().workersWaiting()).isEqualTo(1);
    bench.pass(3);
    bench.add("a");
    assertThat(bench.told()).containsExactly("w1 gets a");
    assertThat(bench.snapshot().workersWaiting()).isZero();
    assertThat(bench.snapshot().maxima().waitSeconds()).isZero();
  }

  @Test
  void workerThatDoesNotWaitIsToldThatTheQueueIsEmpty() {
    QueueBench bench = QueueBench.plain();
    bench.ask("w1");
    assertThat(bench.told()).containsExactly("w1 empty");
    assertThat(bench.snapshot().workersWaiting()).isZero();
    bench.add("a");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void clientGetsTheReplyWithTheTimeItsRequestWaited() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.pass(1.25);
    Poll w1 = bench.ask("w1");
    bench.pass(4);
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 1.25");
    assertThat(bench.counts().success()).isEqualTo(1);
    assertThat(bench.snapshot().maxima().totalSeconds()).isEqualTo(1.75);
    assertThat(bench.snapshot().maxima().pod()).isEqualTo("w1");
    assertThat(bench.snapshot().maxima().node()).isEqualTo("node-w1");
  }

  @Test
  void errorRetcodeAndTimeoutEachCountAsFailure() {
    QueueBench bench = QueueBench.plain();
    for (Reply reply :
        new Reply[] {reply("no such file", 0, 0), reply("", 2, 0), reply("", 0, 1.5)}) {
      bench.add("a");
      bench.reply(bench.ask("w1"), reply);
    }
    assertThat(bench.counts().failure()).isEqualTo(3);
    assertThat(bench.counts().success()).isZero();
  }

  private static Reply reply(String error, int retcode, double timeout) {
    return new Reply(7, "p", "n", "", error, timeout, 0, 1, retcode, null, List.of());
  }

  @Test
  void fullQueueRefusesAndNamesItselfAndItsCapacity() {
    QueueBench bench = QueueBench.bounded(2);
    bench.add("a");
    bench.add("b");
    bench.add("c");
    assertThat(bench.told())
        .containsExactly("c failed: Queue 'sleep' is full (capacity 2), waited 0.0");
    assertThat(bench.counts().accepted()).isEqualTo(2);
    assertThat(bench.counts().failure()).isZero();
    assertThat(bench.counts().rejected().get(Rejection.FULL)).isEqualTo(1);
  }

  @Test
  void fullQueueTakesARequestAgainForEachThatLeaves() {
    QueueBench bench = QueueBench.bounded(1);
    Item a = bench.add("a");
    bench.clientGone(a);
    Item b = bench.add("b");
    bench.withdraw(b);
    bench.add("c");
    bench.ask("w1");
    bench.add("d");
    assertThat(bench.told())
        .containsExactly("b failed: withdrawn by the client, waited 0.0", "w1 gets c");
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void capacityIsForWaitingRequestsAndNotForThoseAWorkerTakesAtOnce() {
    QueueBench full = QueueBench.bounded(1);
    full.park("w1");
    full.park("w2");
    full.add("a");
    full.add("b");
    full.add("c");
    assertThat(full.told()).containsExactly("w1 gets a", "w2 gets b");
    assertThat(full.queue.waiting()).isEqualTo(1);
  }

  @Test
  void requestWithRunnersIsRefusedByAWorkQueue() {
    QueueBench bench = QueueBench.plain();
    bench.park("w1");
    bench.add(bench.withRunners("a", 1));
    assertThat(bench.told())
        .containsExactly(
            "a failed: Runners: 'sleep' is a work queue and has no runners, waited 0.0");
    assertThat(bench.counts().rejected().get(Rejection.RUNNERS)).isEqualTo(1);
    assertThat(bench.snapshot().workersWaiting()).isEqualTo(1);
  }

  @Test
  void workersAreListedWithWhatTheyDoAndSinceWhen() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.ask("w1");
    bench.pass(2);
    bench.park("w2");
    bench.pass(3);
    List<WorkerInfo> workers = new ArrayList<>();
    bench.queue.figures().forEachWorker(bench.now, workers::add);
    assertThat(workers)
        .containsExactlyInAnyOrder(
            new WorkerInfo("sleep", "10.0.0.1:4711", "w1", "node-w1", true, 5 * QueueBench.SECOND),
            new WorkerInfo(
                "sleep", "10.0.0.1:4711", "w2", "node-w2", false, 3 * QueueBench.SECOND));
  }
}
