package io.plimsoll.replay.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How busy the threads of a generator are: the share of time in which a thread ran or was kept
 * waiting for a processor. A thread that waits for its sockets is not busy; one that has no time to
 * wait for them is the bottleneck itself.
 *
 * <p>From {@code schedstat} of Linux (Documentation/scheduler/sched-stats): nanoseconds on a
 * processor, nanoseconds ready to run. Where there is none, no thread ever looks busy.
 */
final class ThreadLoad {

  private static final Path THREAD_SELF = Path.of("/proc/thread-self");

  private final List<Path> threads = new CopyOnWriteArrayList<>();
  private List<Long> busyNanos = List.of();
  private long sampledNanos;

  /** From now on the thread that calls this counts. Any thread. */
  void addCurrentThread() {
    try {
      threads.add(THREAD_SELF.toRealPath().resolve("schedstat"));
    } catch (IOException | UnsupportedOperationException noLinux) {
      // Then it cannot be told.
    }
  }

  /** The same threads, for a caller with times of its own. */
  ThreadLoad copy() {
    ThreadLoad copy = new ThreadLoad();
    copy.threads.addAll(threads);
    return copy;
  }

  /**
   * The busiest thread's share of the time since the last call, 0 to 1; 0 at the first call. One
   * thread only.
   */
  double busiest(long nowNanos) {
    List<Long> before = busyNanos;
    long passed = nowNanos - sampledNanos;
    List<Long> now = new ArrayList<>();
    double busiest = 0;
    for (int i = 0; i < threads.size(); i++) {
      now.add(busy(threads.get(i)));
      if (i < before.size() && passed > 0) {
        busiest = Math.max(busiest, (double) (now.get(i) - before.get(i)) / passed);
      }
    }
    busyNanos = now;
    sampledNanos = nowNanos;
    return Math.min(1, busiest);
  }

  private static long busy(Path schedstat) {
    try {
      String[] fields = Files.readString(schedstat).trim().split(" ");
      return Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
    } catch (IOException | RuntimeException notTold) {
      return 0;
    }
  }
}
