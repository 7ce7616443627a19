package io.plimsoll.client.compare;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Timing;
import io.plimsoll.stats.LatencyStats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a course in which the load was what it was to be, cut into pieces. Pure. For one
 * thread: it remembers what it has cut.
 */
final class Steady {

  /** Each sample by itself, in order of time. */
  private final List<Batch> samples;

  private final Map<Integer, List<Batch>> cut = new HashMap<>();

  /** What was measured of each request. */
  enum Time {
    WAIT,
    RUN,
    OVERHEAD,
    TOTAL;

    private Timing of(Sample sample) {
      return switch (this) {
        case WAIT -> sample.waitSeconds();
        case RUN -> sample.runSeconds();
        case OVERHEAD -> sample.overheadSeconds();
        case TOTAL -> sample.totalSeconds();
      };
    }
  }

  /**
   * Some neighbouring samples as one.
   *
   * @param seconds how long they are together
   */
  record Batch(double seconds, long succeeded, long failed, Map<Time, LatencyStats> times) {

    LatencyStats time(Time time) {
      return times.getOrDefault(time, new LatencyStats());
    }
  }

  private Steady(List<Sample> samples) {
    this.samples = samples.stream().map(Steady::batch).toList();
  }

  /** How many samples it has. */
  int size() {
    return samples.size();
  }

  /**
   * Leaves out what came before the last change of the load, its warm-up for instance, and the end,
   * when nothing was started any more and the rest was waited for.
   */
  static Steady of(Course course) {
    double from = course.changes().stream().mapToDouble(Change::seconds).max().orElse(0);
    List<Sample> steady = new ArrayList<>(course.samples());
    steady.removeIf(sample -> sample.fromSeconds() < from || length(sample) <= 0);
    double typical =
        steady.isEmpty()
            ? 0
            : steady.stream().map(Steady::length).sorted().toList().get(steady.size() / 2);
    while (!steady.isEmpty()) {
      Sample last = steady.get(steady.size() - 1);
      if (last.started() > 0 && length(last) > typical / 2) {
        break;
      }
      steady.remove(steady.size() - 1);
    }
    // The second in which the last request was started is not a whole one either.
    if (steady.size() < course.samples().size() && !steady.isEmpty()) {
      Sample end = course.samples().get(course.samples().size() - 1);
      if (end.toSeconds() > steady.get(steady.size() - 1).toSeconds() && end.started() == 0) {
        steady.remove(steady.size() - 1);
      }
    }
    return new Steady(steady);
  }

  private static double length(Sample sample) {
    return sample.toSeconds() - sample.fromSeconds();
  }

  /**
   * Cuts it into so many pieces of as equal a number of samples as can be.
   *
   * @param count 1 to the number of samples
   */
  List<Batch> batches(int count) {
    return cut.computeIfAbsent(count, this::cut);
  }

  private List<Batch> cut(int count) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) samples.size() * i / count);
      int to = (int) ((long) samples.size() * (i + 1) / count);
      batches.add(merge(samples.subList(from, to)));
    }
    return batches;
  }

  private static Batch batch(Sample sample) {
    Map<Time, LatencyStats> times = new EnumMap<>(Time.class);
    for (Time time : Time.values()) {
      Timing timing = time.of(sample);
      times.put(time, timing.count() == 0 ? new LatencyStats() : timing.stats());
    }
    return new Batch(length(sample), sample.succeeded(), sample.failed(), times);
  }

  private static Batch merge(List<Batch> batches) {
    Map<Time, LatencyStats> times = new EnumMap<>(Time.class);
    for (Time time : Time.values()) {
      LatencyStats all = new LatencyStats();
      batches.forEach(batch -> all.merge(batch.time(time)));
      times.put(time, all);
    }
    return new Batch(
        batches.stream().mapToDouble(Batch::seconds).sum(),
        batches.stream().mapToLong(Batch::succeeded).sum(),
        batches.stream().mapToLong(Batch::failed).sum(),
        times);
  }
}
