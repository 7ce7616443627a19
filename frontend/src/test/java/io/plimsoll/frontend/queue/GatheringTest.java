package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay until its items are out. */
class GatheringTest {

  private final ReplayBench bench = ReplayBench.plain();

  @Test
  void replayWaitsUntilAsManyWorkersAreThereAsItHasRunners() {
    bench.add("a", 3);
    bench.pass(5);
    bench.park("w1", "w2");
    assertThat(bench.told()).containsExactly("a gathering 0/3", "a gathering 1/3");
    assertThat(bench.snapshot().waiting()).isEqualTo(3);
    bench.park("w3");
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a 0 of 3", "w2 gets a 1 of 3", "w3 gets a 2 of 3", "a loading 0/3");
    assertThat(bench.snapshot().waiting()).isZero();
    assertThat(bench.snapshot().running()).isEqualTo(3);
    assertThat(bench.snapshot().workersWaiting()).isZero();
  }

  @Test
  void replayWhoseWorkersAreThereStartsLoadingAtOnce() {
    bench.park("w1", "w2", "w3");
    bench.add("a", 2);
    assertThat(bench.told())
        .containsExactly("w1 gets a 0 of 2", "w2 gets a 1 of 2", "a loading 0/2");
    assertThat(bench.snapshot().workersWaiting()).isEqualTo(1);
  }

  @Test
  void clientIsToldHowManyWorkersAreThereAtMostEveryTwoSecondsAndTheLastChangeAlways() {
    bench.add("a", 5);
    assertThat(bench.told()).containsExactly("a gathering 0/5");
    bench.pass(1);
    bench.park("w1", "w2");
    assertThat(bench.told()).isEmpty();
    bench.pass(0.9);
    assertThat(bench.told()).isEmpty();
    bench.pass(0.1);
    assertThat(bench.told()).containsExactly("a gathering 2/5");
    bench.pass(100);
    assertThat(bench.told()).isEmpty();
    Poll w3 = bench.park("w3");
    bench.workerGone(w3);
    assertThat(bench.told()).containsExactly("a gathering 3/5");
    bench.pass(2);
    assertThat(bench.told()).containsExactly("a gathering 2/5");
  }

  @Test
  void clientIsToldThatAWorkerIsGoneWhichRepliedOrReturnedWithoutAnItem() {
    bench.add("a", 5);
    List<Poll> polls = bench.park("w1", "w2", "w3");
    bench.pass(2);
    assertThat(bench.told()).containsExactly("a gathering 0/5", "a gathering 3/5");
    bench.giveBack(polls.get(0));
    bench.pass(2);
    assertThat(bench.told())
        .containsExactly("w1 rejected: Id: 7: Return without an item", "a gathering 2/5");
    bench.succeed(polls.get(1), 1);
    bench.pass(2);
    assertThat(bench.told())
        .containsExactly("w2 rejected: Id: 7: reply without an item", "a gathering 1/5");
  }

  @Test
  void twoReplaysDoNotTakeHalfOfEachOthersWorkers() {
    bench.add("a", 3);
    bench.add("b", 2);
    bench.told();
    bench.park("w1", "w2");
    bench.pass(2);
    assertThat(bench.told()).containsExactly("a gathering 2/3");
    bench.park("w3", "w4", "w5");
    assertThat(bench.told())
        .containsExactly(
            "w1 gets a 0 of 3",
            "w2 gets a 1 of 3",
            "w3 gets a 2 of 3",
            "a loading 0/3",
            "b gathering 1/2",
            "w4 gets b 0 of 2",
            "w5 gets b 1 of 2",
            "b loading 0/2");
  }

  @Test
  void smallReplayBehindALargeOneStartsWhenTheLargeOneIsWithdrawn() {
    Item large = bench.add("large", 5);
    bench.add("small", 2);
    bench.park("w1", "w2", "w3");
    bench.told();
    bench.withdraw(large);
    assertThat(bench.told())
        .containsExactly(
            "large answered failed: withdrawn by the client, waited 0.0",
            "w1 gets small 0 of 2",
            "w2 gets small 1 of 2",
            "small loading 0/2");
    assertThat(bench.snapshot().counts().failure()).isEqualTo(5);
  }

