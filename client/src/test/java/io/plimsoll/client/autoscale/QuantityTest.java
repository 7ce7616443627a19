package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0
          2, 2000
          2., 2000
          .5, 500
          +1.5, 1500
          1500m, 1500
          2k, 2000000
          3M, 3000000000
          1G, 1000000000000
          1T, 1000000000000000
          9P, 9000000000000000000
          1Ki, 1024000
          0.5Mi, 524288000
          1Gi, 1073741824000
          2e3, 2000000
          2E-3, 2
          1u, 1
          1n, 1
          1.0001, 1001
          9223372036854775.807, 9223372036854775807
          """)
  void thousandthsAreCountedAndRoundedUp(String text, long milli) {
    assertThat(Quantity.milli(Quantity.parse(text))).isEqualTo(milli);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1 k",
        "1K",
        "1kk",
        "1e",
        "1e100",
        "--1",
        "1.2.3",
        "1mi",
        "0x1",
        "NaN",
        "9223372036854775.808",
        "10P",
        "1E",
        "1Ei",
        "-10P",
        "00000000000000000000000000000000000000001"
      })
  void whatIsNoneOrTooLargeIsTold(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" (expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000000000000000000000000000000001"})
  void longestTextIsRead(String text) {
    assertThat(text).hasSize(40);
    assertThat(Quantity.milli(Quantity.parse(text))).isEqualTo(1000);
  }
}
