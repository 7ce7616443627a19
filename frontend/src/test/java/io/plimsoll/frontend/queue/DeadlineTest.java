package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final double NANO = 1e-9;

  @Test
  void parkedPollEndsExactlyWhenItsWaitIsOver() {
    QueueBench bench = QueueBench.plain();
    bench.ask(bench.poll("w1", 5));
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(bench.now + 5 * QueueBench.SECOND);
    bench.pass(5 - NANO);
    assertThat(bench.told()).isEmpty();
    bench.pass(NANO);
    assertThat(bench.told()).containsExactly("w1 empty");
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(bench.snapshot().workersWaiting()).isZero();
  }

  @Test
  void pollsEndInTheOrderOfTheirDeadlinesAndNotOfTheirArrival() {
    QueueBench bench = QueueBench.plain();
    bench.ask(bench.poll("w1", 3));
    bench.ask(bench.poll("w2", 1));
    bench.ask(bench.poll("w3", 2));
    bench.pass(10);
    assertThat(bench.told()).containsExactly("w2 empty", "w3 empty", "w1 empty");
  }

  @Test
  void pollThatGotAnItemDoesNotEndWhenItsWaitIsOver() {
    QueueBench bench = QueueBench.plain();
    Poll w1 = bench.ask(bench.poll("w1", 5));
    bench.add("a");
    bench.pass(1000);
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
  }

  @Test
  void classicPollIsHeldForTheClassicWait() {
    QueueBench bench = QueueBench.classicWait(2);
    bench.askClassic("c1");
    bench.pass(2 - NANO);
    assertThat(bench.told()).isEmpty();
    bench.pass(NANO);
    assertThat(bench.told()).containsExactly("c1 empty");

    bench.askClassic("c2");
    bench.pass(1);
    bench.add("a");
    assertThat(bench.told()).containsExactly("c2 gets a");
  }

  @Test
  void workerThatIsSilentAfterLimitAndGraceIsNamedInTheClientsError() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 2.5));
    bench.pass(1);
    bench.ask("w1");
    assertThat(bench.queue.nextDeadlineNanos())
        .isEqualTo(bench.now + 5 * QueueBench.SECOND / 2 + QueueBench.GRACE);
    bench.pass(12.5 - NANO);
    assertThat(bench.told()).containsExactly("w1 gets a");
    bench.pass(NANO);
    assertThat(bench.told())
        .containsExactly(
            "w1 overdue",
            "a failed: pod 'w1' on node 'node-w1' did not reply within the limit of 2.5 s and"
                + " 10 s of grace, waited 1.0");
    assertThat(bench.queue.running()).isZero();
    assertThat(bench.counts().failure()).isEqualTo(1);
  }

  @Test
  void lateReplyIsThrownAwayAndASecondOneIsAnError() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 1));
    Poll w1 = bench.ask("w1");
    bench.pass(11);
    bench.told();
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.counts().success()).isZero();
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 rejected: Id: 7: reply without an item");
  }

  @Test
  void overdueItemGoesToAnotherWorkerWhenItMay() {
    QueueBench bench = QueueBench.redelivering(1);
    bench.add(bench.item("a", 1));
    Poll w1 = bench.ask("w1");
    bench.park("w2");
    bench.told();
    bench.pass(11);
    assertThat(bench.told()).containsExactly("w1 overdue", "w2 gets a");
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
    assertThat(bench.queue.running()).isEqualTo(1);
  }

  @Test
  void itemWithoutALimitMayRunForEver() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll w1 = bench.ask("w1");
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    bench.pass(1e9);
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
  }

  @Test
  void replyInTimeEndsTheLimit() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 1));
    bench.succeed(bench.ask("w1"));
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    bench.pass(100);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
  }

  @Test
  void longestTimesOfTheProtocolDoNotOverflow() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 3.2e9));
    bench.ask("w1");
    bench.ask(bench.poll("w2", 3.2e9));
    bench.pass(3.1e9);
    assertThat(bench.told()).containsExactly("w1 gets a");
  }
}
