package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosingQueueTest {

  @Test
  void waitingRequestsAreAnsweredAndNewOnesRefused() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.add(bench.longItem("long"));
    bench.pass(2);
    bench.close();
    assertThat(bench.told())
        .containsExactly("a failed: closed, waited 2.0", "long failed: closed, waited 2.0");
    assertThat(bench.counts().failure()).isEqualTo(2);
    bench.add("b");
    assertThat(bench.told()).containsExactly("b failed: closed, waited 0.0");
    assertThat(bench.counts().accepted()).isEqualTo(2);
    assertThat(bench.counts().rejected().get(Rejection.CLOSED)).isEqualTo(1);
  }

  @Test
  void runningItemMayStillFinish() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    Poll w1 = bench.ask("w1");
    bench.close();
    bench.succeed(w1);
    assertThat(bench.told()).containsExactly("w1 gets a", "a ok, waited 0.0");
    assertThat(bench.counts().success()).isEqualTo(1);
  }

  @Test
  void whatStillRunsAfterTheDrainTimeoutIsAnswered() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.item("a", 1));
    Item b = bench.add("b");
    Poll w1 = bench.ask("w1");
    bench.ask("w2");
    bench.clientGone(b);
    bench.close();
    bench.told();
    bench.abandonRunning();
    assertThat(bench.told()).containsExactly("a failed: too slow, waited 0.0");
    assertThat(bench.queue.running()).isZero();
    assertThat(bench.snapshot().abandoned()).isZero();
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    bench.succeed(w1);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void parkedWorkerIsLeftAloneAndGetsNothingMore() {
    QueueBench bench = QueueBench.plain();
    bench.park("w1");
    bench.close();
    bench.add("a");
    assertThat(bench.told()).containsExactly("a failed: closed, waited 0.0");
    bench.pass(60);
    assertThat(bench.told()).containsExactly("w1 empty");
  }

  @Test
  void queueThatIsClosedTwiceAnswersNobodyTwice() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.close();
    bench.told();
    bench.close();
    bench.abandonRunning();
    assertThat(bench.told()).isEmpty();
  }
}
