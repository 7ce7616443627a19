package io.plimsoll.client.course;

import io.plimsoll.client.load.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a load in bounded memory: {@link Sample}s without gaps, each of about the same
 * length, and the changes of the load. When there are too many samples, each two neighbours become
 * one. Not thread-safe.
 */
final class Timeline {

  /**
   * Most samples: what a wide screen can show, and five histograms of a few hundred bytes each.
   * Even, so that all have a neighbour.
   */
  static final int MOST_SAMPLES = 600;

  /** Most changes: the first of them are kept, as later ones begin no new kind of test. */
  static final int MOST_CHANGES = 1_000;

  /** A rate over less than this says little: a reply more or less is a large share of it. */
  private static final double SHORT_SECONDS = 0.5;

  private final List<Sample> samples = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /** How many ticks make a sample. */
  private int ticksPerSample = 1;

  /** The sample that is not full yet. */
  private @Nullable Sample growing;

  private int ticksInGrowing;

  /** The next tick's. */
  void add(Sample tick) {
    Sample grown = growing == null ? tick : growing.merge(tick);
    if (++ticksInGrowing < ticksPerSample) {
      growing = grown;
      return;
    }
    growing = null;
    ticksInGrowing = 0;
    samples.add(grown);
    if (samples.size() == MOST_SAMPLES) {
      halve();
    }
  }

  /**
   * What came between the last tick and the end: too little for a sample of its own joins the last.
   */
  void end(Sample rest) {
    boolean isShort = rest.toSeconds() - rest.fromSeconds() < SHORT_SECONDS;
    if (isShort && growing != null) {
      growing = growing.merge(rest);
    } else if (isShort && !samples.isEmpty()) {
      int last = samples.size() - 1;
      samples.set(last, samples.get(last).merge(rest));
    } else {
      add(rest);
    }
  }

  private void halve() {
    List<Sample> pairs = new ArrayList<>();
    for (int i = 0; i < samples.size(); i += 2) {
      pairs.add(samples.get(i).merge(samples.get(i + 1)));
    }
    samples.clear();
    samples.addAll(pairs);
    ticksPerSample *= 2;
  }

  void add(List<Change> more) {
    more.stream().limit(MOST_CHANGES - changes.size()).forEach(changes::add);
  }

  /** All samples up to now, the one that is not full too. */
  List<Sample> samples() {
    List<Sample> all = new ArrayList<>(samples);
    if (growing != null) {
      all.add(growing);
    }
    return List.copyOf(all);
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }
}
