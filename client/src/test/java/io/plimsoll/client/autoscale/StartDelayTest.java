package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartDelayTest {

  @Test
  void whatIsThereAtTheBeginningIsStarted() {
    assertThat(new StartDelay(10, 3).started(0)).isEqualTo(3);
  }

  @Test
  void moreAreStartedOnlyAfterTheDelay() {
    StartDelay delay = new StartDelay(10, 1);
    delay.want(4, 5);
    assertThat(delay.wanted()).isEqualTo(4);
    assertThat(delay.started(14)).isEqualTo(1);
    assertThat(delay.started(15)).isEqualTo(4);
  }

  @Test
  void thoseThatHaveNotBeenStartedGoFirstAndTheNewestOfThem() {
    StartDelay delay = new StartDelay(10, 2);
    delay.want(5, 0);
    delay.want(8, 4);
    delay.want(6, 5);
    assertThat(delay.started(10)).isEqualTo(5);
    assertThat(delay.started(13)).isEqualTo(5);
    assertThat(delay.started(14)).isEqualTo(6);
    delay.want(1, 15);
    assertThat(delay.started(15)).isEqualTo(1);
  }

  @Test
  void goingDownPastThoseThatWaitEndsSomeThatRun() {
    StartDelay delay = new StartDelay(10, 3);
    delay.want(5, 0);
    delay.want(2, 1);
    assertThat(delay.started(1)).isEqualTo(2);
    assertThat(delay.started(100)).isEqualTo(2);
  }

  @Test
  void withoutADelayAllStartAtOnce() {
    StartDelay delay = new StartDelay(0, 0);
    delay.want(7, 3);
    assertThat(delay.started(3)).isEqualTo(7);
  }
}
