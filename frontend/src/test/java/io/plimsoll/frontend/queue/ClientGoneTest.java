package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientGoneTest {

  @Test
  void requestOfAClientThatLeavesIsRemovedAtOnceAndCountedAsDisconnect() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    bench.add("b");
    bench.clientGone(a);
    assertThat(bench.queue.waiting()).isEqualTo(1);
    assertThat(bench.counts().disconnect()).isEqualTo(1);
    bench.ask("w1");
    assertThat(bench.told()).containsExactly("w1 gets b");
  }

  @Test
  void itemOfAClientThatLeavesIsCancelledAndCountsAsRunningUntilTheWorkerReplies() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.clientGone(a);
    assertThat(bench.told()).containsExactly("w1 gets a", "w1 cancel");
    assertThat(bench.queue.running()).isEqualTo(1);
    assertThat(bench.snapshot().abandoned()).isEqualTo(1);
    assertThat(bench.counts().disconnect()).isEqualTo(1);
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.queue.running()).isZero();
    assertThat(bench.snapshot().abandoned()).isZero();
    assertThat(bench.counts().success()).isZero();
    assertThat(bench.snapshot().maxima().runSeconds()).isEqualTo(0.5);
  }

  @Test
  void withdrawnRequestIsAnsweredWithAnErrorWhileItWaits() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    bench.pass(1.5);
    bench.withdraw(a);
    assertThat(bench.told()).containsExactly("a failed: withdrawn by the client, waited 1.5");
    assertThat(bench.counts().failure()).isEqualTo(1);
    bench.ask("w1");
    assertThat(bench.told()).containsExactly("w1 empty");
  }

  @Test
  void withdrawnRequestIsAnsweredAtOnceWhileItRunsAndItsReplyIsThrownAway() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    bench.pass(1.5);
    Poll w1 = bench.ask("w1");
    bench.pass(2);
    bench.withdraw(a);
    assertThat(bench.told())
        .containsExactly("w1 gets a", "w1 cancel", "a failed: withdrawn by the client, waited 1.5");
    assertThat(bench.queue.running()).isEqualTo(1);
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.counts().failure()).isEqualTo(1);
    assertThat(bench.counts().success()).isZero();
  }

  @Test
  void clientThatWithdrawsAndThenLeavesIsCountedOnce() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    bench.ask("w1");
    bench.withdraw(a);
    bench.told();
    bench.clientGone(a);
    bench.withdraw(a);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.counts().failure()).isEqualTo(1);
    assertThat(bench.counts().disconnect()).isZero();
  }

  @Test
  void clientThatLeavesAfterItsAnswerIsNotADisconnect() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    bench.succeed(bench.ask("w1"));
    bench.told();
    bench.clientGone(a);
    bench.withdraw(a);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.counts().disconnect()).isZero();
    assertThat(bench.counts().success()).isEqualTo(1);
  }

  @Test
  void clientThatLeavesAfterItsRequestWasRefusedIsNotADisconnect() {
    QueueBench bench = QueueBench.bounded(1);
    bench.add("a");
    Item b = bench.add("b");
    bench.told();
    bench.clientGone(b);
    bench.withdraw(b);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.counts().disconnect()).isZero();
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void itemWhoseClientLeftCanStillBeOverdue() {
    QueueBench bench = QueueBench.redelivering(3);
    Item a = bench.add(bench.item("a", 1));
    bench.ask("w1");
    bench.clientGone(a);
    bench.told();
    bench.pass(11);
    assertThat(bench.told()).containsExactly("w1 overdue");
    assertThat(bench.queue.running()).isZero();
    assertThat(bench.snapshot().abandoned()).isZero();
    assertThat(bench.counts().failure()).isZero();
  }

  @Test
  void itemThatWasRedeliveredIsCancelledAtTheWorkerThatHasItNow() {
    QueueBench bench = QueueBench.redelivering(1);
    Item a = bench.add("a");
    bench.workerGone(bench.ask("w1"));
    bench.ask("w2");
    bench.told();
    bench.clientGone(a);
    assertThat(bench.told()).containsExactly("w2 cancel");
  }

  @Test
  void progressReachesTheClientWhileItIsThereAndTheItemRuns() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.told();
    bench.progress(w1, 1);
    assertThat(bench.told()).containsExactly("a progress 1");
    bench.clientGone(a);
    bench.told();
    bench.progress(w1, 2);
    bench.succeed(w1);
    bench.progress(w1, 3);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void progressOfAParkedPollIsIgnored() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.park("w1");
    bench.progress(w1, 1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.snapshot().workersWaiting()).isEqualTo(1);
  }
}
