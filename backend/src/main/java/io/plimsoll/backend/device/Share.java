package io.plimsoll.backend.device;

import java.util.SplittableRandom;

/**
 * One request that runs on a device. Work times are nanoseconds of the device's own clock. Mutable:
 * its load follows its activity.
 */
final class Share {

  private static final double NANOS_PER_SECOND = 1e9;

  /** With it, the draws are those of one {@link SplittableRandom} after the other. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  final int member;
  final long id;
  final long memoryBytes;
  final double endWork;
  final double ownLoad;
  final Activity activity;
  final long seed;

  private final Cursor cursor;

  /** Where in its activity a request is. */
  static final class Cursor {
    double load;
    int repetition;
    int part;
    int second;
    long draws;
    double partWork;
    double changeWork;

    Cursor copy() {
      Cursor copy = new Cursor();
      copy.load = load;
      copy.repetition = repetition;
      copy.part = part;
      copy.second = second;
      copy.draws = draws;
      copy.partWork = partWork;
      copy.changeWork = changeWork;
      return copy;
    }
  }

  /** As it was kept. */
  Share(
      int member,
      long id,
      long memoryBytes,
      double endWork,
      double ownLoad,
      Activity activity,
      long seed,
      Cursor cursor) {
    this.member = member;
    this.id = id;
    this.memoryBytes = memoryBytes;
    this.endWork = endWork;
    this.ownLoad = ownLoad;
    this.activity = activity;
    this.seed = seed;
    this.cursor = cursor;
  }

  /** Begins at the work time {@code beginWork}. */
  static Share begin(int member, long id, DeviceRequest request, double beginWork) {
    Share share =
        new Share(
            member,
            id,
            request.memoryBytes(),
            beginWork + request.workNanos(),
            request.loadPercent(),
            request.activity(),
            request.seed(),
            new Cursor());
    share.cursor.partWork = beginWork;
    share.enter();
    return share;
  }

  Share copy() {
    return new Share(member, id, memoryBytes, endWork, ownLoad, activity, seed, cursor.copy());
  }

  Cursor cursor() {
    return cursor;
  }

  /** Percent of the device that it asks for now. */
  double load() {
    return cursor.load;
  }

  /** The work time of what comes next: its end, or a change of its load. */
  double nextWork() {
    return Math.min(endWork, cursor.changeWork);
  }

  /** The load changes, as it was to. */
  void change() {
    double partNanos = activity.parts().get(cursor.part).nanos();
    cursor.second++;
    if (cursor.second * NANOS_PER_SECOND >= partNanos) {
      cursor.second = 0;
      cursor.partWork += partNanos;
      cursor.part++;
      if (cursor.part == activity.parts().size()) {
        cursor.part = 0;
        cursor.repetition++;
      }
    }
    enter();
  }

  /** Sets what holds from where the cursor is. */
  private void enter() {
    boolean over = activity.repeat() > 0 && cursor.repetition >= activity.repeat();
    if (activity.parts().isEmpty() || over) {
      cursor.load = ownLoad;
      cursor.changeWork = Double.POSITIVE_INFINITY;
      return;
    }
    Activity.Part part = activity.parts().get(cursor.part);
    double drawn = new SplittableRandom(seed + GOLDEN_GAMMA * cursor.draws++).nextDouble();
    double load = part.loadPercent() + (2 * drawn - 1) * part.fluctuationPercent();
    cursor.load = Math.max(0, Math.min(100, load));
    cursor.changeWork =
        cursor.partWork + Math.min((cursor.second + 1) * NANOS_PER_SECOND, (double) part.nanos());
  }
}
