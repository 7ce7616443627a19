package io.plimsoll.client.validate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.validate.UslFitter.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UslFitterTest {

  private static final int[] SIZES = {1, 2, 4, 8, 16};
  private static final int ROUNDS = 3;

  @ParameterizedTest
  @CsvSource({
    "10, 0.05, 0.002",
    "0.2, 0.3, 0",
    "1000, 0, 0.01",
    "3, 0, 0",
    "50, 0.9, 0.1",
    "7, 0.0001, 1e-6"
  })
  void exactDataGiveTheLawThatMadeThem(double lambda, double sigma, double kappa) {
    UslFit fit = fit(law(lambda, sigma, kappa), 0, 1);
    assertThat(fit.lambdaPerSecond().estimate()).isCloseTo(lambda, within(1e-7 * lambda));
    assertThat(fit.contention().estimate()).isCloseTo(sigma, within(1e-7));
    assertThat(fit.coherency().estimate()).isCloseTo(kappa, within(1e-7));
    assertThat(fit.contention().low()).isCloseTo(sigma, within(1e-6));
    assertThat(fit.contention().high()).isCloseTo(sigma, within(1e-6));
    assertThat(fit.residual()).isLessThan(1e-7);
    assertThat(fit.fits()).isTrue();
    for (int size : SIZES) {
      assertThat(fit.at(size))
          .isCloseTo(law(lambda, sigma, kappa).applyAsDouble(size), within(1e-5 * lambda));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.002, 0.005", "0.1, 0.01, 0.02", "0.3, 0.001, 0.01", "0.02, 0.0005, 0.003"})
  void intervalsHoldTheTruthNineteenTimesInTwenty(double sigma, double kappa, double noise) {
    int sets = 300;
    int[] held = new int[3];
    for (int seed = 0; seed < sets; seed++) {
      UslFit fit = fit(law(10, sigma, kappa), noise, seed);
      held[0] += fit.lambdaPerSecond().holds(10) ? 1 : 0;
      held[1] += fit.contention().holds(sigma) ? 1 : 0;
      held[2] += fit.coherency().holds(kappa) ? 1 : 0;
    }
    for (int each : held) {
      assertThat(each / (double) sets).isBetween(0.90, 0.99);
    }
  }

  @Test
  void withoutAnyContentionTheEstimateIsAtItsBoundAndTheIntervalEndsThere() {
    int atBound = 0;
    int held = 0;
    for (int seed = 0; seed < 300; seed++) {
      UslFit fit = fit(law(10, 0, 0.002), 0.01, seed);
      atBound += fit.contention().estimate() == 0 ? 1 : 0;
      held += fit.contention().holds(0) ? 1 : 0;
      assertThat(fit.contention().low()).isGreaterThanOrEqualTo(0);
      assertThat(fit.coherency().estimate()).isGreaterThanOrEqualTo(0);
    }
    assertThat(atBound).isBetween(90, 210);
    assertThat(held).isGreaterThanOrEqualTo(270);
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "4, 16", "2, 8", "8, 32"})
  void aPlateauIsNotOfThisForm(int capacity, int largest) {
    List<Point> points = new ArrayList<>();
    for (int size = 1; size <= largest; size *= 2) {
      points.add(new Point(size, Math.min(size, capacity) / 0.5));
      points.add(new Point(size, Math.min(size, capacity) / 0.5001));
    }
    UslFit fit = requireNonNull(UslFitter.fit(points));
    assertThat(fit.fits()).isFalse();
    assertThat(fit.residual()).isGreaterThan(UslFitter.FITS_BELOW);
    assertThat(Math.abs(fit.worstResidual())).isGreaterThanOrEqualTo(fit.residual());
  }

  @Test
  void roundsThatAllMissTheLawInTheSameWayDoNotMakeItSure() {
    // Two per mille between rounds, two per cent between the steps and the law.
    List<Point> points = new ArrayList<>();
    Random random = new Random(1);
    for (int size : SIZES) {
      double off = size == 4 ? 1.02 : size == 8 ? 0.98 : 1;
      for (int round = 0; round < 10; round++) {
        double noise = Math.exp(0.002 * random.nextGaussian());
        points.add(new Point(size, law(10, 0.05, 0).applyAsDouble(size) * off * noise));
      }
    }
    UslFit fit = requireNonNull(UslFitter.fit(points));
    assertThat(fit.contention().high() - fit.contention().low()).isGreaterThan(0.02);
    assertThat(fit.contention().holds(0.05)).isTrue();
  }

  @Test
  void throughputPeaksWhereTheLawSays() {
    UslFit fit = fit(law(10, 0.04, 0.0015), 0, 1);
    assertThat(fit.peakSize()).isEqualTo((int) Math.floor(Math.sqrt(0.96 / 0.0015)));
    assertThat(fit(law(10, 0.04, 0), 0, 1).peakSize()).isZero();
  }

  @Test
  void threeSizesAreTooFew() {
    assertThat(
            UslFitter.fit(
                List.of(new Point(1, 1), new Point(2, 2), new Point(4, 4), new Point(4, 4.1))))
        .isNull();
    assertThat(UslFitter.fit(List.of())).isNull();
    assertThat(
            UslFitter.fit(
                List.of(new Point(1, 1), new Point(2, 2), new Point(3, 3), new Point(4, 4))))
        .isNotNull();
  }

  @Test
  void withoutASingleReplicaTheLawMayHaveNoBounds() {
    List<Point> points = new ArrayList<>();
    List<Point> noisy = new ArrayList<>();
    for (int size = 2; size <= 16; size *= 2) {
      points.add(new Point(size, size / (size - 1.0)));
      noisy.add(new Point(size, size / (size - 0.9) * (size == 4 ? 1.1 : 1)));
    }
    assertThat(UslFitter.fit(points)).isNull();
    UslFit fit = requireNonNull(UslFitter.fit(noisy));
    assertThat(fit.lambdaPerSecond().high()).isNaN();
    assertThat(fit.lambdaPerSecond().low()).isNaN();
    assertThat(fit.lambdaPerSecond().estimate()).isPositive().isFinite();
  }

  @Test
  void throughputThatGrowsFasterThanTheFleetHasNoContention() {
    UslFit fit = fit(size -> Math.pow(size, 1.1), 0.001, 1);
    assertThat(fit.contention().estimate()).isZero();
    assertThat(fit.coherency().estimate()).isZero();
    assertThat(fit.fits()).isFalse();
  }

  private static IntToDoubleFunction law(double lambda, double sigma, double kappa) {
    return n -> lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
  }

  private static UslFit fit(IntToDoubleFunction truth, double noise, long seed) {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int size : SIZES) {
      for (int round = 0; round < ROUNDS; round++) {
        points.add(
            new Point(size, truth.applyAsDouble(size) * Math.exp(noise * random.nextGaussian())));
      }
    }
    return requireNonNull(UslFitter.fit(points));
  }
}
