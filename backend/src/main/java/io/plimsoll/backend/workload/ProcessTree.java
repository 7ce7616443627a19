package io.plimsoll.backend.workload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program with all its descendants, also those whose parents have exited and those in sessions of
 * their own: found by a mark in their environment, and by who started whom while that can be seen.
 *
 * <p>Only a descendant that both empties its environment and outlives its parent can hide.
 */
final class ProcessTree {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);

  /** From SIGTERM to SIGKILL: time to save and clean up. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After SIGKILL, before it is told that something does not die. */
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long MAX_PAUSE_MILLIS = 50;

  /** Looks again so often while a process is just starting a program: about a quarter second. */
  private static final int MAX_UNSURE = 10;

  private final String mark;
  private final ProcessHandle root;
  private final Map<Long, ProcessHandle> members = new LinkedHashMap<>();

  /**
   * @param mark {@code NAME=VALUE}, in the environment of {@code root} and unique
   */
  ProcessTree(String mark, ProcessHandle root) {
    this.mark = mark;
    this.root = root;
  }

  /**
   * Ends what is left of the tree: SIGTERM at once, SIGKILL five seconds later. Blocks until
   * nothing is left.
   */
  void end() throws InterruptedException {
    long begunNanos = System.nanoTime();
    long pauseMillis = 1;
    int unsure = 0;
    boolean warned = false;
    while (true) {
      unsure = look() ? unsure + 1 : 0;
      if (members.isEmpty() && (unsure == 0 || unsure > MAX_UNSURE)) {
        return;
      }
      long spentNanos = System.nanoTime() - begunNanos;
      if (spentNanos >= GRACE_NANOS) {
        members.values().forEach(ProcessHandle::destroyForcibly);
      }
      if (!warned && spentNanos >= GRACE_NANOS + STUCK_NANOS) {
        warned = true;
        LOG.warn("processes {} do not end, not even by SIGKILL", members.keySet());
      }
      Thread.sleep(pauseMillis);
      pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
    }
  }

  /** Forgets who has ended, tells each newcomer to end. Returns whether to look again. */
  private boolean look() {
    LongConsumer meet =
        pid -> {
          if (!members.containsKey(pid)) {
            ProcessHandle.of(pid)
                .filter(handle -> !ProcFs.hasEnded(pid))
                .ifPresent(
                    handle -> {
                      members.put(pid, handle);
                      handle.destroy();
                    });
          }
        };
    if (root.isAlive()) {
      // Children first: those that clear their environment are lost once their parent is gone.
      root.descendants().forEach(child -> meet.accept(child.pid()));
      meet.accept(root.pid());
    }
    ProcFs.Found found = ProcFs.find(mark);
    found.pids().forEach(meet::accept);
    members.values().removeIf(member -> !member.isAlive() || ProcFs.hasEnded(member.pid()));
    return found.unsure();
  }
}
