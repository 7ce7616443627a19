package io.plimsoll.replay.schedule;

import java.util.Arrays;
import java.util.BitSet;

/**
 * When each request of a replay starts, and why it started late.
 *
 * <p>A request is <em>due</em> at its time. It becomes <em>ready</em> when it is due and, with
 * {@link Order#OBJECT}, the one before it on the same object has ended. It is <em>granted</em> when
 * a place in flight is free for it; of several that are ready the earliest in the profile goes
 * first. {@link #start} hands out what was granted. A watch needs no place and waits for nothing.
 *
 * <p>All times are nanoseconds from the start of the replay. A million requests take about 25 MB;
 * each costs O(log n).
 */
public final class ReplaySchedule {

  /** The {@link #nextDueNanos()} when nothing will ever become due. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final int NONE = -1;

  /*
   * Readiness and grants are worked out at the times of their causes (a due time, an end), not at
   * the time of the call that brings the news. So what is between the grant and the start is late
   * by the caller alone, however rarely it calls.
   */

  private final Entries entries;
  private final Order order;

  /** The last request that became due on an object and has not ended, NONE where there is none. */
  private final int[] lastOnObject;

  /** The request that waits for the end of this one, NONE where there is none. */
  private final int[] successor;

  private final long[] readyNanos;
  private final long[] grantNanos;
  private final IntHeap ready = new IntHeap();
  private final IntHeap granted = new IntHeap();

  /** Handed out and not ended. */
  private final BitSet running = new BitSet();

  private int freePlaces;
  private int next;
  private int handedOut;
  private int inFlight;

  /**
   * @param inFlight most requests in flight, watches not counted, &gt; 0
   */
  public ReplaySchedule(Entries entries, Order order, int inFlight) {
    if (inFlight <= 0) {
      throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: greater than 0)");
    }
    this.entries = entries;
    this.order = order;
    this.freePlaces = inFlight;
    lastOnObject = new int[entries.objects()];
    Arrays.fill(lastOnObject, NONE);
    successor = new int[entries.size()];
    Arrays.fill(successor, NONE);
    readyNanos = new long[entries.size()];
    grantNanos = new long[entries.size()];
  }

  /** Hands out every request that may start now, the earliest in the profile first. */
  public void start(long nowNanos, StartSink sink) {
    advance(nowNanos);
    while (!granted.isEmpty()) {
      int index = granted.poll();
      handedOut++;
      if (!entries.isWatch(index)) {
        running.set(index);
        inFlight++;
      }
      long due = entries.dueNanos(index);
      long readyAt = readyNanos[index];
      long grantedAt = grantNanos[index];
      long startAt = Math.max(nowNanos, grantedAt);
      sink.start(index, readyAt - due, grantedAt - readyAt, startAt - grantedAt);
    }
  }

  /**
   * Takes note of the end of a request; {@link #start} is to be called then. A watch does not end
   * here, since it neither has a place nor a successor.
   *
   * @param endNanos when it ended, which may be before the time of an earlier call
   * @throws IllegalStateException when it is not running
   */
  public void ended(int index, long endNanos) {
    if (!running.get(index)) {
      throw new IllegalStateException("request " + index + " ended, but is not running");
    }
    advance(endNanos);
    running.clear(index);
    inFlight--;
    freePlaces++;
    int object = orderedBy(index);
    if (object != NONE) {
      if (lastOnObject[object] == index) {
        lastOnObject[object] = NONE;
      }
      int released = successor[index];
      if (released != NONE) {
        ready(released, Math.max(endNanos, entries.dueNanos(released)));
      }
    }
    grant(endNanos);
  }

  /**
   * When {@link #start} has something to hand out, if nothing ends before: not in the future when
   * there is something already, {@link #NEVER} when only an end can bring more.
   */
  public long nextDueNanos() {
    if (!granted.isEmpty()) {
      return entries.dueNanos(granted.first());
    }
    return next < entries.size() ? entries.dueNanos(next) : NEVER;
  }

  /** How many requests were handed out. */
  public int handedOut() {
    return handedOut;
  }

  /** How many of those have not ended, watches not counted. */
  public int inFlight() {
    return inFlight;
  }

  /** Takes in what has become due. */
  private void advance(long nowNanos) {
    while (next < entries.size() && entries.dueNanos(next) <= nowNanos) {
      due(next++);
    }
  }

  private void due(int index) {
    long dueNanos = entries.dueNanos(index);
    if (entries.isWatch(index)) {
      readyNanos[index] = dueNanos;
      grantNanos[index] = dueNanos;
      granted.add(index);
      return;
    }
    int object = orderedBy(index);
    if (object != NONE) {
      int before = lastOnObject[object];
      lastOnObject[object] = index;
      if (before != NONE) {
        successor[before] = index;
        return;
      }
    }
    ready(index, dueNanos);
    grant(dueNanos);
  }

  private int orderedBy(int index) {
    return order == Order.OBJECT ? entries.object(index) : NONE;
  }

  private void ready(int index, long nanos) {
    readyNanos[index] = nanos;
    ready.add(index);
  }

  private void grant(long nanos) {
    while (freePlaces > 0 && !ready.isEmpty()) {
      int index = ready.poll();
      freePlaces--;
      grantNanos[index] = Math.max(nanos, readyNanos[index]);
      granted.add(index);
    }
  }
}
