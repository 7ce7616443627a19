package io.plimsoll.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongSupplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyStatsTest {

  private static final long MILLI = 1_000_000;
  private static final double[] PERCENTS = {0, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100};

  @Test
  void nothingSeenIsZeroEverywhere() {
    LatencyStats none = new LatencyStats();
    assertThat(none.count()).isZero();
    assertThat(none.minNanos()).isZero();
    assertThat(none.maxNanos()).isZero();
    assertThat(none.meanNanos()).isZero();
    assertThat(none.percentileNanos(99)).isZero();
  }

  @Test
  void oneTimeIsEveryPercentile() {
    LatencyStats one = new LatencyStats();
    one.record(123_456_789);
    for (double percent : PERCENTS) {
      assertThat(one.percentileNanos(percent)).isEqualTo(123_456_789);
    }
  }

  @Test
  void percentilesOfOneToAThousandMilliseconds() {
    LatencyStats stats = new LatencyStats();
    for (int i = 1000; i >= 1; i--) {
      stats.record(i * MILLI);
    }
    for (int percent = 1; percent <= 100; percent++) {
      assertThat(stats.percentileNanos(percent))
          .isCloseTo(10L * percent * MILLI, Percentage.withPercentage(0.1));
    }
    assertThat(stats.minNanos()).isEqualTo(MILLI);
    assertThat(stats.maxNanos()).isEqualTo(1000 * MILLI);
    assertThat(stats.meanNanos()).isCloseTo(500.5 * MILLI, within(1e-3));
    assertThat(stats.count()).isEqualTo(1000);
  }

  @Test
  void fewSlowOnesAreSeenInTheHighPercentilesOnly() {
    LatencyStats stats = new LatencyStats();
    for (int i = 0; i < 9_990; i++) {
      stats.record(MILLI);
    }
    for (int i = 0; i < 10; i++) {
      stats.record(1000 * MILLI);
    }
    assertThat(stats.percentileNanos(99.9)).isCloseTo(MILLI, Percentage.withPercentage(0.1));
    assertThat(stats.percentileNanos(99.95)).isEqualTo(1000 * MILLI);
  }

  @Test
  void percentilesNeverGoDownAndStayBetweenTheExtremes() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      LatencyStats stats = stats(random.nextInt(100) + 1, () -> logNormal(random));
      long last = stats.minNanos();
      for (double percent : PERCENTS) {
        long time = stats.percentileNanos(percent);
        assertThat(time).isBetween(last, stats.maxNanos());
        last = time;
      }
    }
  }

  @Test
  void timesOutsideTheRangeAreTakenAsItsEnds() {
    LatencyStats stats = new LatencyStats();
    stats.record(-5);
    stats.record(Long.MIN_VALUE);
    stats.record(Long.MAX_VALUE);
    stats.record(LatencyStats.MAX_NANOS + 1);
    assertThat(stats.count()).isEqualTo(4);
    assertThat(stats.minNanos()).isZero();
    assertThat(stats.maxNanos()).isEqualTo(LatencyStats.MAX_NANOS);
    assertThat(stats.percentileNanos(100)).isEqualTo(LatencyStats.MAX_NANOS);
  }

  @Test
  void mergeIsExactlyWhatOneThatSawEverythingHas() {
    Random random = new Random(6);
    LatencyStats whole = new LatencyStats();
    LatencyStats merged = new LatencyStats();
    for (int part = 0; part < 20; part++) {
      LatencyStats stats = new LatencyStats();
      for (int i = random.nextInt(500); i > 0; i--) {
        long time = logNormal(random);
        stats.record(time);
        whole.record(time);
      }
      merged.merge(stats);
    }
    assertSame(merged, whole);
  }

  @Test
  void mergeIsAssociativeAndCommutative() {
    Random random = new Random(7);
    LatencyStats a = stats(300, () -> logNormal(random));
    LatencyStats b = stats(20, () -> random.nextLong(LatencyStats.MAX_NANOS));
    LatencyStats c = stats(1000, () -> random.nextInt(5_000));
    assertSame(merged(a, b), merged(b, a));
    assertSame(merged(merged(a, b), c), merged(a, merged(b, c)));
    assertSame(merged(c, merged(b, a)), merged(merged(a, c), b));
    assertSame(merged(a, new LatencyStats()), a);
    assertSame(merged(new LatencyStats(), a), a);
  }

  /** Sums of floating-point numbers above 2^53 ns, 104 days, depend on their order. */
  @Test
  void meanOfAVeryLongRunDoesNotDependOnTheOrderOfMerging() {
    LatencyStats big = stats(1_000, () -> LatencyStats.MAX_NANOS - 1);
    LatencyStats a = stats(3, () -> 1);
    LatencyStats b = stats(1, () -> 130);
    LatencyStats c = stats(1, () -> 127);
    LatencyStats oneWay = merged(merged(merged(big, a), b), c);
    LatencyStats otherWay = merged(big, merged(a, merged(b, c)));
    assertSame(oneWay, otherWay);
  }

  @Test
  void sumThatWouldOverflowStopsInsteadOfTurningNegative() {
    LatencyStats stats = stats(4_000, () -> LatencyStats.MAX_NANOS);
    assertThat(stats.meanNanos()).isPositive().isLessThanOrEqualTo(LatencyStats.MAX_NANOS);
    assertSame(merged(stats, stats), merged(stats.copy(), stats));
    assertThat(merged(stats, stats).meanNanos()).isPositive();
  }

  @Test
  void copyIsIndependent() {
    LatencyStats stats = stats(1, () -> MILLI);
    LatencyStats copy = stats.copy();
    stats.record(5 * MILLI);
    assertThat(copy.count()).isEqualTo(1);
    assertThat(copy.maxNanos()).isEqualTo(MILLI);
    copy.record(7 * MILLI);
    assertThat(stats.maxNanos()).isEqualTo(5 * MILLI);
  }

  private static void assertSame(LatencyStats actual, LatencyStats expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.minNanos()).isEqualTo(expected.minNanos());
    assertThat(actual.maxNanos()).isEqualTo(expected.maxNanos());
    assertThat(actual.meanNanos()).isEqualTo(expected.meanNanos());
    for (double percent : PERCENTS) {
      assertThat(actual.percentileNanos(percent)).isEqualTo(expected.percentileNanos(percent));
    }
  }

  private static LatencyStats merged(LatencyStats a, LatencyStats b) {
    LatencyStats sum = a.copy();
    sum.merge(b);
    return sum;
  }

  private static LatencyStats stats(int count, LongSupplier times) {
    LatencyStats stats = new LatencyStats();
    for (int i = 0; i < count; i++) {
      stats.record(times.getAsLong());
    }
    return stats;
  }

  private static long logNormal(Random random) {
    return (long) (MILLI * Math.exp(2 * random.nextGaussian()));
  }
}
