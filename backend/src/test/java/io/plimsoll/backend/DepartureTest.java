package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DepartureTest {

  private static final long MILLI = 1_000_000L;

  private final Departure departure = new Departure();

  @Test
  void anIdleBackendHasWaitedInAllNoLongerThanItsPatience() {
    assertThat(departure.isImpatient(Long.MAX_VALUE / 2)).isFalse();
    assertThat(departure.begin(0)).isTrue();
    assertThat(departure.begin(100 * MILLI)).isFalse();
    assertThat(departure.isImpatient(599 * MILLI)).isFalse();
    assertThat(departure.closeNanos(250 * MILLI)).isEqualTo(350 * MILLI);
    assertThat(departure.isImpatient(600 * MILLI)).isTrue();
    assertThat(departure.closeNanos(700 * MILLI)).isZero();
  }

  @Test
  void aReplyGetsASecondToArrive() {
    assertThat(departure.closeNanos(0)).isEqualTo(1000 * MILLI);
    departure.replied();
    departure.begin(0);
    assertThat(departure.closeNanos(0)).isEqualTo(600 * MILLI);
    departure.replied();
    assertThat(departure.closeNanos(5000 * MILLI)).isEqualTo(1000 * MILLI);
  }
}
