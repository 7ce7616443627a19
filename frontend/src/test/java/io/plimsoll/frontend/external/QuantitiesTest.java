package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1m",
    "999, 999m",
    "1000, 1",
    "1001, 1001m",
    "1500, 1500m",
    "7000, 7",
    "12345, 12345m",
    "999000, 999",
    "1000000, 1k",
    "1001000, 1001",
    "1500000, 1500",
    "20000000, 20k",
    "2147483647000, 2147483647",
    "3000000000, 3M",
    "9223372036854775807, 9223372036854775807m",
    "9000000000000000000, 9P"
  })
  void numberIsWrittenAsKubernetesWritesItAndReadBackTheSame(long milli, String quantity) {
    assertThat(Quantities.ofMilli(milli)).isEqualTo(quantity);
    assertThat(Quantity.getAmountInBytes(new Quantity(quantity)))
        .isEqualByComparingTo(BigDecimal.valueOf(milli, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "1.5, 1500m",
    "1.1, 1100m",
    "0.0001, 1m",
    "1e-300, 1m",
    "2.0001, 2001m",
    "123456.789, 123456789m"
  })
  void secondsAreRoundedUpToThousandths(double seconds, String quantity) {
    assertThat(Quantities.of(seconds)).isEqualTo(quantity);
  }
}
