package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static io.plimsoll.replay.report.Results.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReplayReportTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void establishedFieldsHaveTheirNamesAndForms() {
    ReplayStats stats = new ReplayStats(true, 100 * MILLI);
    stats.record(Results.ok("GET /api/v1/pods", 0, 500 * MILLI));
    stats.record(
        Results.failed("PUT /x/:name", SECOND, new RequestError("http", 404, "Not Found")));
    JsonNode json = tree(report(0, stats));
    assertThat(json.get("total").toString()).isEqualTo("2");
    assertThat(json.get("duration").toString()).isEqualTo("\"1m30.5s\"");
    assertThat(json.get("errorStats").toString()).isEqualTo("{\"http/404\":1}");
    assertThat(json.get("totalReceivedBytes").toString()).isEqualTo("20");
    assertThat(json.get("percentileLatencies").toString())
        .isEqualTo("[[0.0,0.5],[0.5,0.5],[0.9,0.5],[0.95,0.5],[0.99,0.5],[1.0,0.5]]");
    assertThat(json.get("percentileLatenciesByURL").propertyNames())
        .containsExactly("GET /api/v1/pods");
    assertThat(json.get("latenciesByURL").toString()).isEqualTo("{\"GET /api/v1/pods\":[0.5]}");
    assertThat(json.get("errors").toString())
        .isEqualTo(
            "[{\"method\":\"PUT\",\"url\":\"https://server/x/:name\","
                + "\"timestamp\":\"2026-01-31T12:00:01.001Z\",\"duration\":0.001,"
                + "\"type\":\"http\",\"code\":404,\"message\":\"Not Found\"}]");
    assertThat(json.get("runnerCount").toString()).isEqualTo("1");
    assertThat(json.get("totalRun").toString()).isEqualTo("2");
    assertThat(json.get("totalFailed").toString()).isEqualTo("1");
  }

  @Test
  void withoutRawDataThereAreNoErrorsAndNoSingleLatencies() {
    ReplayStats stats = new ReplayStats();
    Results.random(new Random(1), 50).forEach(stats::record);
    JsonNode json = tree(report(0, stats));
    assertThat(json.has("errors")).isFalse();
    assertThat(json.has("latenciesByURL")).isFalse();
  }

  @Test
  void readingWhatWasWrittenGivesTheSameReport() {
    for (boolean raw : new boolean[] {true, false}) {
      ReplayStats stats = new ReplayStats(raw, 70 * MILLI);
      Results.random(new Random(2), 3_000).forEach(stats::record);
      ReplayReport report =
          ReplayReport.of(3, "pod-3", "node-b", stats, 90_500 * MILLI, START, List.of("odd"));
      assertThat(ReplayReport.parse(report.toJson()).toPrettyJson())
          .isEqualTo(report.toPrettyJson());
    }
  }

  @Test
  void urlsThatShareAKeyStillDoAfterReading() {
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < ReplayStats.MAX_URLS + 100; i++) {
      stats.record(Results.ok("GET /" + i, 0, MILLI));
    }
    ReplayReport read = ReplayReport.parse(report(0, stats).toJson());
    ReplayStatsTest.assertSame(read.stats(), stats);
    read.stats().record(Results.ok("GET /one-more", 0, MILLI));
    assertThat(read.stats().urls.all()).hasSize(ReplayStats.MAX_URLS + 1);
  }

  @Test
  void mergedReportsHaveThePercentilesOfOneThatSawEverything() {
    Random random = new Random(3);
    ReplayStats whole = new ReplayStats(true, 100 * MILLI);
    List<ReplayReport> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ReplayStats stats = new ReplayStats(true, 100 * MILLI);
      for (RequestResult result : Results.random(random, 500)) {
        stats.record(result);
        whole.record(result);
      }
      parts.add(ReplayReport.parse(report(i, stats).toJson()));
    }
    ReplayReport merged = ReplayReport.merge(parts);
    ReplayStatsTest.assertSame(merged.stats(), whole);
    assertThat(merged.runners()).extracting(RunnerSummary::index).containsExactly(0, 1, 2, 3);
    assertThat(tree(merged).get("runnerCount").intValue()).isEqualTo(4);
    List<ReplayReport> reversed = List.of(parts.get(3), parts.get(2), parts.get(1), parts.get(0));
    assertThat(ReplayReport.merge(reversed).toPrettyJson()).isEqualTo(merged.toPrettyJson());
    ReplayReport twice =
        ReplayReport.merge(
            List.of(
                ReplayReport.merge(parts.subList(0, 2)), ReplayReport.merge(parts.subList(2, 4))));
    assertThat(twice.toPrettyJson()).isEqualTo(merged.toPrettyJson());
  }

  @Test
  void runnerThatFailedIsNamedAndMakesTheReplayUnfaithful() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.ok("GET /a", 0, MILLI));
    ReplayReport merged =
        ReplayReport.merge(
            List.of(
                ReplayReport.failedRunner(1, "pod-1", "", "no route to <server>"),
                report(0, stats)));
    assertThat(merged.verdict().text()).isEqualTo("not faithful: 1 runner failed");
    assertThat(merged.toText()).contains("runner 1     no route to <server>");
    assertThat(merged.toHtml("x")).contains("failed: no route to &lt;server&gt;");
    ReplayReport read = ReplayReport.parse(merged.toJson());
    assertThat(read.runners().get(1).error()).isEqualTo("no route to <server>");
    assertThat(read.verdict().failedRunners()).isEqualTo(1);
  }

  @Test
  void reportThatFitsIsLeftAsItIs() {
    ReplayReport report = big(100);
    FittedReport fitted = report.fit(ReplayReport.MAX_REPLY_BYTES);
    assertThat(fitted.json().toByteArray()).isEqualTo(report.toJson());
    assertThat(fitted.dropped()).isEmpty();
  }

  @Test
  void histogramsOfTheLeastUsedUrlsAreTheFirstToGo() {
    ReplayReport report = big(100);
    int size = report.toJson().length;
    FittedReport fitted = report.fit(size - 1);
    assertThat(fitted.json().length()).isLessThan(size);
    assertThat(fitted.dropped()).containsExactly("histograms.byURL");
    JsonNode byUrl = tree(fitted.json().toByteArray()).get("histograms").get("byURL");
    assertThat(byUrl.size()).isEqualTo(99);
    assertThat(byUrl.has("GET /0")).as("used once").isFalse();
    assertThat(byUrl.has("GET /99")).as("used a hundred times").isTrue();
  }

  @Test
  void whateverTheLimitTheReportFitsAndKeepsItsCounts() {
    ReplayReport report = big(100);
    int size = report.toJson().length;
    for (int limit = size; limit > 3_000; limit -= 19_997) {
      FittedReport fitted = report.fit(limit);
      assertThat(fitted.json().length()).isLessThanOrEqualTo(limit);
      ReplayReport read = ReplayReport.parse(fitted.json().toByteArray());
      assertThat(read.stats().total()).isEqualTo(report.stats().total());
      assertThat(read.verdict()).isEqualTo(report.verdict());
      assertThat(tree(fitted.json().toByteArray()).get("percentileLatencies"))
          .isEqualTo(tree(report.toJson()).get("percentileLatencies"));
    }
    assertThat(report.fit(3_000).dropped())
        .contains("histograms", "histograms.byURL", "percentileLatenciesByURL");
  }

  @Test
  void percentilesOfTheMostUsedUrlsStayTheLongest() {
    FittedReport fitted = big(100).fit(12_000);
    JsonNode byUrl = tree(fitted.json().toByteArray()).get("percentileLatenciesByURL");
    assertThat(byUrl.size()).isBetween(1, 99);
    assertThat(byUrl.has("GET /99")).isTrue();
    assertThat(byUrl.has("GET /0")).isFalse();
  }

  @Test
  void reportWithoutHistogramsMergesItsCountsAndSaysThatLatenciesAreMissing() {
    ReplayReport cut = ReplayReport.parse(big(100).fit(20_000).json().toByteArray());
    ReplayStats stats = new ReplayStats();
    stats.record(Results.ok("GET /99", 0, MILLI));
    stats.record(Results.ok("GET /new", 0, MILLI));
    ReplayReport merged = ReplayReport.merge(List.of(cut, report(1, stats)));
    assertThat(merged.stats().total()).isEqualTo(big(100).stats().total() + 2);
    assertThat(merged.stats().latenciesMissing()).isEqualTo(big(100).stats().succeeded);
    assertThat(tree(merged).get("latenciesMissing").longValue()).isPositive();
    assertThat(merged.toText()).contains("latencies are missing");
    assertThat(merged.toHtml("x")).contains("latencies are missing");
    JsonNode byUrl = tree(merged).get("percentileLatenciesByURL");
    assertThat(byUrl.has("GET /new")).isTrue();
    assertThat(byUrl.has("GET /99")).as("known in part only").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version | 2 | version: 2 (expected: 1)",
        "version | null | version: null (expected: an integer, 0 or more)",
        "total | 7 | total: 7 (expected: succeeded + totalFailed + cancelled + notStarted, 5)",
        "succeeded | -1 | succeeded: -1 (expected: an integer, 0 or more)",
        "succeeded | 1.5 | succeeded: 1.5 (expected: an integer, 0 or more)",
        "duration | \"soon\" | duration: 'soon' (expected: a time such as 1m30.5s)",
        "errorStats | [] | errorStats: [] (expected: an object)",
        "verdict | 1 | verdict: 1 (expected: an object)",
        "perRunner | {} | perRunner: {} (expected: an array of at most 10000)",
        "perRunner | [1] | perRunner[0].verdict: missing (expected: an object)",
        "startedAt | \"now\" | startedAt: \"now\" (expected: a time such as 2026-01-31T12:00:00Z)",
        "warnings | [1] | warnings[0]: 1 (expected: a string)",
        "timeSeries | {\"bucketSeconds\":3} | timeSeries.bucketSeconds: 3 (expected: a power of two, at most 2^26)",
        "countsByURL | {\"GET /\":{}} | countsByURL.GET /.succeeded: missing (expected: an integer, 0 or more)",
      })
  void badFieldIsNamed(String field, String value, String error) {
    ObjectNode json = (ObjectNode) tree(small());
    json.set(field, ReportJson.MAPPER.readTree(value));
    assertThatThrownBy(() -> ReplayReport.parse(json.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(error);
  }

  @Test
  void badHistogramIsNamed() {
    ObjectNode json = (ObjectNode) tree(small());
    ((ObjectNode) json.get("histograms")).put("latency", "1,2,3");
    assertThatThrownBy(() -> ReplayReport.parse(json.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("histograms.latency: histogram: 3 parts (expected: ");
  }

  @Test
  void whatIsNoJsonOrNoObjectIsRefused() {
    for (String text : List.of("", "{", "[]", "1", "nonsense", "{\"a\":".repeat(100))) {
      assertThatThrownBy(() -> ReplayReport.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("report: not ");
    }
  }

  @Test
  void damagedReportIsReadOrRefusedButNothingElse() {
    Random random = new Random(5);
    String json = new String(small().toJson(), StandardCharsets.UTF_8);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(json);
      int at = random.nextInt(json.length());
      damaged.replace(at, Math.min(json.length(), at + random.nextInt(4)), "9");
      try {
        ReplayReport read = ReplayReport.parse(damaged.toString());
        assertThatCode(read::toPrettyJson).doesNotThrowAnyException();
      } catch (IllegalArgumentException e) {
        assertThat(e).message().isNotEmpty();
      }
    }
  }

  private static ReplayReport report(int runner, ReplayStats stats) {
    return ReplayReport.of(runner, "", "", stats, 90_500 * MILLI, START, List.of());
  }

  private static ReplayReport small() {
    ReplayStats stats = new ReplayStats(true, 100 * MILLI);
    for (int i = 0; i < 3; i++) {
      stats.record(Results.ok("GET /a", i * SECOND, MILLI));
    }
    stats.record(Results.failed("GET /a", 0, new RequestError("http", 500, "oops")));
    stats.record(Results.notStarted(0));
    return report(0, stats);
  }

  /** URL number i is used i + 1 times. */
  private static ReplayReport big(int urls) {
    Random random = new Random(4);
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < urls; i++) {
      for (int j = 0; j <= i; j++) {
        stats.record(Results.ok("GET /" + i, j * SECOND, random.nextInt(1_000_000_000)));
      }
    }
    return report(0, stats);
  }

  private static JsonNode tree(ReplayReport report) {
    return tree(report.toJson());
  }

  private static JsonNode tree(byte[] json) {
    return ReportJson.MAPPER.readTree(json);
  }
}
