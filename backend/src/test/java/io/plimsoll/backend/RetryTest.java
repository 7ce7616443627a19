package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;

  private static Retry retry(long windowNanos) {
    return new Retry(windowNanos, new SplittableRandom(1));
  }

  @Test
  void withoutATimeToRetryTheFirstLossIsTheEnd() {
    assertThat(retry(0).lost(5)).isEmpty();
  }

  @Test
  void delaysDoubleUpToTwoSecondsWithAtMostHalfOfEachTakenOff() {
    Retry retry = retry(1000 * SECOND);
    long[] longest = {100, 200, 400, 800, 1600, 2000, 2000};
    for (long millis : longest) {
      assertThat(retry.lost(0).getAsLong()).isBetween(millis * MILLI / 2, millis * MILLI);
    }
  }

  @Test
  void theLastTryIsAtTheEndOfTheTime() {
    Retry retry = retry(10 * SECOND);
    assertThat(retry.lost(0)).isPresent();
    assertThat(retry.lost(10 * SECOND - MILLI)).isEqualTo(OptionalLong.of(MILLI));
    assertThat(retry.lost(10 * SECOND)).isEmpty();
  }

  @Test
  void anAnswerStartsTheTimeAnew() {
    Retry retry = retry(SECOND);
    assertThat(retry.lost(0)).isPresent();
    assertThat(retry.isFirstTry()).isTrue();
    assertThat(retry.lost(SECOND / 2)).isPresent();
    assertThat(retry.isFirstTry()).isFalse();
    retry.answered();
    assertThat(retry.lost(2 * SECOND)).isPresent();
    assertThat(retry.isFirstTry()).isTrue();
  }

  @Test
  void aConnectionThatStoodLongStartsTheTimeAnewButOneThatIsClosedAtOnceDoesNot() {
    Retry retry = retry(SECOND);
    assertThat(retry.lost(0)).isPresent();
    assertThat(retry.reached(SECOND / 2)).isTrue();
    assertThat(retry.reached(SECOND / 2)).isFalse();
    assertThat(retry.lost(SECOND)).isEmpty();

    assertThat(retry.reached(SECOND)).isTrue();
    assertThat(retry.lost(20 * SECOND)).isPresent();
  }
}
