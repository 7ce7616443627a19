package io.plimsoll.backend.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The state of a device and its rules. While the loads of what runs on it sum to D percent, all of
 * it advances at the rate {@code min(1, 100 / D)}: egalitarian processor sharing, L. Kleinrock,
 * Time-shared systems: a theoretical treatment, J. ACM 14 (2), 1967.
 *
 * <p>The device keeps a clock of its own, its work time, which advances at that rate. A request
 * that comes at work time v is done at v and its work, whatever comes and goes in between. So the
 * ends are known in advance, and so are the changes of load by activities: whoever moves the state
 * to a later time passes them in their order.
 *
 * <p>Pure: time comes in, nanoseconds of any one clock that does not go back. Whoever uses the
 * device is a member, a number.
 */
final class ProcessorSharing {

  /**
   * Most requests at the same time: each costs whoever reads or writes the state about a hundred
   * bytes, and a kilobyte and a half with the longest activity.
   */
  static final int MAX_SHARES = 1024;

  private static final long SECOND_NANOS = 1_000_000_000;

  private static final double FULL_PERCENT = 100;

  private final long sinceNanos;
  private long nowNanos;
  private double work;
  private long capacityBytes;
  private final Meter busy;
  private final List<Share> shares = new ArrayList<>();
  private final List<Ended> ended = new ArrayList<>();
  private final TreeMap<Integer, Meter> members = new TreeMap<>();

  /**
   * A request whose work is done.
   *
   * @param endNanos when
   * @param loadPercent utilization just before
   * @param memoryBytes held just before
   */
  record Ended(int member, long id, long endNanos, double loadPercent, long memoryBytes) {}

  /** A device on which nothing ran before {@code nowNanos}. */
  ProcessorSharing(long nowNanos) {
    this(nowNanos, nowNanos, 0, 0, new Meter());
  }

  /** As it was kept, but for what runs. */
  ProcessorSharing(long sinceNanos, long nowNanos, double work, long capacityBytes, Meter busy) {
    this.sinceNanos = sinceNanos;
    this.nowNanos = nowNanos;
    this.work = work;
    this.capacityBytes = capacityBytes;
    this.busy = busy;
  }

  private ProcessorSharing copy() {
    ProcessorSharing copy =
        new ProcessorSharing(sinceNanos, nowNanos, work, capacityBytes, busy.copy());
    shares.forEach(share -> copy.shares.add(share.copy()));
    members.forEach((member, meter) -> copy.members.put(member, meter.copy()));
    return copy;
  }

  /** Moves to a later time; an earlier one changes nothing. */
  void advance(long toNanos) {
    long second = Math.floorDiv(toNanos, SECOND_NANOS) * SECOND_NANOS;
    if (second > nowNanos) {
      if (second - SECOND_NANOS > nowNanos) {
        pass(second - SECOND_NANOS);
        mark();
      }
      pass(second);
      mark();
    }
    pass(Math.max(nowNanos, toNanos));
  }

  private void mark() {
    busy.mark();
    members.values().forEach(Meter::mark);
  }

  private void pass(long toNanos) {
    double leftNanos = toNanos - nowNanos;
    while (!shares.isEmpty() && leftNanos > 0) {
      double rate = rate();
      double eventNanos = Math.max(0, (nextWork() - work) / rate);
      if (eventNanos > leftNanos) {
        run(leftNanos, rate);
        work += leftNanos * rate;
        leftNanos = 0;
      } else {
        run(eventNanos, rate);
        work = nextWork();
        leftNanos -= eventNanos;
        happen(toNanos - (long) leftNanos);
      }
    }
    nowNanos = toNanos;
  }

  private double rate() {
    double demand = demandPercent();
    return demand <= FULL_PERCENT ? 1 : FULL_PERCENT / demand;
  }

  /** The sum of the loads that are asked for, which may be above 100. */
  double demandPercent() {
    double sum = 0;
    for (Share share : shares) {
      sum += share.load();
    }
    return sum;
  }

  private double nextWork() {
    double next = Double.POSITIVE_INFINITY;
    for (Share share : shares) {
      next = Math.min(next, share.nextWork());
    }
    return next;
  }

  private void run(double nanos, double rate) {
    busy.add(Math.min(FULL_PERCENT, demandPercent()) / FULL_PERCENT, nanos);
    for (Share share : shares) {
      meter(share.member).add(share.load() * rate / FULL_PERCENT, nanos);
    }
  }

