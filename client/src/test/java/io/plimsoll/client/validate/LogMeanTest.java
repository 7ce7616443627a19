package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogMeanTest {

  @Test
  void threeValuesHaveStudentsInterval() {
    // Logarithms 0, 1, 2: mean 1, standard error 1 / sqrt(3), t of two degrees 4.302653.
    Interval mean = LogMean.of(1, Math.E, Math.E * Math.E);
    double half = 4.302653 / Math.sqrt(3);
    assertThat(mean.estimate()).isCloseTo(Math.E, within(1e-9));
    assertThat(mean.low()).isCloseTo(Math.exp(1 - half), within(1e-5));
    assertThat(mean.high()).isCloseTo(Math.exp(1 + half), within(1e-4));
  }

  @Test
  void oneValueHasNoInterval() {
    Interval mean = LogMean.of(3);
    assertThat(mean.estimate()).isEqualTo(3);
    assertThat(mean.low()).isNaN();
    assertThat(mean.high()).isNaN();
    assertThat(mean.holds(3)).isFalse();
  }

  @Test
  void noValueIsNothingKnown() {
    assertThat(LogMean.of().estimate()).isNaN();
  }

  @Test
  void valuesThatAreAlikeLeaveNoDoubt() {
    Interval mean = LogMean.of(2, 2, 2);
    assertThat(mean.low()).isCloseTo(2, within(1e-12));
    assertThat(mean.high()).isCloseTo(2, within(1e-12));
  }

  @Test
  void holdsTheTruthNineteenTimesInTwenty() {
    int held = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      double[] values =
          random.doubles(4).map(unused -> 1.95 * Math.exp(0.02 * random.nextGaussian())).toArray();
      held += LogMean.of(values).holds(1.95) ? 1 : 0;
    }
    assertThat(held / 2000.0).isBetween(0.93, 0.97);
  }
}
