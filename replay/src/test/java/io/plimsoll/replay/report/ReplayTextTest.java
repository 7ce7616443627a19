package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static io.plimsoll.replay.report.Results.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTextTest {

  @Test
  void summaryTellsWhatHappenedLineByLine() {
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < 99; i++) {
      stats.record(Results.ok("GET /a", i * (10 * MILLI), 5 * MILLI));
    }
    stats.record(
        Results.failed("GET /a", 990 * MILLI, new RequestError("connection", 0, "re\u001bset")));
    String text =
        ReplayReport.of(0, "", "", stats, 2 * SECOND + 1, null, List.of("odd \u001b[31m")).toText();
    assertThat(text)
        .isEqualTo(
            """
            requests     100: 99 succeeded, 1 failed, 0 cancelled, 0 not started
            duration     2s, 50.0 requests/s, 1.0 kB received, 1 runner
            latency      p50 5.00 ms, p90 5.00 ms, p99 5.00 ms, max 5.00 ms
              from due   p50 5.00 ms, p90 5.00 ms, p99 5.00 ms, max 5.00 ms
            lateness     p50 0.00 us, p90 0.00 us, p99 0.00 us, max 0.00 us
            error        1 x connection/re set
            warning      odd  [31m
            verdict      faithful
            """);
  }

  @Test
  void onlyCausesOfLatenessThatThereWereAreShown() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.late(0, 20 * MILLI, 0, 5 * MILLI));
    String text = ReplayReport.of(0, "", "", stats, SECOND, null, List.of()).toText();
    assertThat(text).contains("by order").contains("generator ").doesNotContain("by clients");
  }

  @Test
  void manyKindsOfErrorsAreCut() {
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < 9; i++) {
      stats.record(Results.failed("GET /a", 0, new RequestError("http", 500 + i, "oops")));
    }
    String text = ReplayReport.of(0, "", "", stats, SECOND, null, List.of()).toText();
    assertThat(text).contains("and 4 more kinds of errors");
    assertThat(text.lines().filter(line -> line.startsWith("error"))).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 us",
    "1500, 1.50 us",
    "999999, 1000 us",
    "1000000, 1.00 ms",
    "12345678, 12.3 ms",
    "123456789, 123 ms",
    "1234567890, 1.23 s"
  })
  void timesHaveAUnitThatSuits(long nanos, String text) {
    assertThat(ReplayText.time(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "999999, 1.0 MB", "12345678901, 12.3 GB"})
  void sizesHaveAUnitThatSuits(long bytes, String text) {
    assertThat(ReplayText.bytes(bytes)).isEqualTo(text);
  }
}
