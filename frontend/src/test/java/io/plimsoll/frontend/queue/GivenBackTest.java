package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivenBackTest {

  @Test
  void returnedItemGoesToTheHeadOfTheQueue() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.add("b");
    bench.giveBack(bench.ask("w1"));
    bench.ask("w2");
    bench.ask("w3");
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a", "w3 gets b");
  }

  @Test
  void severalReturnedItemsKeepTheOrderOfTheirArrival() {
    QueueBench bench = QueueBench.plain();
    Poll p1 = bench.park("w1");
    for (String name : new String[] {"a", "b", "c", "d", "e"}) {
      bench.add(name);
    }
    Poll p2 = bench.ask("w2");
    Poll p3 = bench.ask("w3");
    bench.told();
    bench.giveBack(p2);
    bench.giveBack(p3);
    bench.giveBack(p1);
    for (int i = 0; i < 5; i++) {
      bench.ask("v");
    }
    assertThat(bench.told())
        .containsExactly("v gets a", "v gets b", "v gets c", "v gets d", "v gets e");
  }

  @Test
  void returnedItemGoesToAParkedWorkerInTheSameInstant() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.park("w2");
    bench.giveBack(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a");
  }

  @Test
  void waitOfAReturnedItemGoesOnAsIfItHadNeverLeftTheQueue() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.pass(1);
    Poll w1 = bench.ask("w1");
    bench.pass(2);
    bench.giveBack(w1);
    bench.pass(4);
    bench.succeed(bench.ask("w2"));
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a", "a ok, waited 7.0");
  }

  @Test
  void returnDoesNotSpendARedelivery() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add("a");
    for (int i = 0; i < 10; i++) {
      bench.giveBack(bench.ask("w"));
    }
    bench.told();
    bench.workerGone(bench.ask("w1"));
    assertThat(bench.told()).containsExactly("w1 gets a");
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void returnedItemHasItsWholeLimitAgain() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 5));
    Poll w1 = bench.ask("w1");
    bench.pass(14);
    bench.giveBack(w1);
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    bench.ask("w2");
    bench.pass(14);
    assertThat(bench.told()).containsExactly("w1 gets a", "w2 gets a");
  }

  @Test
  void itemReturnedWhileTheFrontendShutsDownFailsWithItsWholeWait() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.pass(1);
    Poll w1 = bench.ask("w1");
    bench.close();
    bench.pass(2);
    bench.giveBack(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a failed: closed, waited 3.0");
  }

  @Test
  void itemReturnedAfterItsClientHasGoneIsOver() {
    QueueBench bench = QueueBench.plain();
    Item a = bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.clientGone(a);
    bench.giveBack(w1);
    bench.ask("w2");
    assertThat(bench.told()).containsExactly("w1 gets a", "w1 cancel", "w2 empty");
    assertThat(bench.snapshot().abandoned()).isZero();
  }

  @Test
  void overdueItemIsReturnedToNobody() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 1));
    Poll w1 = bench.ask("w1");
    bench.pass(11);
    bench.told();
    bench.giveBack(w1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.queue.waiting()).isZero();
  }

  @Test
  void returnOfWhatWasNeverGivenIsAnError() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.park("w1");
    bench.giveBack(w1);
    assertThat(bench.told()).containsExactly("w1 rejected: Id: 7: Return without an item");
    assertThat(bench.snapshot().workersWaiting()).isZero();
    bench.pass(100);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void replyToAParkedPollIsAnErrorAndEndsThePoll() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.park("w1");
    bench.succeed(w1);
    bench.add("a");
    assertThat(bench.told()).containsExactly("w1 rejected: Id: 7: reply without an item");
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void parkedPollThatIsTakenBackIsAnsweredEmpty() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.park("w1");
    bench.takeBack(w1);
    assertThat(bench.told()).containsExactly("w1 empty");
    bench.takeBack(w1);
    bench.add("a");
    bench.pass(100);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void pollThatHasAnItemCannotBeTakenBack() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.takeBack(w1);
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
    bench.takeBack(w1);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void overduePollThatIsTakenBackStaysOverdue() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 1));
    Poll w1 = bench.ask("w1");
    bench.pass(11);
    bench.told();
    bench.takeBack(w1);
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
  }
}
