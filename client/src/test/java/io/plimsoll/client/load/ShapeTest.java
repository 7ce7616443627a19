package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.cli.CommandException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

  private static Shape ramp(double from, double rate) {
    return new Shape(4, 10, rate, false, 0, from, Duration.ofSeconds(8), Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10, 0", "0, 5", "0.5, 5", "1000000, 5"})
  void rampBeginsWithinTheRangeOfWhatItGoesTo(double from, double rate) {
    assertThat(ramp(from, rate).rampFrom()).isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, from -1.0 (expected: from 0 to 10)",
    "11, 0, from 11.0 (expected: from 0 to 10)",
    "0.5, 0, from 0.5 (expected: a whole number)",
    "NaN, 0, from NaN (expected: from 0 to 10)",
    "-0.1, 5, from -0.1 (expected: from 0 to 1000000)",
    "1000001, 5, from 1000001.0 (expected: from 0 to 1000000)",
    "Infinity, 5, from Infinity (expected: from 0 to 1000000)"
  })
  void rampThatBeginsElsewhereIsBadUsage(double from, double rate, String message) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> ramp(from, rate))
        .withMessage("--ramp: " + message);
  }
}
