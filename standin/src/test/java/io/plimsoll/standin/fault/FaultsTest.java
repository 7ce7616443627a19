package io.plimsoll.standin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private static final int REQUESTS = 100_000;

  private static Faults faults(long seed, FaultRule... rules) {
    return new Faults(new FaultPlan(seed, List.of(rules), List.of()), 0);
  }

  private static List<Faults.Decision> decisions(Faults faults) {
    return Stream.generate(() -> faults.decide("GET", "/api")).limit(REQUESTS).toList();
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    FaultRule rule = FaultRule.latency("0-200ms");
    assertThat(decisions(faults(1, rule))).isEqualTo(decisions(faults(1, rule)));
    assertThat(decisions(faults(1, rule))).isNotEqualTo(decisions(faults(2, rule)));
  }

  @Test
  void sharesAndMeansComeOutAsOrdered() {
    List<Faults.Decision> made =
        decisions(
            faults(
                1,
                FaultRule.latency("exp:20ms"),
                FaultRule.errors("500:1%,429:0.02"),
                FaultRule.reset("5%")));
    assertThat(made.stream().mapToLong(Faults.Decision::delayNanos).average().orElse(0))
        .isCloseTo(20e6, Offset.offset(0.5e6));
    assertThat(made.stream().filter(d -> d.status() == 500).count()).isBetween(800L, 1200L);
    assertThat(made.stream().filter(d -> d.status() == 429).count()).isBetween(1800L, 2200L);
    assertThat(made.stream().filter(Faults.Decision::reset).count()).isBetween(4700L, 5300L);
  }

  @Test
  void aRangeStaysWithinItsBounds() {
    assertThat(decisions(faults(1, FaultRule.latency("50-200ms"))))
        .allMatch(d -> d.delayNanos() >= 50_000_000 && d.delayNanos() < 200_000_000);
  }

  @Test
  void theFirstRuleThatMatchesAndSaysSomethingCounts() {
    Faults faults =
        faults(
            1,
            FaultRule.errors("GET 500:100%"),
            FaultRule.latency("get,list /api/v1 5ms"),
            FaultRule.latency("1ms"),
            FaultRule.hang("DELETE"));
    assertThat(faults.decide("GET", "/api/v1/pods"))
        .isEqualTo(new Faults.Decision(5_000_000, 500, false, false));
    assertThat(faults.decide("LIST", "/apis"))
        .isEqualTo(new Faults.Decision(1_000_000, 0, false, false));
    assertThat(faults.decide("DELETE", "/apis").hang()).isTrue();
  }

  @Test
  void aStallLastsFromItsStartToItsEnd() {
    Faults faults = new Faults(new FaultPlan(1, List.of(), List.of("10s:2s")), 100);
    long second = 1_000_000_000;
    assertThat(faults.stalledNanos(100 + 10 * second - 1)).isZero();
    assertThat(faults.stalledNanos(100 + 10 * second)).isEqualTo(2 * second);
    assertThat(faults.stalledNanos(100 + 11 * second)).isEqualTo(second);
    assertThat(faults.stalledNanos(100 + 12 * second)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "500", "500:", "500:101%", "200:1%", "500:60%,503:60%", "GET"})
  void whatIsNoShareOfErrorsIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultRule.errors(text))
        .withMessageContaining("expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "200-50ms", "exp:", "GET", "5ms 6ms", "FETCH 5ms"})
  void whatIsNoLatencyIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultRule.latency(text))
        .withMessageContaining("expected: ");
  }
}
