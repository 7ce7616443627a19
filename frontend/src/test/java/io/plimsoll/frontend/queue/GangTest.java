package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay from its items to its answer. */
class GangTest {

  private final ReplayBench bench = ReplayBench.plain();

  private List<Poll> loading(double limitSeconds) {
    List<Poll> polls = bench.park("w1", "w2", "w3");
    bench.add(bench.item("a", 3, limitSeconds));
    bench.told();
    return polls;
  }

  @Test
  void runnersStartTogetherWhenTheLastOneIsReady() {
    List<Poll> polls = loading(0);
    bench.pass(2);
    bench.ready(polls.get(2));
    bench.ready(polls.get(2));
    bench.ready(polls.get(0));
    assertThat(bench.told()).containsExactly("a loading 1/3");
    bench.ready(polls.get(1));
    assertThat(bench.told()).containsExactly("w1 go", "w2 go", "w3 go", "a running 0/0");
  }

  @Test
  void eachReplyIsPassedOnAsItComesAndTheAnswerCounts() {
    List<Poll> polls = bench.started(loading(0));
    bench.succeed(polls.get(1), 4);
    assertThat(bench.told()).containsExactly("a runner 1 ok 4.0");
    assertThat(bench.snapshot().running()).isEqualTo(2);
    bench.succeed(polls.get(0), 9);
    bench.succeed(polls.get(2), 5);
    assertThat(bench.told())
        .containsExactly(
            "a runner 0 ok 9.0",
            "a runner 2 ok 5.0",
            "a answered ok 9.0, waited 0.0, {'runners':3,'succeeded':3,'failed':0,'errors':[]}");
    assertThat(bench.snapshot().counts().success()).isEqualTo(3);
    assertThat(bench.queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void runnerThatFailsLeavesTheOthersRunningAndIsNamedInTheAnswer() {
    List<Poll> polls = bench.started(loading(0));
    bench.workerGone(polls.get(2));
    assertThat(bench.told())
        .containsExactly("a runner 2 failed: pod 'w3' on node 'n-w3' vanished before it replied");
    bench.reply(polls.get(0), new Reply(7, "w1", "n", "", "", 0, 0, 1, 3, null, List.of()));
    bench.succeed(polls.get(1), 2);
    assertThat(bench.told())
        .containsExactly(
            "a runner 0 failed: ",
            "a runner 1 ok 2.0",
            "a answered failed: 2 of 3 runners failed: runner 0 (pod 'w1', node 'n'): exit code 3;"
                + " runner 2 (pod 'w3', node 'n-w3'): pod 'w3' on node 'n-w3' vanished before it"
                + " replied, waited 0.0, {'runners':3,'succeeded':1,'failed':2,'errors':["
                + "{'runner':0,'pod':'w1','node':'n','error':'exit code 3'},"
                + "{'runner':2,'pod':'w3','node':'n-w3',"
                + "'error':'pod 'w3' on node 'n-w3' vanished before it replied'}]}");
    assertThat(bench.snapshot().counts().success()).isEqualTo(1);
    assertThat(bench.snapshot().counts().failure()).isEqualTo(2);
  }

  @Test
  void errorBeforeTheStartCancelsTheOthersAndIsTheAnswer() {
    List<Poll> polls = loading(0);
    bench.ready(polls.get(0));
    bench.told();
    bench.fail(polls.get(1), "no such profile");
    assertThat(bench.told())
        .containsExactly(
            "w1 cancel",
            "w3 cancel",
            "a answered failed: runner 1 of 3 failed before the start: pod 'w2' on node 'n-w2':"
                + " no such profile, waited 0.0");
    assertThat(bench.snapshot().counts().failure()).isEqualTo(3);
    assertThat(bench.snapshot().running()).isEqualTo(2);
    assertThat(bench.snapshot().abandoned()).isEqualTo(2);
    bench.ready(polls.get(2));
    bench.fail(polls.get(0), "cancelled");
    bench.fail(polls.get(2), "cancelled");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.snapshot().running()).isZero();
  }

  @Test
  void workerThatVanishesBeforeTheStartIsTheAnswer() {
    List<Poll> polls = loading(0);
    bench.workerGone(polls.get(0));
    assertThat(bench.told())
        .containsExactly(
            "w2 cancel",
            "w3 cancel",
            "a answered failed: runner 0 of 3 failed before the start: "
                + "pod 'w1' on node 'n-w1' vanished before it replied, waited 0.0");
  }

  @Test
  void whatIsNoReplyBeforeTheStartIsTheAnswer() {
    List<Poll> polls = loading(0);
    bench.invalidReply(polls.get(0), "message: not JSON");
    assertThat(bench.told())
        .contains(
            "a answered failed: runner 0 of 3 failed before the start: "
                + "invalid reply from pod 'w1' on node 'n-w1': message: not JSON, waited 0.0");
  }

  @Test
  void replyOfAWorkerThatDidNotWaitForTheStartIsAnError() {
    List<Poll> polls = loading(0);
    bench.succeed(polls.get(0), 1);
    assertThat(bench.told())
        .contains(
            "a answered failed: runner 0 of 3 failed before the start: "
                + "pod 'w1' on node 'n-w1' replied before it was told to start, waited 0.0");
  }

  @Test
  void partitionThatIsReturnedBeforeTheStartEndsTheReplay() {
    List<Poll> polls = loading(0);
    bench.giveBack(polls.get(1));
    assertThat(bench.told())
        .containsExactly(
            "w1 cancel",
            "w3 cancel",
            "a answered failed: runner 1 of 3 failed before the start: "
                + "pod 'w2' on node 'n-w2' returned its partition, waited 0.0");
  }

  @Test
  void partitionThatIsReturnedAfterTheStartIsAFailedRunner() {
    List<Poll> polls = bench.started(loading(0));
    bench.giveBack(polls.get(1));
    assertThat(bench.told())
        .containsExactly("a runner 1 failed: pod 'w2' on node 'n-w2' returned its partition");
    assertThat(bench.snapshot().running()).isEqualTo(2);
  }

  @Test
  void workerThatIsNotReadyInTimeEndsTheReplay() {
    List<Poll> polls = loading(0);
    bench.ready(polls.get(0));
    bench.ready(polls.get(2));
    bench.pass(59);
    bench.told();
    bench.pass(1);
    assertThat(bench.told())
        .containsExactly(
            "w2 overdue",
            "w1 cancel",
            "w3 cancel",
            "a answered failed: runner 1 of 3 failed before the start: "
                + "pod 'w2' on node 'n-w2' was not ready within 60.0 s, waited 0.0");
    bench.fail(polls.get(1), "cancelled");
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void limitRunsFromTheStartAndHasTheGraceOfWorkItems() {
    List<Poll> polls = loading(5);
    bench.pass(50);
    bench.started(polls);
    bench.succeed(polls.get(0), 1);
    bench.told();
    bench.pass(14.9);
    assertThat(bench.told()).isEmpty();
    bench.succeed(polls.get(1), 14);
    bench.pass(0.1);
    assertThat(bench.told())
        .containsExactly(
            "a runner 1 ok 14.0",
            "w3 overdue",
            "a runner 2 failed: pod 'w3' on node 'n-w3' did not reply within the limit of 5.0 s"
                + " and 10 s of grace",
            "a answered failed: 1 of 3 runners failed: runner 2 (pod 'w3', node 'n-w3'): pod 'w3'"
                + " on node 'n-w3' did not reply within the limit of 5.0 s and 10 s of grace,"
                + " waited 0.0, {'runners':3,'succeeded':2,'failed':1,'errors':[{'runner':2,"
                + "'pod':'w3','node':'n-w3','error':'pod 'w3' on node 'n-w3' did not reply within"
                + " the limit of 5.0 s and 10 s of grace'}]}");
  }

  @Test
  void withdrawnReplayIsAnsweredAtOnceAndItsWorkersAreBusyUntilTheyHaveReplied() {
    for (boolean started : new boolean[] {false, true}) {
      ReplayBench bench = ReplayBench.plain();
      List<Poll> polls = bench.park("w1", "w2");
      Item a = bench.add("a", 2);
      if (started) {
        bench.started(polls);
      }
      bench.told();
      bench.withdraw(a);
      assertThat(bench.told())
          .containsExactly(
              "w1 cancel", "w2 cancel", "a answered failed: withdrawn by the client, waited 0.0");
      bench.withdraw(a);
      bench.clientGone(a);
      assertThat(bench.snapshot().running()).isEqualTo(2);
      bench.succeed(polls.get(0), 1);
      bench.workerGone(polls.get(1));
      assertThat(bench.told()).isEmpty();
      assertThat(bench.snapshot().running()).isZero();
      assertThat(bench.snapshot().counts().failure()).isEqualTo(2);
    }
  }

  @Test
  void runnersThatRepliedBeforeTheClientWentAreCountedAsTheyWere() {
    List<Poll> polls = bench.park("w1", "w2", "w3");
    Item a = bench.add("a", 3);
    bench.started(polls);
    bench.succeed(polls.get(0), 1);
    bench.told();
    bench.clientGone(a);
    assertThat(bench.told()).containsExactly("w2 cancel", "w3 cancel");
    QueueSnapshot.Counts counts = bench.snapshot().counts();
    assertThat(counts.success()).isEqualTo(1);
    assertThat(counts.disconnect()).isEqualTo(2);
    bench.progress(polls.get(1), 1, 2, 0);
    bench.fail(polls.get(1), "cancelled");
    assertThat(bench.told()).isEmpty();
    assertThat(bench.snapshot().running()).isEqualTo(1);
  }

  @Test
  void progressIsTheSumOverAllRunnersAtMostOnceASecond() {
    List<Poll> polls = loading(0);
    bench.progress(polls.get(0), 7, 9, 0);
    bench.started(polls);
    bench.progress(polls.get(0), 1, 10, 0);
    bench.progress(polls.get(1), 2, 20, 1);
    assertThat(bench.told()).isEmpty();
    bench.pass(1);
    assertThat(bench.told()).containsExactly("a running 3/30 failed 1");
    bench.progress(polls.get(0), 5, 10, 2);
    bench.pass(0.5);
    bench.progress(polls.get(2), 0, 30, 0);
    bench.pass(0.5);
    assertThat(bench.told()).containsExactly("a running 7/60 failed 3");
    bench.pass(5);
    assertThat(bench.told()).isEmpty();
    bench.progress(polls.get(2), 1, 30, 0);
    assertThat(bench.told()).containsExactly("a running 8/60 failed 3");
  }

  @Test
  void sumOfTheLargestCountsStillFitsTheWire() {
    List<Poll> polls = bench.started(loading(0));
    polls.forEach(poll -> bench.progress(poll, (1L << 53) - 1, 0, 0));
    bench.pass(1);
    assertThat(bench.told()).containsExactly("a running 9007199254740991/0");
  }

  @Test
  void queueThatClosesLetsRunnersLoadAndFinishUntilTheyTakeTooLong() {
    List<Poll> polls = loading(0);
    bench.close();
    bench.started(polls);
    bench.succeed(polls.get(0), 1);
    assertThat(bench.told()).containsExactly("a runner 0 ok 1.0");
    bench.pass(30);
    bench.abandonRunning();
    assertThat(bench.told())
        .containsExactly("w2 cancel", "w3 cancel", "a answered failed: too slow, waited 0.0");
    assertThat(bench.snapshot().running()).isZero();
    assertThat(bench.snapshot().abandoned()).isZero();
    bench.succeed(polls.get(1), 1);
    assertThat(bench.told()).isEmpty();
  }

  @Test
  void replyWithoutAnItemIsRejected() {
    Poll parked = bench.park("w1");
    bench.succeed(parked, 1);
    List<Poll> polls = bench.park("w2", "w3");
    bench.add("a", 2);
    bench.started(polls);
    bench.succeed(polls.get(0), 1);
    bench.told();
    bench.succeed(polls.get(0), 1);
    bench.ready(polls.get(0));
    assertThat(bench.told()).containsExactly("w2 rejected: Id: 7: reply without an item");
  }

  @Test
  void answerNamesFiveFailedRunnersAndTheLongTextsOfNone() {
    List<String> pods = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pods.add("w" + i);
    }
    List<Poll> polls = bench.park(pods.toArray(String[]::new));
    bench.add("a", 8);
    bench.started(polls);
    for (Poll poll : polls) {
      bench.fail(poll, "x".repeat(10_000));
    }
    List<String> told = bench.told();
    assertThat(told.get(told.size() - 1))
        .startsWith(
            "a answered failed: 8 of 8 runners failed: runner 0 (pod 'w0', node 'n-w0'): xx")
        .contains("runner 4 (pod", "; and 3 more")
        .doesNotContain("x".repeat(201))
        .hasSizeLessThan(4_000);
  }

  @Test
  void resultThatIsTooDeepForAMessageToTheClientIsDroppedAndNamed() {
    Poll w1 = bench.park("w1");
    List<Reply> passedOn = new ArrayList<>();
    Item item =
        new Item(
            new ClientLink() {
              @Override
              public void answer(Item item, Reply reply) {}

              @Override
              public void runner(Item item, int runner, Reply reply) {
                passedOn.add(reply);
              }

              @Override
              public void progress(Item item, io.plimsoll.protocol.Progress progress) {}
            },
            bench.item("a", 1, 0).request(),
            true);
    for (int levels : new int[] {13, 14}) {
      bench.add(item);
      bench.started(List.of(w1));
      String deep = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
      bench.reply(w1, ReplayBench.ok(w1, 1).cutTo("", RawJson.of(deep), List.of()));
      w1 = bench.park("w1");
      item = new Item(item.client(), item.request(), true);
    }
    assertThat(passedOn.get(0).result()).isNotNull();
    assertThat(passedOn.get(1).result()).isNull();
    assertThat(passedOn.get(1).truncated()).containsExactly("Result");
  }
}
