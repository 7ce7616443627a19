package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.ReplaySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

  @Test
  void moreThanFiftyConnectionsARunner() {
    assertThat(Warnings.of(spec(50, 100), 1, 0)).isEmpty();
    assertThat(Warnings.of(spec(51, 100), 1, 0))
        .singleElement()
        .asString()
        .startsWith("connsPerRunner: 51 (expected: at most 50");
  }

  @Test
  void fewerInFlightThanATenthOfTheRateAndTen() {
    assertThat(Warnings.of(spec(10, 20), 1, 100)).isEmpty();
    assertThat(Warnings.of(spec(10, 19), 1, 100))
        .containsExactly(
            "clientsPerRunner: 19 (expected: at least 20 for 100.0 requests a second, or requests"
                + " wait for each other)");
    assertThat(Warnings.of(spec(10, 20), 1, 100.5)).hasSize(1);
  }

  @Test
  void noClientsMeansAsManyAsConnections() {
    assertThat(Warnings.of(spec(20, 0), 1, 100)).isEmpty();
    assertThat(Warnings.of(spec(19, 0), 1, 100)).hasSize(1);
  }

  @Test
  void fewerConnectionsThanAHundredthOfTheRateAndFive() {
    assertThat(Warnings.of(spec(6, 20), 1, 100)).isEmpty();
    assertThat(Warnings.of(spec(5, 20), 1, 100))
        .containsExactly("connsPerRunner: 5 (expected: at least 6 for 100.0 requests a second)");
  }

  @Test
  void moreThanAThousandConnectionsInAll() {
    assertThat(Warnings.of(spec(50, 100), 20, 0)).isEmpty();
    assertThat(Warnings.of(spec(50, 100), 21, 0))
        .containsExactly("connections of all runners: 1050 (expected: at most 1000)");
    assertThat(Warnings.of(spec(50, 100), Integer.MAX_VALUE, 0)).hasSize(1);
  }

  @Test
  void everythingAtOnce() {
    List<String> warnings = Warnings.of(spec(51, 1), 20, 10_000);

    assertThat(warnings).hasSize(4);
  }

  @Test
  void rateIsThatOfOneRunnerAtTheSpeedAskedFor() {
    assertThat(Warnings.ratePerSecond(1_000, 10_000, 1, 1)).isCloseTo(100, within(1e-9));
    assertThat(Warnings.ratePerSecond(1_000, 10_000, 4, 2)).isCloseTo(200, within(1e-9));
    assertThat(Warnings.ratePerSecond(1_000, 0, 1, 1)).isCloseTo(1_000, within(1e-9));
    assertThat(Warnings.ratePerSecond(0, 0, 1, 1)).isZero();
  }

  private static ReplaySpec spec(int connections, int clients) {
    return new ReplaySpec(1, connections, clients, ContentType.JSON, false);
  }
}
