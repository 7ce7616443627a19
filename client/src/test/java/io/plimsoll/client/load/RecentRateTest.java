package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecentRateTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long T0 = -100 * SECOND;

  @Test
  void rateBeforeAnyTimeHasPassedIsZero() {
    assertThat(new RecentRate(T0).perSecond(T0)).isZero();
  }

  @Test
  void rateOfTheFirstSecondsIsOverTheTimeThatPassed() {
    RecentRate rate = new RecentRate(T0);
    for (int i = 0; i < 20; i++) {
      rate.count(T0 + i * SECOND / 10);
    }
    assertThat(rate.perSecond(T0 + 2 * SECOND)).isEqualTo(10, within(1e-9));
  }

  @Test
  void whatIsOlderThanTenSecondsDoesNotCount() {
    RecentRate rate = new RecentRate(T0);
    for (int i = 0; i < 1000; i++) {
      rate.count(T0);
    }
    assertThat(rate.perSecond(T0 + 9 * SECOND)).isEqualTo(1000 / 9.0, within(1e-9));
    assertThat(rate.perSecond(T0 + 10 * SECOND)).isZero();
  }

  @Test
  void steadyRateIsToldSteadilyForAnHour() {
    RecentRate rate = new RecentRate(T0);
    for (long i = 0; i < 36_000; i++) {
      long now = T0 + i * SECOND / 10;
      rate.count(now);
      if (i > 200) {
        assertThat(rate.perSecond(now + SECOND / 20)).isEqualTo(10, within(0.06));
      }
    }
  }

  @Test
  void longSilenceIsForgottenAtOnce() {
    RecentRate rate = new RecentRate(T0);
    rate.count(T0);
    rate.count(T0 + 1_000_000 * SECOND);
    assertThat(rate.perSecond(T0 + 1_000_001 * SECOND)).isEqualTo(0.1, within(0.02));
  }
}
