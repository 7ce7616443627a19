package io.plimsoll.client.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Change.Kind;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Timing;
import io.plimsoll.stats.LatencyStats;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Timing NONE = Timing.of(new LatencyStats(), true);

  private final Timeline timeline = new Timeline();

  /** A sample with one success per time, which all of its times are. */
  private static Sample sample(double from, double to, long... nanos) {
    LatencyStats stats = new LatencyStats();
    for (long time : nanos) {
      stats.record(time);
    }
    Timing timing = Timing.of(stats, true);
    return new Sample(
        from,
        to,
        Model.CLOSED,
        1,
        0,
        nanos.length,
        nanos.length,
        nanos.length,
        0,
        timing,
        timing,
        timing,
        timing,
        NONE);
  }

  private static long succeeded(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::succeeded).sum();
  }

  @Test
  void longRunKeepsABoundedNumberOfSamplesWithoutGapsAndLosesNothing() {
    int ticks = 10 * Timeline.MOST_SAMPLES + 7;
    for (int i = 0; i < ticks; i++) {
      timeline.add(sample(i, i + 1, 1_000_000L * (i + 1)));
    }

    List<Sample> samples = timeline.samples();
    assertThat(samples).hasSizeLessThanOrEqualTo(Timeline.MOST_SAMPLES);
    assertThat(samples.get(0).fromSeconds()).isZero();
    assertThat(samples.get(samples.size() - 1).toSeconds()).isEqualTo(ticks);
    for (int i = 1; i < samples.size(); i++) {
      assertThat(samples.get(i).fromSeconds()).isEqualTo(samples.get(i - 1).toSeconds());
    }
    assertThat(succeeded(samples)).isEqualTo(ticks);
  }

  @Test
  void percentilesOfNeighboursThatBecameOneAreNotAverages() {
    for (int i = 0; i < Timeline.MOST_SAMPLES; i++) {
      boolean slow = i % 2 == 1;
      timeline.add(slow ? sample(i, i + 1, 1_000_000_000L) : sample(i, i + 1, 1_000, 1_000, 1_000));
    }

    Timing wait = timeline.samples().get(0).waitSeconds();
    assertThat(wait.count()).isEqualTo(4);
    assertThat(wait.p50()).isBetween(0.000001, 0.0000011);
    assertThat(wait.max()).isEqualTo(1);
  }

  @Test
  void shortRestAtTheEndIsNoSampleOfItsOwn() {
    timeline.add(sample(0, 1, 5_000));
    timeline.end(sample(1, 1.004, 7_000));

    assertThat(timeline.samples()).hasSize(1);
    assertThat(timeline.samples().get(0).toSeconds()).isEqualTo(1.004);
    assertThat(succeeded(timeline.samples())).isEqualTo(2);
  }

  @Test
  void longRestAtTheEndIsASample() {
    timeline.add(sample(0, 1, 5_000));
    timeline.end(sample(1, 1.6, 7_000));

    assertThat(timeline.samples()).hasSize(2);
  }

  @Test
  void runShorterThanATickHasOneSample() {
    timeline.end(sample(0, 0.1, 5_000));

    assertThat(timeline.samples()).hasSize(1);
  }

  @Test
  void scriptThatNeverStopsChangingTheLoadFillsNoMemory() {
    Change change = new Change(1, Kind.RATE, 5);
    timeline.add(Collections.nCopies(Timeline.MOST_CHANGES - 1, change));
    timeline.add(Collections.nCopies(5, change));

    assertThat(timeline.changes()).hasSize(Timeline.MOST_CHANGES);
  }
}
