package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixedWorkersTest {

  private static final String TOO_LONG =
      " failed: request too long for the workers of queue 'sleep', which are all classic"
          + " (expected: a work item of at most 1024 bytes), waited ";

  @Test
  void longItemIsPassedOverByAClassicWorkerAndKeepsItsPlace() {
    QueueBench bench = QueueBench.plain();
    bench.ask("s0");
    bench.add(bench.longItem("long"));
    bench.add("a");
    bench.add("b");
    bench.told();
    bench.askClassic("c1");
    bench.ask("s1");
    bench.ask("s2");
    assertThat(bench.told()).containsExactly("c1 gets a", "s1 gets long", "s2 gets b");
  }

  @Test
  void classicWorkerIsToldEmptyWhenOnlyLongItemsWait() {
    QueueBench bench = QueueBench.plain();
    bench.ask("s0");
    bench.add(bench.longItem("long"));
    bench.told();
    bench.askClassic("c1");
    assertThat(bench.told()).containsExactly("c1 empty");
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void longItemGoesToTheSessionWorkerThoughAClassicOneHasWaitedLonger() {
    QueueBench bench = QueueBench.classicWait(60);
    bench.askClassic("c1");
    bench.park("s1");
    bench.add(bench.longItem("long"));
    bench.add("a");
    assertThat(bench.told()).containsExactly("s1 gets long", "c1 gets a");
  }

  @Test
  void shortItemsGoToWhicheverKindOfWorkerHasWaitedLongest() {
    QueueBench bench = QueueBench.classicWait(60);
    bench.park("s1");
    bench.askClassic("c1");
    bench.park("s2");
    bench.add("a");
    bench.add("b");
    bench.add("c");
    assertThat(bench.told()).containsExactly("s1 gets a", "c1 gets b", "s2 gets c");
  }

  @Test
  void longItemIsRefusedByAQueueThatHasOnlyEverHadClassicWorkers() {
    QueueBench bench = QueueBench.plain();
    bench.askClassic("c1");
    bench.told();
    bench.add(bench.longItem("long"));
    assertThat(bench.told()).containsExactly("long" + TOO_LONG + "0.0");
    assertThat(bench.counts().accepted()).isZero();
    assertThat(bench.counts().rejected().get(Rejection.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void longItemMayWaitInAQueueThatHasHadNoWorkerYet() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.longItem("long"));
    assertThat(bench.told()).isEmpty();
    bench.ask("s1");
    assertThat(bench.told()).containsExactly("s1 gets long");
  }

  @Test
  void longItemsThatWaitFailWhenTheFirstWorkerTurnsOutToBeClassic() {
    QueueBench bench = QueueBench.plain();
    bench.add(bench.longItem("long1"));
    bench.add("a");
    bench.add(bench.longItem("long2"));
    bench.pass(1);
    bench.askClassic("c1");
    assertThat(bench.told())
        .containsExactly("long1" + TOO_LONG + "1.0", "long2" + TOO_LONG + "1.0", "c1 gets a");
    assertThat(bench.counts().failure()).isEqualTo(2);
    assertThat(bench.counts().rejected().get(Rejection.TOO_LARGE)).isZero();
  }

  @Test
  void longItemIsTakenOnceASessionWorkerHasBeenThere() {
    QueueBench bench = QueueBench.plain();
    bench.askClassic("c1");
    bench.ask("s1");
    bench.askClassic("c2");
    bench.told();
    bench.add(bench.longItem("long"));
    bench.askClassic("c3");
    assertThat(bench.told()).containsExactly("c3 empty");
    assertThat(bench.queue.waiting()).isEqualTo(1);
  }

  @Test
  void returnedLongItemKeepsItsPlaceAmongShortOnes() {
    QueueBench bench = QueueBench.plain();
    bench.add("a");
    bench.add(bench.longItem("long"));
    bench.add("b");
    bench.ask("s1");
    Poll s2 = bench.ask("s2");
    bench.giveBack(s2);
    bench.told();
    bench.askClassic("c1");
    bench.ask("s3");
    assertThat(bench.told()).containsExactly("c1 gets b", "s3 gets long");
  }
}
