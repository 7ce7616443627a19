package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunLimitTest {

  @Test
  void theSmallerLimitCountsAndZeroIsNone() {
    assertThat(RunLimit.nanos(Duration.ZERO, 0)).isZero();
    assertThat(RunLimit.nanos(Duration.ofSeconds(2), 0)).isEqualTo(2_000_000_000L);
    assertThat(RunLimit.nanos(Duration.ZERO, 0.3)).isEqualTo(300_000_000L);
    assertThat(RunLimit.nanos(Duration.ofSeconds(2), 0.3)).isEqualTo(300_000_000L);
    assertThat(RunLimit.nanos(Duration.ofMillis(1), 0.3)).isEqualTo(1_000_000L);
    assertThat(RunLimit.nanos(Duration.ZERO, 1e-12)).isEqualTo(1);
  }
}
