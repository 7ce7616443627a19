package io.plimsoll.client.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.course.Course;
import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

  private static final LoadState LOAD =
      new LoadState("sleep", Model.CLOSED, 1, 1, 0, false, true, 0, 0, 0, 0, Map.of());

  /** Each figure of it is another number: {@code of}, {@code of} + 1 and so on. */
  private static Timing timing(long count, int of) {
    return new Timing(count, of, of + 1, of + 2, of + 3, of + 4, of + 5, of + 6, of + 7, null);
  }

  private static PhaseReport phase(String name, long succeeded, long failed) {
    return new PhaseReport(
        name,
        0,
        LOAD,
        new Period(
            10,
            succeeded + failed,
            succeeded,
            failed,
            succeeded / 10.0,
            0,
            timing(succeeded, 100),
            timing(succeeded, 200),
            timing(succeeded, 300),
            timing(succeeded, 400),
            timing(succeeded + failed, 500),
            new Counts(List.of(), failed),
            List.of()),
        new Course(List.of(), List.of()));
  }

  private static ThresholdResult of(String threshold, PhaseReport phase) {
    return Threshold.parse(threshold).of(phase);
  }

  @ParameterizedTest
  @CsvSource({"wait,100", "run,200", "overhead,300", "total,400", "lag,500"})
  void everyStatisticOfEveryTimeIsThere(String time, int first) {
    Map<String, Double> values = new TreeMap<>();
    List<String> statistics = List.of("min", "mean", "max", "p50", "p90", "p95", "p99", "p999");
    for (String statistic : statistics) {
      Double value = of(time + "." + statistic + " > 1s", phase("a", 1, 0)).value();
      assertThat(value).isEqualTo(first + statistics.indexOf(statistic));
      values.put(statistic, value);
    }
    assertThat(values).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "failures < 25%, 0.25, false",
    "failures <= 25%, 0.25, true",
    "failures<=0.25, 0.25, true",
    "failures > 24.9 %, 0.25, true",
    "failures.count < 3, 2, true",
    "failures.count <= 1, 2, false",
    "requests >= 8, 8, true",
    "requests > 8, 8, false",
    "throughput > 0.5, 0.6, true",
    "throughput >= 0.7, 0.6, false",
    "wait.p50 < 103s, 103, false",
    "wait.p50 <= 103000ms, 103, true",
    "wait.p50 < 2m, 103, true",
    "'  wait.p50   <   104  ', 103, true"
  })
  void figuresAreComparedWithTheirUnits(String threshold, double value, boolean held) {
    assertThat(of(threshold, phase("spike", 6, 2)))
        .isEqualTo(new ThresholdResult(threshold.strip(), "spike", value, held));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failures < 1%",
        "failures.count <= 0",
        "wait.p99 < 2s",
        "lag.max < 2s",
        "total.min > 0"
      })
  void figureOfNothingDoesNotHold(String threshold) {
    ThresholdResult result = of(threshold, phase("a", 0, 0));
    assertThat(result.value()).isNull();
    assertThat(result.held()).isFalse();
    assertThat(Threshold.parse(threshold).shown(result.value())).isEqualTo("no data");
  }

  @Test
  void timesOfARunWithoutSuccessAreNoneAndItsFailuresAreAll() {
    assertThat(of("wait.max < 1h", phase("a", 0, 5)).value()).isNull();
    assertThat(of("failures < 1%", phase("a", 0, 5)).value()).isEqualTo(1);
    assertThat(of("throughput < 1", phase("a", 0, 5)).value()).isEqualTo(0);
  }

  @Test
  void wholeIsNoPhase() {
    TestReport report =
        TestReport.of(
            "t",
            "2026-01-01T00:00:00Z",
            10,
            TestReport.Ending.FINISHED,
            "",
            List.of(),
            List.of(phase("a", 1, 0)));
    assertThat(Threshold.parse("requests > 0").of(report).phase()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "wait.p99 | 'wait.p99' (expected: a figure, an operator and a value, such as",
        "wait.p42 < 2s | 'wait.p42 < 2s': figure 'wait.p42' (expected: failures, failures.count,",
        "wait < 2s | figure 'wait' (expected: failures,",
        "< 2s | figure '' (expected:",
        "wait.p99 == 2s | operator '==' (expected: <, <=, > or >=)",
        "wait.p99 =< 2s | operator '=<' (expected: <, <=, > or >=)",
        "wait.p99 < 2 days | value '2 days' (expected: seconds such as 0.2, or a time",
        "wait.p99 < -1 | value '-1' (expected: seconds",
        "wait.p99 < | value '' (expected: seconds",
        "failures < 101% | value '101%' (expected: 0% to 100%, or 0 to 1)",
        "failures < 2 | value '2' (expected: 0% to 100%, or 0 to 1)",
        "failures < -1% | value '-1%' (expected: 0% to 100%",
        "throughput > 50s | value '50s' (expected: a number without unit, 0 or more)",
        "requests > NaN | value 'NaN' (expected: a number",
        "requests > 1e3 | value '1e3' (expected: a number"
      })
  void badThresholdIsToldByItsPart(String threshold, String message) {
    assertThatThrownBy(() -> Threshold.parse(threshold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void longTextIsNotRepeatedWhole() {
    assertThatThrownBy(() -> Threshold.parse("wait.p99 < " + "9".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void badOptionIsBadUsage() {
    assertThatThrownBy(() -> Threshold.parse("--threshold", "speed > 1"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e).hasMessageStartingWith("--threshold: 'speed > 1': figure 'speed' (");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "failures < 1%, 0.0025, 0.2500 %",
    "requests > 1, 12, 12",
    "throughput > 1, 12.345, 12.35 per second",
    "wait.p99 < 2s, 0.25, 0.250000 s"
  })
  void figuresAreShownWithTheirUnits(String threshold, double value, String shown) {
    assertThat(Threshold.parse(threshold).shown(value)).isEqualTo(shown);
  }

  @Test
  void resultOfALaterVersionsThresholdIsShownAsANumber() {
    ThresholdResult result = new ThresholdResult("wait.p42 ~ 2s", "", 1.5, false);
    assertThat(result.line()).isEqualTo("FAILED  wait.p42 ~ 2s: 1.5");
  }
}
