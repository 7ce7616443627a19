package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.WorkRequest;
import org.junit.jupiter.api.Test;

class VanishedWorkerTest {

  @Test
  void clientIsToldAtOnceWhichPodAndNodeVanished() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.pass(2);
    Poll w1 = bench.ask("w1");
    bench.pass(5);
    bench.workerGone(w1);
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a",
            "a failed: pod 'w1' on node 'node-w1' vanished before it replied, waited 2.0");
    assertThat(bench.counts().failure()).isEqualTo(1);
  }

  @Test
  void workerThatDoesNotSayWhoItIsIsNamedByItsAddress() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll poll =
        new Poll(
            bench.classic("w1").worker(), new WorkRequest(-1, false, "sleep", 0, "", ""), false);
    bench.ask(poll);
    bench.workerGone(poll);
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a",
            "a failed: worker at 10.0.0.1:4711 vanished before it replied, waited 0.0");
  }

  @Test
  void redeliveryIsTriedAsOftenAsAllowedAndThenTheClientIsTold() {
    QueueBench bench = QueueBench.redelivering(2);
    bench.add("a");
    bench.workerGone(bench.ask("w1"));
    bench.workerGone(bench.ask("w2"));
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a");
    bench.workerGone(bench.ask("w3"));
    assertThat(bench.told())
        .containsExactly(
            "w3 gets a",
            "a failed: pod 'w3' on node 'node-w3' vanished before it replied, waited 0.0");
  }

  @Test
  void redeliveredItemGoesToTheHeadOfTheQueue() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    bench.add("b");
    Poll w1 = bench.ask("w1");
    bench.add("c");
    bench.workerGone(w1);
    bench.ask("w2");
    bench.ask("w3");
    bench.ask("w4");
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a", "w3 gets b", "w4 gets c");
  }

  @Test
  void redeliveredItemThatNeverWaitedGoesToTheHeadOfTheQueueToo() {
    QueueBench bench = QueueBench.redelivering(1);
    Poll w1 = bench.park("w1");
    bench.add("a");
    bench.add("b");
    bench.add("c");
    bench.workerGone(w1);
    bench.ask("w2");
    bench.ask("w3");
    bench.ask("w4");
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a", "w3 gets b", "w4 gets c");
  }

  @Test
  void redeliveredItemGoesToAParkedWorkerInTheSameInstant() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.park("w2");
    bench.workerGone(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a");
  }

  @Test
  void waitOfARedeliveredItemIsTheTimeInTheQueueAndNotThatOfTheLostRun() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    bench.pass(1);
    Poll w1 = bench.ask("w1");
    bench.pass(100);
    bench.workerGone(w1);
    bench.pass(2);
    bench.succeed(bench.ask("w2"));
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a", "a ok, waited 3.0");
    assertThat(bench.snapshot().maxima().waitSeconds()).isEqualTo(3);
  }

  @Test
  void itemWhoseClientHasGoneIsNotRedelivered() {
    QueueBench bench = QueueBench.redelivering(1);
    Item a = bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.clientGone(a);
    bench.workerGone(w1);
    bench.ask("w2");
    assertThat(bench.told()).containsExactly("w1 gets a", "w1 cancel", "w2 empty");
    assertThat(bench.queue.running()).isZero();
    assertThat(bench.counts().disconnect()).isEqualTo(1);
    assertThat(bench.counts().failure()).isZero();
  }

  @Test
  void nothingIsRedeliveredWhileTheFrontendShutsDown() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.close();
    bench.workerGone(w1);
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a",
            "a failed: pod 'w1' on node 'node-w1' vanished before it replied, waited 0.0");
  }

  @Test
  void parkedPollOfAVanishedWorkerGetsNothingAnyMore() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.park("w1");
    bench.workerGone(w1);
    bench.add("a");
    bench.pass(100);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.queue.waiting()).isEqualTo(1);
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void invalidReplyFailsTheItemEvenIfItCouldBeRedelivered() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    bench.invalidReply(bench.ask("w1"), "message: not JSON");
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a",
            "a failed: invalid reply from pod 'w1' on node 'node-w1': message: not JSON,"
                + " waited 0.0");
    assertThat(bench.counts().failure()).isEqualTo(1);
    assertThat(bench.queue.waiting()).isZero();
  }

  @Test
  void invalidReplyOfAnAbandonedItemTellsNobody() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.clientGone(a);
    bench.told();
    bench.invalidReply(w1, "message: not JSON");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.snapshot().abandoned()).isZero();
    assertThat(bench.counts().failure()).isZero();
  }

  @Test
  void workerThatVanishesAfterItsReplyChangesNothing() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.succeed(w1);
    bench.workerGone(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
  }
}
