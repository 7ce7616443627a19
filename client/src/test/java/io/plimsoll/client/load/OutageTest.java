package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void withoutRetryTheFirstFailureIsTheLast() {
    assertThat(new Outage(0, new Random(1)).failed(5)).isEqualTo(Outage.GIVE_UP);
  }

  @Test
  void triesForAsLongAsItWasTold() {
    Outage outage = new Outage(10 * SECOND, new Random(1));
    long now = -3 * SECOND;
    long end = now + 10 * SECOND;
    long delay = outage.failed(now);
    int tries = 0;
    while (delay != Outage.GIVE_UP) {
      assertThat(delay).isBetween(SECOND / 10, SECOND * 3 / 10);
      now += delay;
      tries++;
      delay = outage.failed(now);
    }
    assertThat(now).isBetween(end - SECOND * 3 / 10, end);
    assertThat(tries).isGreaterThan(30);
  }

  @Test
  void timeRunsAnewAfterTheFrontendWasBack() {
    Outage outage = new Outage(10 * SECOND, new Random(1));
    outage.failed(0);
    assertThat(outage.isDown()).isTrue();
    outage.over();
    assertThat(outage.isDown()).isFalse();
    assertThat(outage.failed(60 * SECOND)).isNotEqualTo(Outage.GIVE_UP);
    assertThat(outage.failed(69 * SECOND)).isNotEqualTo(Outage.GIVE_UP);
    assertThat(outage.failed(70 * SECOND)).isEqualTo(Outage.GIVE_UP);
  }

  /**
   * Else the log would say, of four connections that end together, that it was back three times.
   */
  @Test
  void connectionsThatEndTogetherAreOneOutage() {
    Outage outage = new Outage(10 * SECOND, new Random(1));
    assertThat(outage.beganBefore(5 * SECOND)).isFalse();
    outage.failed(20 * SECOND);
    assertThat(outage.beganBefore(5 * SECOND)).isFalse();
    assertThat(outage.beganBefore(21 * SECOND)).isTrue();
    outage.over();
    assertThat(outage.beganBefore(21 * SECOND)).isFalse();
  }
}
