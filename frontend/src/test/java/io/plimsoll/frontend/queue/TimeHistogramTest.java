package io.plimsoll.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.frontend.queue.TimeHistogram.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {

  private final TimeHistogram histogram = new TimeHistogram();

  @Test
  void timeOnABoundBelongsToTheBucketOfThatBound() {
    for (Bucket bucket : histogram.snapshot().buckets()) {
      TimeHistogram one = new TimeHistogram();
      one.record(bucket.boundSeconds());
      assertThat(first(one)).isEqualTo(bucket.boundSeconds());
      TimeHistogram above = new TimeHistogram();
      above.record(Math.nextUp(bucket.boundSeconds()));
      assertThat(first(above))
          .satisfiesAnyOf(
              bound -> assertThat(bound).isGreaterThan(bucket.boundSeconds()),
              bound -> assertThat(bound).isInfinite());
    }
  }

  @Test
  void countsAreCumulativeAndTheLastIsOfAll() {
    histogram.record(0);
    histogram.record(0.3);
    histogram.record(0.4);
    histogram.record(1e6);
    List<Bucket> buckets = histogram.snapshot().buckets();
    assertThat(buckets.get(0)).isEqualTo(new Bucket(0.0005, 1));
    assertThat(buckets).contains(new Bucket(0.25, 1), new Bucket(0.5, 3), new Bucket(3600, 3));
    assertThat(buckets.get(buckets.size() - 1)).isEqualTo(new Bucket(Double.POSITIVE_INFINITY, 4));
    assertThat(buckets).isSortedAccordingTo((a, b) -> Long.compare(a.count(), b.count()));
    assertThat(histogram.snapshot().sumSeconds()).isEqualTo(1_000_000.7);
  }

  @Test
  void snapshotDoesNotChangeLater() {
    TimeHistogram.Snapshot before = histogram.snapshot();
    histogram.record(1);
    assertThat(before.buckets()).allMatch(bucket -> bucket.count() == 0);
    assertThat(before.sumSeconds()).isZero();
  }

  /** The bound of the lowest bucket that has counted something. */
  private static double first(TimeHistogram histogram) {
    return histogram.snapshot().buckets().stream()
        .filter(bucket -> bucket.count() > 0)
        .findFirst()
        .orElseThrow()
        .boundSeconds();
  }
}
