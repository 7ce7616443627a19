package io.plimsoll.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantPacerTest {

  @Test
  void firstStartIsDueAtOnce() {
    assertThat(new ConstantPacer(0.5).dueNanos(0)).isZero();
  }

  @Test
  void startsAreEvenlySpaced() {
    ConstantPacer pacer = new ConstantPacer(4);
    assertThat(pacer.dueNanos(1)).isEqualTo(250_000_000);
    assertThat(pacer.dueNanos(2)).isEqualTo(500_000_000);
    assertThat(pacer.dueNanos(3)).isEqualTo(750_000_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 3, 7, 333.3, 30_000, 999_999})
  void rateDoesNotDriftInHundredDays(double rate) {
    ConstantPacer pacer = new ConstantPacer(rate);
    long lastIndex = (long) (rate * 86_400 * 100);
    for (long index : new long[] {lastIndex, lastIndex / 2 + 1, lastIndex / 7 + 3}) {
      BigDecimal exact =
          BigDecimal.valueOf(index)
              .multiply(BigDecimal.valueOf(1_000_000_000L))
              .divide(new BigDecimal(rate), MathContext.DECIMAL128);
      long nanos = exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
      assertThat(pacer.dueNanos(index)).isBetween(nanos - 1, nanos + 1);
    }
  }

  @Test
  void neverGoesBack() {
    ConstantPacer pacer = new ConstantPacer(123_457);
    long before = 0;
    for (long index = 1; index < 200_000; index++) {
      long due = pacer.dueNanos(index);
      assertThat(due).isGreaterThan(before);
      before = due;
    }
  }

  @Test
  void verySlowRateStaysWithinTheClock() {
    ConstantPacer pacer = new ConstantPacer(Double.MIN_NORMAL);
    assertThat(pacer.dueNanos(0)).isZero();
    assertThat(pacer.dueNanos(1)).isEqualTo(Pacer.MAX_NANOS);
    assertThat(System.nanoTime() + pacer.dueNanos(2)).isGreaterThan(System.nanoTime());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void rateThatIsNoneIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstantPacer(rate))
        .withMessageContaining("ratePerSecond: " + rate);
  }

  @Test
  void rateIsTheSameFromAnyTimeOn() {
    ConstantPacer pacer = new ConstantPacer(4);
    assertThat(pacer.ratePerSecondAt(0)).isEqualTo(4);
    assertThat(pacer.ratePerSecondAt(Pacer.MAX_NANOS)).isEqualTo(4);
    assertThat(pacer.from(12_345)).isEqualTo(pacer);
    assertThat(pacer.nanosAt(2.5)).isEqualTo(625_000_000);
  }
}
