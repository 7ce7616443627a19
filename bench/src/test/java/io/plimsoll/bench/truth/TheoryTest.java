package io.plimsoll.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheoryTest {

  /** From the sum that defines it, in fractions: 1/3, 4/23, 8192/13735, 8748/11105, 128/231. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.9, 0.9",
    "2, 1, 0.333333333333",
    "4, 2, 0.173913043478",
    "4, 3.2, 0.596432471787",
    "4, 3.6, 0.787753264295",
    "5, 4, 0.554112554113",
    "10, 8, 0.409180150796",
    "100, 90, 0.216940480906"
  })
  void erlangsFormulaForWaiting(int servers, double erlangs, double share) {
    assertThat(Theory.erlangC(servers, erlangs)).isCloseTo(share, within(1e-11));
  }

  @Test
  void aLoadWithoutASteadyStateIsRefused() {
    assertThatThrownBy(() -> Theory.erlangC(4, 4))
        .hasMessage("erlangs: 4.0 (expected: 0 to less than 4)");
    assertThatThrownBy(() -> Theory.meanWaitOfMg1(10, 0.1, 0))
        .hasMessage("load: 1.0 (expected: less than 1)");
  }

  /** Load / (1 - load) service times, and an exponential tail. */
  @Test
  void oneExponentialServer() {
    assertThat(Theory.meanWaitOfMmc(1, 18, 0.05)).isCloseTo(0.45, within(1e-12));
    assertThat(Theory.meanWaitOfMg1(18, 0.05, 0.05 * 0.05)).isCloseTo(0.45, within(1e-12));
    assertThat(Theory.shareLongerInMmc(1, 18, 0.05, 0)).isCloseTo(0.9, within(1e-12));
    assertThat(Theory.shareLongerInMmc(1, 18, 0.05, 0.5))
        .isCloseTo(0.9 * Math.exp(-1), within(1e-12));
    assertThat(Theory.percentileOfMmc(1, 18, 0.05, 0.99))
        .isCloseTo(0.5 * Math.log(90), within(1e-12));
    assertThat(Theory.percentileOfMmc(1, 10, 0.05, 0.5)).isZero();
  }

  @Test
  void fourServersWaitFarLessThanOne() {
    assertThat(Theory.meanWaitOfMmc(4, 72, 0.05))
        .isCloseTo(8748.0 / 11105 * 0.05 / 0.4, within(1e-12));
    assertThat(Theory.meanWaitOfMgc(4, 72, 0.05, 0.05 * 0.05))
        .isCloseTo(Theory.meanWaitOfMmc(4, 72, 0.05), within(1e-12));
  }

  /** Constant times wait half as long as exponential ones. */
  @Test
  void constantTimes() {
    assertThat(Theory.meanWaitOfMg1(0.8, 1, 0)).isCloseTo(2, within(1e-12));
    assertThat(Theory.meanWaitOfMgc(1, 0.8, 1, 0)).isCloseTo(2, within(1e-12));
  }

  /** From the same sum with 60 decimal digits; the integral of all of it is the mean of 2. */
  @ParameterizedTest
  @CsvSource({
    "0.8, 0, 0.8",
    "0.8, 0.5, 0.701635060472",
    "0.8, 1, 0.554891814302",
    "0.8, 2, 0.365480063680",
    "0.8, 5, 0.100497238246",
    "0.8, 10, 0.011657108265",
    "0.8, 20, 0.000156843631",
    "0.5, 1, 0.175639364650",
    "0.5, 5, 0.001235729731"
  })
  void erlangsDistributionForConstantTimes(double load, double seconds, double share) {
    assertThat(Theory.shareLongerInMd1(load, 1, seconds)).isCloseTo(share, within(1e-6));
    assertThat(Theory.percentileOfMd1(load, 1, 1 - share)).isCloseTo(seconds, within(0.01));
  }

  @Test
  void theDistributionForConstantTimesHasTheirMean() {
    double step = 0.01;
    double mean = 0;
    for (double at = step / 2; at < 20; at += step) {
      mean += step * Theory.shareLongerInMd1(0.8, 1, at);
    }
    assertThat(mean).isCloseTo(Theory.meanWaitOfMg1(0.8, 1, 0), within(1e-3));
  }
}
