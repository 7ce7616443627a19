package io.plimsoll.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All with fixed seeds: a bound that holds once holds for ever. */
class PoissonArrivalsTest {

  private static final double SECOND = 1e9;

  /** Kolmogorov's statistic times the root of the count exceeds this once in a thousand times. */
  private static final double ONE_IN_THOUSAND = 1.95;

  private static double[] gaps(long seed, int count) {
    PoissonArrivals arrivals = new PoissonArrivals(new SplittableRandom(seed));
    double[] gaps = new double[count];
    double before = 0;
    for (int i = 0; i < count; i++) {
      double next = arrivals.next();
      gaps[i] = next - before;
      before = next;
    }
    return gaps;
  }

  /** How far gaps are from exponential ones with mean 1, times the root of their count. */
  private static double kolmogorovSmirnov(double[] gaps) {
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = 1 - Math.exp(-sorted[i]);
      most = Math.max(most, expected - (double) i / sorted.length);
      most = Math.max(most, (double) (i + 1) / sorted.length - expected);
    }
    return most * Math.sqrt(sorted.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -1, Long.MAX_VALUE})
  void gapsAreExponential(long seed) {
    int count = 100_000;
    double[] gaps = gaps(seed, count);
    assertThat(kolmogorovSmirnov(gaps)).isLessThan(ONE_IN_THOUSAND);
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double variance =
        Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).average().orElseThrow();
    // Standard errors: of the mean 1 / sqrt(n), of the variance sqrt(8 / n). Four of them.
    assertThat(mean).isCloseTo(1, within(4 / Math.sqrt(count)));
    assertThat(variance).isCloseTo(1, within(4 * Math.sqrt(8.0 / count)));
  }

  @Test
  void evenGapsWouldNotPassForExponentialOnes() {
    double[] even = new double[1_000];
    Arrays.fill(even, 1);
    assertThat(kolmogorovSmirnov(even)).isGreaterThan(ONE_IN_THOUSAND);
  }

  @Test
  void oneGapSaysNothingOfTheNext() {
    double[] gaps = gaps(5, 100_000);
    double together = 0;
    for (int i = 1; i < gaps.length; i++) {
      together += (gaps[i - 1] - 1) * (gaps[i] - 1);
    }
    assertThat(together / gaps.length).isCloseTo(0, within(4 / Math.sqrt(gaps.length)));
  }

  @Test
  void secondsOfAConstantRateHoldAsManyStartsAsPoissonSays() {
    int seconds = 2_000;
    int[] counts = counts(new ConstantPacer(50), 11, seconds);
    double mean = Arrays.stream(counts).average().orElseThrow();
    double variance =
        Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(50, within(4 * Math.sqrt(50.0 / seconds)));
    // The variance of a Poisson count is its mean; standard error sqrt(2 / n) of it, nearly.
    assertThat(variance / mean).isCloseTo(1, within(4 * Math.sqrt(2.0 / seconds)));
  }

  @Test
  void secondsOfARampHoldMoreAndMoreStarts() {
    int ramp = 100;
    int[] counts = counts(new RampPacer(0, 1_000, ramp * (long) SECOND), 12, 2 * ramp);
    for (int second = 0; second < counts.length; second++) {
      double expected = second < ramp ? 10 * (second + 0.5) : 1_000;
      assertThat((double) counts[second])
          .as("second %d", second)
          .isCloseTo(expected, within(4.5 * Math.sqrt(expected)));
    }
  }

  private static int[] counts(Pacer pacer, long seed, int seconds) {
    PoissonArrivals arrivals = new PoissonArrivals(new SplittableRandom(seed));
    int[] counts = new int[seconds];
    while (true) {
      double second = pacer.nanosAt(arrivals.next()) / SECOND;
      if (second >= seconds) {
        return counts;
      }
      counts[(int) second]++;
    }
  }

  @Test
  void rampIsAPoissonProcessOfItsRate() {
    // Turned back by the integral of its rate, it must be one of rate 1.
    RampPacer pacer = new RampPacer(100, 900, (long) (50 * SECOND));
    PoissonArrivals arrivals = new PoissonArrivals(new SplittableRandom(13));
    double[] gaps = new double[20_000];
    double before = 0;
    for (int i = 0; i < gaps.length; i++) {
      double t = pacer.nanosAt(arrivals.next()) / SECOND;
      double expected = 100 * t + 8 * t * t;
      gaps[i] = expected - before;
      before = expected;
    }
    assertThat(before).isLessThan(25_000);
    assertThat(kolmogorovSmirnov(gaps)).isLessThan(ONE_IN_THOUSAND);
  }

  @Test
  void sameSeedGivesTheSameStartsAndAnotherSeedOthers() {
    assertThat(gaps(7, 1_000)).isEqualTo(gaps(7, 1_000));
    assertThat(gaps(7, 1_000)).isNotEqualTo(gaps(8, 1_000));
  }

  @Test
  void startsOfASeedAreTheSameOnEveryJavaAndMachine() {
    // java.util.Random is specified to the bit.
    PoissonArrivals arrivals = new PoissonArrivals(new Random(1));
    double sum = -Math.log(1 - 0.7308781907032909);
    assertThat(arrivals.next()).isCloseTo(sum, within(1e-15));
    sum -= Math.log(1 - 0.41008081149220166);
    assertThat(arrivals.next()).isCloseTo(sum, within(1e-15));
  }

  /** Returns always the same number, so that the exact sum is known. */
  private static final class Always extends Random {

    private static final long serialVersionUID = 1;

    private final double value;

    Always(double value) {
      super(0);
      this.value = value;
    }

    @Override
    public double nextDouble() {
      return value;
    }
  }

  @Test
  void sumDoesNotDriftInThousandMillionExpectedStarts() {
    double value = 1 - 0x1.0p-53; // The largest there is makes the longest gap: 36.7.
    double gap = -StrictMath.log1p(-value);
    PoissonArrivals arrivals = new PoissonArrivals(new Always(value));
    double sum = 0;
    double naive = 0;
    long gaps = 0;
    while (sum < 1e9) {
      sum = arrivals.next();
      naive += gap;
      gaps++;
    }
    double exact = new BigDecimal(gap).multiply(BigDecimal.valueOf(gaps)).doubleValue();
    // One unit of the sum's last digit, and what the rest's last digit loses in so many steps.
    assertThat(sum).isCloseTo(exact, within(Math.ulp(1e9) + gaps * Math.ulp(64.0) / 2));
    assertThat(Math.abs(naive - exact)).isGreaterThan(100 * Math.ulp(1e9));
  }

  @Test
  void neverGoesBackAndTheFirstIsNotAtOnce() {
    PoissonArrivals arrivals = new PoissonArrivals(new Always(0));
    assertThat(arrivals.next()).isZero();
    assertThat(arrivals.next()).isZero();
    for (double gap : gaps(3, 100_000)) {
      assertThat(gap).isGreaterThanOrEqualTo(0);
    }
    assertThat(gaps(3, 1)[0]).isGreaterThan(0);
  }

  @Test
  void evenArrivalsAreTheWholeNumbers() {
    EvenArrivals even = new EvenArrivals();
    for (int i = 0; i < 1_000; i++) {
      assertThat(even.next()).isEqualTo(i);
    }
  }
}
