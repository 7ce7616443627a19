package io.plimsoll.client.load;

import static io.plimsoll.client.testing.FakeFrontend.failure;
import static io.plimsoll.client.testing.FakeFrontend.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  @Test
  void raisingParallelismStartsMoreAtOnce() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    assertThat(load.load().setParallelism(7).join()).isEqualTo(7);
    peer.objects(6);
    assertThat(load.snapshot().load().outstanding()).isEqualTo(7);
  }

  @Test
  void loweringParallelismLetsRunningRequestsFinish() {
    load.parallelism = 5;
    load.start();
    Peer peer = frontend.accept();
    Deque<String> running = new ArrayDeque<>(peer.objects(5));
    load.load().setParallelism(2).join();
    assertThat(load.snapshot().load().outstanding()).isEqualTo(5);
    for (int left = 4; left >= 2; left--) {
      peer.write(success(running.remove()));
      int outstanding = left;
      int succeeded = 5 - left;
      Snapshot now = load.await(s -> s.period().succeeded() == succeeded);
      assertThat(now.load().outstanding()).isEqualTo(outstanding);
      assertThat(now.load().startedTotal()).isEqualTo(5);
    }
    peer.write(success(running.remove()));
    peer.object();
    assertThat(load.snapshot().load().outstanding()).isEqualTo(2);
  }

  @Test
  void parallelismZeroPausesAndMoreResumes() {
    load.parallelism = 2;
    load.start();
    Peer peer = frontend.accept();
    Deque<String> running = new ArrayDeque<>(peer.objects(2));
    load.load().setParallelism(0).join();
    peer.write(success(running.remove()) + success(running.remove()));
    Snapshot paused = load.await(now -> now.period().succeeded() == 2);
    assertThat(paused.load().outstanding()).isZero();
    assertThat(paused.load().startedTotal()).isEqualTo(2);
    load.load().setParallelism(3).join();
    peer.objects(3);
    assertThat(load.snapshot().load().outstanding()).isEqualTo(3);
  }

  @Test
  void parallelismOutOfRangeGoesToTheNearestEnd() {
    load.start();
    assertThat(load.load().setParallelism(1000).join()).isEqualTo(10);
    assertThat(load.load().setParallelism(-1).join()).isZero();
  }

  @Test
  void settingParallelismBeginsANewPeriod() {
    load.start();
    Peer peer = frontend.accept();
    peer.write(success(peer.object()));
    load.await(now -> now.period().succeeded() == 1);
    load.load().setParallelism(2).join();
    assertThat(load.snapshot().period().succeeded()).isZero();
    assertThat(load.snapshot().load().succeededTotal()).isEqualTo(1);
  }

  @Test
  void resetsUnderFullLoadLoseNoReply() {
    AtomicLong sent = new AtomicLong();
    AtomicLong sentFailures = new AtomicLong();
    frontend.answering(
        request -> {
          if (sent.incrementAndGet() % 3 == 0) {
            sentFailures.incrementAndGet();
            return failure(request, "every third");
          }
          return success(request);
        });
    load.parallelism = 10;
    load.connections = 4;
    load.requests = 20_000;
    load.start();
    long succeeded = 0;
    long failed = 0;
    long started = 0;
    int periods = 0;
    while (!load.load().ended().isDone()) {
      Period last = load.load().reset(ForkJoinPool.commonPool()).join().period();
      succeeded += last.succeeded();
      failed += last.failed();
      started += last.started();
      periods++;
    }
    Period last = load.load().reset(ForkJoinPool.commonPool()).join().period();
    succeeded += last.succeeded();
    failed += last.failed();
    started += last.started();
    assertThat(started).isEqualTo(20_000);
    assertThat(failed).isEqualTo(sentFailures.get());
    assertThat(succeeded + failed).isEqualTo(sent.get()).isEqualTo(20_000);
    assertThat(periods).isGreaterThan(2);
  }

  @Test
  void replyCountsInThePeriodInWhichItComes() {
    load.start();
    Peer peer = frontend.accept();
    String request = peer.object();
    assertThat(load.load().reset(ForkJoinPool.commonPool()).join().period().started()).isEqualTo(1);
    peer.write(success(request));
    Period period = load.await(now -> now.period().succeeded() == 1).period();
    assertThat(period.waitSeconds().count()).isEqualTo(1);
  }

  @Test
  void requestsEndsWhenAllAreAnswered() {
    load.parallelism = 2;
    load.requests = 3;
    load.start();
    Peer peer = frontend.accept();
    for (String request : peer.objects(2)) {
      peer.write(success(request));
    }
    String last = peer.object();
    load.await(now -> now.period().succeeded() == 2);
    assertThat(load.load().ended()).isNotDone();
    peer.write(success(last));
    assertThat(load.outcome().failure()).isNull();
    assertThat(load.outcome().statistics().load().startedTotal()).isEqualTo(3);
    assertThat(peer.isClosedByClient()).isTrue();
  }

  @Test
  void durationStopsStartingAndWaitsForWhatRuns() {
    load.duration = Duration.ofMillis(100);
    load.delay = Duration.ofSeconds(1000);
    load.parallelism = 2;
    load.start();
    Peer peer = frontend.accept();
    Deque<String> running = new ArrayDeque<>(peer.objects(2));
    Snapshot late = load.await(now -> now.period().seconds() > 0.2);
    assertThat(late.load().outstanding()).isEqualTo(2);
    assertThat(load.load().ended()).isNotDone();
    peer.write(success(running.remove()) + success(running.remove()));
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(2);
  }

  @Test
  void stopEndsAtOnceWhileTheFrontendIsSilent() {
    load.parallelism = 3;
    load.start();
    frontend.accept().objects(3);
    load.load().stop();
    Outcome outcome = load.outcome();
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.statistics().load().outstanding()).isEqualTo(3);
  }

  @Test
  void openModelShowsAStallInItsTimes() {
    load.ratePerSecond = 1000;
    load.maxParallelism = 1;
    load.requests = 50;
    load.start();
    Peer peer = frontend.accept();
    String stalled = peer.object();
    load.await(now -> now.period().seconds() > 0.3);
    peer.write(success(stalled));
    for (int i = 1; i < 50; i++) {
      peer.write(success(peer.object()));
    }
    Timing total = load.outcome().statistics().period().totalSeconds();
    // All were due within the first 50 ms, so all but a few had to wait out the stall.
    assertThat(total.count()).isEqualTo(50);
    assertThat(total.min()).isGreaterThan(0.2);
  }

  @Test
  void openModelKeepsItsRateWhateverComesBack() {
    load.ratePerSecond = 200;
    load.maxParallelism = 1000;
    load.requests = 100;
    load.start();
    Peer peer = frontend.accept();
    long begin = System.nanoTime();
    peer.objects(100);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(seconds).isBetween(0.4, 5.0);
    assertThat(load.snapshot().load().outstanding()).isEqualTo(100);
  }

  @Test
  void rateZeroGoesBackToTheClosedModel() {
    load.ratePerSecond = 0.001;
    load.parallelism = 2;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    assertThat(load.snapshot().load().model()).isEqualTo(Model.OPEN);
    assertThat(load.load().setRate(0).join()).isZero();
    peer.object();
    assertThat(load.snapshot().load().model()).isEqualTo(Model.CLOSED);
    assertThat(load.snapshot().load().outstanding()).isEqualTo(2);
  }

  @Test
  void hundredThousandAreOutstandingAtOnceAndAllAreAnswered() {
    load.parallelism = Shape.MOST_PARALLEL;
    load.maxParallelism = Shape.MOST_PARALLEL;
    load.requests = Shape.MOST_PARALLEL;
    load.start();
    Peer peer = frontend.accept();
    Deque<String> running = new ArrayDeque<>(peer.objects(Shape.MOST_PARALLEL));
    assertThat(load.snapshot().load().outstanding()).isEqualTo(Shape.MOST_PARALLEL);
    StringBuilder replies = new StringBuilder();
    while (!running.isEmpty()) {
      replies.append(success(running.remove()));
      if (replies.length() > 60_000 || running.isEmpty()) {
        peer.write(replies.toString());
        replies.setLength(0);
      }
    }
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(Shape.MOST_PARALLEL);
  }
}