  /** Ends what is due at the work time that it is, and changes loads. */
  private void happen(long atNanos) {
    double loadPercent = Math.min(FULL_PERCENT, demandPercent());
    long memoryBytes = memoryBytes();
    for (Iterator<Share> each = shares.iterator(); each.hasNext(); ) {
      Share share = each.next();
      if (share.endWork <= work) {
        each.remove();
        ended.add(new Ended(share.member, share.id, atNanos, loadPercent, memoryBytes));
      } else {
        while (share.nextWork() <= work) {
          share.change();
        }
      }
    }
  }

  /** A member is there; again does nothing. */
  void join(int member) {
    meter(member);
  }

  private Meter meter(int member) {
    return members.computeIfAbsent(member, number -> new Meter());
  }

  /** A member is gone, and with it all that it ran. */
  void leave(int member) {
    shares.removeIf(share -> share.member == member);
    ended.removeIf(end -> end.member() == member);
    members.remove(member);
  }

  /**
   * A request comes.
   *
   * @param id of that member's, never used before
   * @return why it cannot run, without the name of the device; empty if it does
   */
  String arrive(int member, long id, DeviceRequest request) {
    long capacity = request.model().capacityBytes();
    if (shares.isEmpty()) {
      capacityBytes = capacity;
    } else if (capacity != capacityBytes) {
      return "memory of "
          + capacity
          + " bytes by the device file (expected: "
          + capacityBytes
          + ", as what runs there has it)";
    }
    long freeBytes = capacityBytes - memoryBytes();
    if (request.memoryBytes() > freeBytes) {
      return "--memory "
          + request.memoryBytes()
          + " (expected: at most "
          + freeBytes
          + " bytes, which are free of "
          + capacityBytes
          + ")";
    }
    if (shares.size() + ended.size() >= MAX_SHARES) {
      return "one request more (expected: at most " + MAX_SHARES + " at the same time)";
    }
    shares.add(Share.begin(member, id, request, work));
    happen(nowNanos);
    return "";
  }

  /** A request leaves before its end; afterwards it neither runs nor has ended. */
  void withdraw(int member, long id) {
    shares.removeIf(share -> share.member == member && share.id == id);
  }

  /** Takes out what has ended of a member. */
  List<Ended> takeEnded(int member) {
    List<Ended> taken = ended.stream().filter(end -> end.member() == member).toList();
    ended.removeAll(taken);
    return taken;
  }

  /**
   * When something of this member's ends next, if nothing comes or goes in between.
   *
   * @param horizonNanos how far to look
   * @return nanoseconds from now, rounded up; empty if nothing does
   */
  OptionalLong nextEnd(int member, long horizonNanos) {
    ProcessorSharing ahead = copy();
    double passedNanos = 0;
    while (ahead.running(member) > 0) {
      double rate = ahead.rate();
      passedNanos += Math.max(0, (ahead.nextWork() - ahead.work) / rate);
      if (passedNanos > horizonNanos) {
        return OptionalLong.empty();
      }
      ahead.work = ahead.nextWork();
      ahead.happen(nowNanos);
      if (!ahead.takeEnded(member).isEmpty()) {
        return OptionalLong.of((long) Math.ceil(passedNanos));
      }
    }
    return OptionalLong.empty();
  }

  /** Whether this request runs. */
  boolean runs(int member, long id) {
    return shares.stream().anyMatch(share -> share.member == member && share.id == id);
  }

  int running() {
    return shares.size();
  }

  int running(int member) {
    return (int) shares.stream().filter(share -> share.member == member).count();
  }

  /** Held by all that runs. */
  long memoryBytes() {
    return shares.stream().mapToLong(share -> share.memoryBytes).sum();
  }

  /** Held by what this member runs. */
  long memoryBytes(int member) {
    return shares.stream()
        .filter(share -> share.member == member)
        .mapToLong(share -> share.memoryBytes)
        .sum();
  }

  /** Integral of the utilization by all. */
  Meter busy() {
    return busy;
  }

  /** Integral of the utilization by this member. */
  Meter busy(int member) {
    return meter(member);
  }

  long sinceNanos() {
    return sinceNanos;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Work time, nanoseconds. */
  double work() {
    return work;
  }

  long capacityBytes() {
    return capacityBytes;
  }

  Collection<Integer> members() {
    return members.keySet();
  }

  /** What runs, to be kept: add only what was in a state that was kept. */
  List<Share> shares() {
    return shares;
  }

  /** What has ended and was not taken out yet, to be kept. */
  List<Ended> ended() {
    return ended;
  }

  /** A member as it was kept. */
  void restore(int member, Meter meter) {
    members.put(member, meter);
  }
}
