package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacesTest {

  private static final Duration ZERO = Duration.ZERO;

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void looksGetRarerUntilTheLongestPause() {
    assertThat(Polling.DEFAULT.pause(0, 1)).isEqualTo(ms(500));
    assertThat(Polling.DEFAULT.pause(1, 1)).isEqualTo(ms(750));
    assertThat(Polling.DEFAULT.pause(7, 1)).isBetween(ms(8_500), ms(8_600));
    assertThat(Polling.DEFAULT.pause(8, 1)).isEqualTo(ms(10_000));
    assertThat(Polling.DEFAULT.pause(Integer.MAX_VALUE, 1)).isEqualTo(ms(10_000));
  }

  @Test
  void manyRequestsMakeALongPauseHoweverOftenSomethingChanges() {
    assertThat(Polling.DEFAULT.pause(0, 40)).isEqualTo(ms(8_000));
    assertThat(Polling.DEFAULT.pause(8, 40)).isEqualTo(ms(10_000));
    assertThat(Polling.DEFAULT.least(0)).isEqualTo(ZERO);
  }

  @Test
  void repetitionsComeLaterEachTimeAndNotAllAtOnce() {
    assertThat(Patience.DEFAULT.pause(0, 0)).isEqualTo(ms(250));
    assertThat(Patience.DEFAULT.pause(0, 1)).isEqualTo(ms(500));
    assertThat(Patience.DEFAULT.pause(3, 1)).isEqualTo(ms(4_000));
    assertThat(Patience.DEFAULT.pause(20, 0)).isEqualTo(ms(30_000));
    assertThat(Patience.DEFAULT.pause(2_000, 1)).isEqualTo(ms(30_000));
  }

  @Test
  void aServerCannotHoldAClientUpForHours() {
    assertThat(Patience.DEFAULT.pause(ms(7_000))).isEqualTo(ms(7_000));
    assertThat(Patience.DEFAULT.pause(Duration.ofHours(3))).isEqualTo(ms(30_000));
  }
}
