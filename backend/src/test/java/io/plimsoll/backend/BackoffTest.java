package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final long SECOND = 1_000_000_000L;

  private static Slot slot() {
    return Slot.all(Backends.config("sleep")).get(0);
  }

  @Test
  void eachEmptyAnswerInARowAddsAStepUpToTheMaximum() {
    Backoff backoff =
        Backoff.of(Backends.config("--classic", "-backoff", "2", "-backoff-max", "5", "sleep"));
    Slot slot = slot();
    assertThat(backoff.waitNanos()).isZero();
    assertThat(backoff.afterEmpty(slot, 0)).isEqualTo(2 * SECOND);
    assertThat(backoff.afterEmpty(slot, 0)).isEqualTo(5 * SECOND);
    assertThat(backoff.afterEmpty(slot, 0)).isEqualTo(5 * SECOND);
    slot.empties = 0;
    assertThat(backoff.afterEmpty(slot, 0)).isEqualTo(2 * SECOND);
  }

  @Test
  void aStepAboveTheMaximumIsTheMaximum() {
    Backoff backoff = Backoff.of(Backends.config("-backoff", "10", "sleep"));
    assertThat(backoff.afterEmpty(slot(), 0)).isEqualTo(5 * SECOND);
  }

  @Test
  void aLongPollIsOpenedAgainAtOnceUnlessTheFrontendDidNotHoldIt() {
    Backoff backoff = Backoff.of(Backends.config("-backoff", "1", "sleep"));
    Slot slot = slot();
    assertThat(backoff.waitNanos()).isEqualTo(30 * SECOND);
    assertThat(backoff.afterEmpty(slot, 30 * SECOND)).isZero();
    assertThat(backoff.afterEmpty(slot, SECOND)).isEqualTo(SECOND);
    assertThat(backoff.afterEmpty(slot, SECOND)).isEqualTo(2 * SECOND);
    assertThat(backoff.afterEmpty(slot, 30 * SECOND)).isZero();
    assertThat(backoff.afterEmpty(slot, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void withoutBackOffTheBackendEndsWhenTheQueueIsEmpty() {
    Backoff backoff = Backoff.of(Backends.config("sleep"));
    assertThat(backoff.endsWhenEmpty()).isTrue();
    assertThat(backoff.waitNanos()).isZero();
  }
}
