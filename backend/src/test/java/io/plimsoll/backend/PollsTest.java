package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.Poll.State;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PollsTest {

  private static final Slot SLOT = Slot.all(Backends.config("sleep")).get(0);

  @Test
  void everyWorkRequestIsCountedInItsState() {
    Polls polls = new Polls();
    Poll one = polls.open(SLOT, 0);
    Poll two = polls.open(SLOT, 0);
    assertThat(polls.find(1)).isSameAs(two);
    assertThat(polls.parked()).isEqualTo(2);
    assertThat(polls.running()).isZero();
    polls.move(one, State.RUNNING);
    assertThat(polls.in(State.RUNNING)).containsExactly(one);
    assertThat(polls.in(State.PARKED)).containsExactly(two);
    polls.move(one, State.LOST);
    assertThat(polls.find(0)).isNull();
    assertThat(polls.parked()).isEqualTo(1);
    assertThat(polls.running()).isEqualTo(1);
    polls.move(one, State.OVER);
    polls.move(two, State.OVER);
    assertThat(polls.parked()).isZero();
    assertThat(polls.running()).isZero();
    assertThat(polls.in(State.PARKED)).isEmpty();
  }

  @Test
  void aHundredThousandSlotsDoNotTakeSecondsToStartAndEnd() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(3),
        () -> {
          Polls polls = new Polls();
          for (int i = 0; i < 100_000; i++) {
            polls.open(SLOT, 0);
          }
          polls.in(State.PARKED).forEach(poll -> polls.move(poll, State.OVER));
          assertThat(polls.parked()).isZero();
        });
  }
}
