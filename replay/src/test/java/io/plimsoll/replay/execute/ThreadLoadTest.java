package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadLoadTest {

  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final int MOST_SAMPLES = 40;

  private static ThreadLoad ofThisThread() {
    assumeTrue(Files.exists(Path.of("/proc/thread-self/schedstat")), "only Linux tells");
    ThreadLoad load = new ThreadLoad();
    load.addCurrentThread();
    assertThat(load.busiest(System.nanoTime())).isZero();
    return load;
  }

  @Test
  void threadThatAlwaysHasSomethingToDoIsBusyAlsoWhileItIsKeptWaitingForAProcessor() {
    ThreadLoad load = ofThisThread();
    // A thread that the virtual machine stops is not busy meanwhile: one sample must be without.
    double busiest = 0;
    for (int sample = 0; sample < MOST_SAMPLES && busiest < 0.95; sample++) {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < SAMPLE_NANOS) {
        Thread.onSpinWait();
      }
      busiest = load.busiest(System.nanoTime());
    }
    assertThat(busiest).isBetween(0.95, 1.0);
  }

  @Test
  void threadThatWaitsIsNotBusy() {
    ThreadLoad load = ofThisThread();
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < SAMPLE_NANOS) {
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
    assertThat(load.busiest(System.nanoTime())).isLessThan(0.95);
  }

  @Test
  void busiestOfSeveralThreadsCounts() throws InterruptedException {
    ThreadLoad load = ofThisThread();
    Thread other = new Thread(load::addCurrentThread);
    other.start();
    other.join();
    assertThat(load.copy().busiest(System.nanoTime())).isZero();
    // The other has ended: it tells nothing any more, and is not busy.
    load.busiest(System.nanoTime());
    LockSupport.parkNanos(SAMPLE_NANOS);
    assertThat(load.busiest(System.nanoTime())).isBetween(0.0, 0.95);
  }
}