  @Test
  void smallReplayBehindALargeOneStartsWhenTheClientOfTheLargeOneHasGone() {
    Item large = bench.add("large", 5);
    bench.add("small", 1);
    bench.park("w1");
    bench.told();
    bench.clientGone(large);
    assertThat(bench.told()).containsExactly("w1 gets small 0 of 1", "small loading 0/1");
    assertThat(bench.snapshot().counts().disconnect()).isEqualTo(5);
  }

  @Test
  void requestWithoutRunnersHasOneAlsoOfAClassicClient() {
    Item classic = bench.item("a", 0, 0);
    bench.add(classic);
    Request asked = new Request(Message.NO_ID, false, "replay", List.of("b"), 0, 0);
    bench.add(new Item(classic.client(), asked, true));
    assertThat(bench.snapshot().waiting()).isEqualTo(2);
    bench.told();
    bench.park("w1");
    assertThat(bench.told()).contains("w1 gets a 0 of 1");
    bench.park("w2");
    assertThat(bench.told()).contains("w2 gets b 0 of 1");
  }

  @Test
  void classicWorkerIsToldThatItIsOfNoUse() {
    bench.add("a", 1);
    bench.told();
    bench.ask(bench.poll("w1", 0, false));
    assertThat(bench.told())
        .containsExactly(
            "w1 nothing: Queue 'replay' is a replay queue (expected: a worker that speaks sessions)");
    assertThat(bench.snapshot().waiting()).isEqualTo(1);
  }

  @Test
  void workerThatDoesNotWaitIsTakenOnlyIfItCompletesAGang() {
    bench.ask(bench.poll("w0", 0, true));
    bench.add("a", 2);
    bench.ask(bench.poll("w1", 0, true));
    bench.park("w2");
    bench.told();
    bench.ask(bench.poll("w3", 0, true));
    assertThat(bench.told())
        .containsExactly("w2 gets a 0 of 2", "w3 gets a 1 of 2", "a loading 0/2");
  }

  @Test
  void workerThatTookItsRequestBackOrWhoseWaitIsOverDoesNotCount() {
    bench.add("a", 2);
    Poll w1 = bench.park("w1");
    bench.takeBack(w1);
    bench.ask(bench.poll("w2", 5, true));
    bench.told();
    bench.pass(5);
    assertThat(bench.told()).containsExactly("w2 empty", "a gathering 0/2");
    bench.park("w3");
    assertThat(bench.snapshot().waiting()).isEqualTo(2);
  }

  @Test
  void capacityCountsRequestsHoweverManyRunnersTheyHave() {
    ReplayBench full = ReplayBench.bounded(1);
    full.add("a", 8);
    full.add("b", 1);
    assertThat(full.told())
        .containsExactly(
            "a gathering 0/8",
            "b answered failed: Queue 'replay' is full (capacity 1), waited 0.0");
    assertThat(full.snapshot().counts().rejected()).containsEntry(Rejection.FULL, 1L);
    assertThat(full.snapshot().counts().accepted()).isEqualTo(8);
  }

  @Test
  void queueThatClosesAnswersWhatWaitsAndRefusesWhatComes() {
    bench.park("w1");
    bench.add("a", 2);
    bench.add("b", 1);
    bench.pass(3);
    bench.told();
    bench.close();
    bench.add("c", 1);
    assertThat(bench.told())
        .containsExactly(
            "a answered failed: closed, waited 3.0",
            "b answered failed: closed, waited 3.0",
            "c answered failed: closed, waited 0.0");
    assertThat(bench.snapshot().workersWaiting()).isEqualTo(1);
  }

  @Test
  void waitEndsWhenTheItemsGoOut() {
    bench.add("a", 2);
    bench.pass(4);
    List<Poll> polls = bench.park("w1", "w2");
    bench.pass(7);
    bench.started(polls);
    bench.succeed(polls.get(0), 1);
    bench.succeed(polls.get(1), 2);
    assertThat(bench.told())
        .contains(
            "a answered ok 2.0, waited 4.0, "
                + "{'runners':2,'succeeded':2,'failed':0,'errors':[]}");
    assertThat(bench.snapshot().maxima().waitSeconds()).isEqualTo(4);
  }
}
