package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommonStartTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.250Z");

  private final MockTicker clock = Ticker.newMockTicker();

  private CommonStart at(Instant at) {
    return Objects.requireNonNull(CommonStart.of(at, NOW, clock));
  }

  @Test
  void theStartComesNearerAsTheMonotonicClockGoes() {
    clock.advance(7, TimeUnit.HOURS);
    CommonStart start = at(NOW.plusSeconds(60));
    assertThat(start.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    clock.advance(59, TimeUnit.SECONDS);
    assertThat(start.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    clock.advance(3, TimeUnit.SECONDS);
    assertThat(start.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(-2));
  }

  @Test
  void connectionsAreOpenedHalfAMinuteBeforeTheStart() throws Exception {
    CommonStart start = at(NOW.plusSeconds(600));
    assertThat(start.waitToConnectNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(570));
    clock.advance(570, TimeUnit.SECONDS);
    start.sleepUntilConnecting("load");
    assertThat(start.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void aStartMoreThanADayAheadIsRefused() {
    Instant latest = NOW.plus(Duration.ofDays(1));
    assertThat(at(latest).waitNanos()).isEqualTo(TimeUnit.DAYS.toNanos(1));
    assertThatThrownBy(() -> CommonStart.of(latest.plusNanos(1), NOW, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--start-at: 2026-02-01T12:00:00.250000001Z"
                + " (expected: within 24 hours from now, 2026-01-31T12:00:00Z)");
    assertThatThrownBy(() -> CommonStart.of(Instant.MAX, NOW, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStartLongAgoIsPast() {
    assertThat(at(Instant.EPOCH).waitNanos()).isNegative();
    assertThat(at(Instant.MIN).waitNanos()).isNegative();
    assertThat(at(NOW).waitNanos()).isZero();
  }

  @Test
  void withoutATimeThereIsNoCommonStart() {
    assertThat(CommonStart.of(null, NOW, clock)).isNull();
  }
}
