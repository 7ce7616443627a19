package io.plimsoll.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  /** The cases of Go's own test, and some of ours. */
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "999, 999ns",
    "1000, 1µs",
    "1100, 1.1µs",
    "2200000, 2.2ms",
    "3300000000, 3.3s",
    "245000000000, 4m5s",
    "245001000000, 4m5.001s",
    "18367001000000, 5h6m7.001s",
    "480000000001, 8m0.000000001s",
    "90500000000, 1m30.5s",
    "60000000000, 1m0s",
    "3600000000000, 1h0m0s",
    "100000000000, 1m40s",
    "10000000000, 10s",
    "9223372036854775807, 2562047h47m16.854775807s"
  })
  void timesAreWrittenAsGoWritesThem(long nanos, String text) {
    assertThat(GoDuration.format(nanos)).isEqualTo(text);
    assertThat(GoDuration.parse(text)).isEqualTo(nanos);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong() >>> (1 + random.nextInt(62));
      assertThat(GoDuration.parse(GoDuration.format(nanos))).isEqualTo(nanos);
    }
  }

  @ParameterizedTest
  @CsvSource({"1us, 1000", "1μs, 1000", ".5s, 500000000", "1.s, 1000000000", "0, 0"})
  void otherWaysToWriteTheSameAreReadToo(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "-1s", "1 s", "1x", ".s", "s", "1s1", "2562048h", "1e3s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a time such as 1m30.5s");
  }
}
