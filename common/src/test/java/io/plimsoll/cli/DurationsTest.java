package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5, 5000000000",
    "0.2, 200000000",
    ".5, 500000000",
    "5., 5000000000",
    "200ms, 200000000",
    "0.5ms, 500000",
    "5s, 5000000000",
    "2m, 120000000000",
    "1.5m, 90000000000",
    "1h, 3600000000000",
    "0.000000001, 1",
    "0.1, 100000000",
    "3200000000, 3200000000000000000",
    "1e1, 10000000000",
    "1E1, 10000000000",
    "1e+1, 10000000000",
    "2.5e-1, 250000000",
    ".5e0, 500000000",
    "5.e-1, 500000000",
    "2e2ms, 200000000",
    "32e8, 3200000000000000000",
    "0e999, 0",
    "1e-9, 1",
    "1e-999, 0"
  })
  void timeAsPeopleWriteIt(String text, long nanos) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "s", ".", "-1", "+1", "1e", "e1", "1e1.5", "1e1e1", "1e1000", "1f1", "1,5", "1 s",
        " 1", "1d", "1us", "1S", "1m30s", "0x1", "NaN", "\u0661", "1\n"
      })
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' (expected: " + Durations.RULE + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3200000001",
        "53333334m",
        "999999999999h",
        "999999999999",
        "3.3e9",
        "1e999",
        "1e9h"
      })
  void timeOverACenturyIsRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' (expected: at most 3200000000 s)");
  }

  @Test
  void secondsOfTheWireBecomeNanosecondsAndBack() {
    assertThat(Durations.nanos(0.2)).isEqualTo(200_000_000);
    assertThat(Durations.nanos(1e-9)).isEqualTo(1);
    assertThat(Durations.nanos(3.2e9)).isEqualTo(3_200_000_000_000_000_000L);
    assertThat(Durations.seconds(Duration.ofMillis(1500))).isEqualTo(1.5);
  }
}
