package io.plimsoll.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RampPacerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void rampFromZeroFollowsTheSquareRoot() {
    // 10 starts per second and second: n = 5 t^2.
    RampPacer pacer = new RampPacer(0, 100, 10 * SECOND);
    assertThat(pacer.dueNanos(0)).isZero();
    assertThat(pacer.dueNanos(5)).isEqualTo(SECOND);
    assertThat(pacer.dueNanos(20)).isEqualTo(2 * SECOND);
    assertThat(pacer.dueNanos(320)).isEqualTo(8 * SECOND);
    assertThat(pacer.dueNanos(500)).isEqualTo(10 * SECOND);
    assertThat(pacer.dueNanos(600)).isEqualTo(11 * SECOND);
  }

  @Test
  void fallingRampIsDueAtItsKnownPoints() {
    // n = 30 t - t^2, 200 by the end; 10 a second then.
    RampPacer pacer = new RampPacer(30, 10, 10 * SECOND);
    assertThat(pacer.dueNanos(29)).isEqualTo(SECOND);
    assertThat(pacer.dueNanos(125)).isEqualTo(5 * SECOND);
    assertThat(pacer.dueNanos(200)).isEqualTo(10 * SECOND);
    assertThat(pacer.dueNanos(210)).isEqualTo(11 * SECOND);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 600",
    "1000, 10, 600",
    "5, 1000000, 86400",
    "1000000, 5, 86400",
    "100, 100.0000000001, 3600",
    "100.0000000001, 100, 3600",
    "100, 100, 3600",
    "0, 0.001, 0.000000001",
    "1000000000, 0.000001, 1000",
    "1e-300, 1e-3, 1e6",
    "333.3, 7, 8640000"
  })
  void everyStartIsDueWhenTheExactIntegralSaysSo(double from, double to, BigDecimal seconds) {
    long rampNanos = seconds.movePointRight(9).longValueExact();
    RampPacer pacer = new RampPacer(from, to, rampNanos);
    BigDecimal inRamp =
        new BigDecimal(from)
            .add(new BigDecimal(to))
            .multiply(seconds)
            .divide(BigDecimal.valueOf(2), DIGITS);
    long last = inRamp.longValue();
    for (long index : new long[] {1, 2, last / 1000 + 1, last / 2 + 1, last / 10 * 9, last - 1}) {
      if (index < 1 || inRamp.compareTo(BigDecimal.valueOf(index)) < 0) {
        continue;
      }
      double exact = exactNanos(from, to, seconds, BigDecimal.valueOf(index));
      assertThat((double) pacer.dueNanos(index))
          .as("start %d of %d", index, last)
          .isCloseTo(
              exact,
              within(2 + Math.ulp((double) last) * SECOND / pacer.ratePerSecondAt((long) exact)));
    }
  }

  /** The usual solution, with so many digits that what they lose does not matter. */
  private static double exactNanos(double from, double to, BigDecimal seconds, BigDecimal starts) {
    BigDecimal a = new BigDecimal(from);
    BigDecimal slope = new BigDecimal(to).subtract(a).divide(seconds, DIGITS);
    BigDecimal t =
        slope.signum() == 0
            ? starts.divide(a, DIGITS)
            : a.multiply(a)
                .add(slope.multiply(starts).multiply(BigDecimal.valueOf(2)))
                .sqrt(DIGITS)
                .subtract(a)
                .divide(slope, DIGITS);
    return t.movePointRight(9).doubleValue();
  }

  @ParameterizedTest
  @CsvSource({"0, 30000", "30000, 3", "7, 333.3"})
  void rateDoesNotDriftInThousandMillionStarts(double from, double to) {
    RampPacer pacer = new RampPacer(from, to, 60 * SECOND);
    BigDecimal inRamp =
        new BigDecimal(from).add(new BigDecimal(to)).multiply(BigDecimal.valueOf(30));
    long index = 1_000_000_000L;
    BigDecimal exact =
        BigDecimal.valueOf(index)
            .subtract(inRamp)
            .divide(new BigDecimal(to), DIGITS)
            .add(BigDecimal.valueOf(60))
            .movePointRight(9);
    // A hundred days are 8.64e15 ns; the slowest of these needs ten years.
    long allowed = 1 + exact.longValue() / 4_000_000_000_000_000L * 2;
    assertThat(pacer.dueNanos(index))
        .isBetween(exact.longValue() - allowed, exact.longValue() + allowed);
  }

  @ParameterizedTest
  @CsvSource({"0, 100000", "100000, 1", "99999, 100000"})
  void neverGoesBack(double from, double to) {
    RampPacer pacer = new RampPacer(from, to, SECOND);
    long before = 0;
    for (long index = 1; index < 200_000; index++) {
      long due = pacer.dueNanos(index);
      assertThat(due).isGreaterThan(before);
      before = due;
    }
  }

  @Test
  void levelRampIsAConstantRate() {
    RampPacer ramp = new RampPacer(7, 7, 100 * SECOND);
    ConstantPacer constant = new ConstantPacer(7);
    for (long index = 0; index < 2_000; index++) {
      assertThat(ramp.dueNanos(index))
          .isBetween(constant.dueNanos(index) - 1, constant.dueNanos(index) + 1);
    }
  }

  @Test
  void rateGoesEvenlyFromOneToTheOtherAndStays() {
    RampPacer pacer = new RampPacer(10, 30, 4 * SECOND);
    assertThat(pacer.ratePerSecondAt(0)).isEqualTo(10);
    assertThat(pacer.ratePerSecondAt(SECOND)).isEqualTo(15);
    assertThat(pacer.ratePerSecondAt(4 * SECOND)).isEqualTo(30);
    assertThat(pacer.ratePerSecondAt(Pacer.MAX_NANOS)).isEqualTo(30);
  }

  @Test
  void restOfARampGoesOnWhereItWas() {
    RampPacer pacer = new RampPacer(10, 30, 4 * SECOND);
    // 30 starts are in the first two seconds.
    Pacer rest = pacer.from(2 * SECOND);
    assertThat(rest).isEqualTo(new RampPacer(20, 30, 2 * SECOND));
    for (int more = 0; more < 200; more++) {
      long whole = pacer.nanosAt(30 + more) - 2 * SECOND;
      assertThat(rest.nanosAt(more)).isBetween(whole - 1, whole + 1);
    }
    assertThat(pacer.from(4 * SECOND)).isEqualTo(new ConstantPacer(30));
    assertThat(pacer.from(Pacer.MAX_NANOS)).isEqualTo(new ConstantPacer(30));
  }

  @Test
  void verySlowRampStaysWithinTheClock() {
    RampPacer slow = new RampPacer(0, Double.MIN_NORMAL, SECOND);
    assertThat(slow.dueNanos(0)).isZero();
    assertThat(slow.dueNanos(1)).isEqualTo(Pacer.MAX_NANOS);
    RampPacer longest = new RampPacer(0, Double.MIN_NORMAL, Long.MAX_VALUE);
    assertThat(longest.dueNanos(1)).isEqualTo(Pacer.MAX_NANOS);
    assertThat(new RampPacer(0, 1e-9, Long.MAX_VALUE).dueNanos(10)).isEqualTo(Pacer.MAX_NANOS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1.1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void rateToBeginWithThatIsNoneIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RampPacer(rate, 1, 1))
        .withMessageContaining("fromPerSecond: " + rate + " (expected: 0 to 1.0E9)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 1.1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void rateToEndWithThatIsNoneIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RampPacer(1, rate, 1))
        .withMessageContaining("toPerSecond: " + rate + " (expected: greater than 0, to 1.0E9)");
  }

  @Test
  void rampThatTakesNoTimeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RampPacer(1, 2, 0))
        .withMessageContaining("rampNanos: 0 (expected: greater than 0)");
    assertThat(new RampPacer(1e9, 1e9, 1).dueNanos(1)).isEqualTo(1);
  }
}
