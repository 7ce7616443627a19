package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static io.plimsoll.replay.report.Results.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayStatsTest {

  @Test
  void everyRequestIsCountedOnceByItsOutcome() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.ok("GET /a", 0, MILLI));
    stats.record(Results.ok("GET /a", 0, MILLI));
    stats.record(Results.failed("GET /a", 0, new RequestError("http", 404, "Not Found")));
    stats.record(Results.cancelled(0));
    stats.record(Results.notStarted(0));
    assertThat(stats.total()).isEqualTo(5);
    assertThat(stats.count(RequestOutcome.SUCCEEDED)).isEqualTo(2);
    assertThat(stats.count(RequestOutcome.FAILED)).isEqualTo(1);
    assertThat(stats.count(RequestOutcome.CANCELLED)).isEqualTo(1);
    assertThat(stats.count(RequestOutcome.NOT_STARTED)).isEqualTo(1);
    assertThat(stats.started()).isEqualTo(4);
    assertThat(stats.receivedBytes()).isEqualTo(40);
    assertThat(stats.latency().count()).isEqualTo(2);
    assertThat(stats.latenciesMissing()).isZero();
  }

  @Test
  void fastFailuresAndCancelledRequestsDoNotMakeLatencyLookBetter() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.ok("GET /a", 0, 500 * MILLI));
    for (int i = 0; i < 100; i++) {
      stats.record(Results.failed("GET /a", 0, new RequestError("http", 429, "Too Many")));
      stats.record(Results.cancelled(0));
    }
    assertThat(stats.latency().minNanos()).isEqualTo(500 * MILLI);
    assertThat(stats.failedLatency.count()).isEqualTo(100);
  }

  @Test
  void latencyFromDueHasTheLatenessInIt() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.late(SECOND, 20 * MILLI, 30 * MILLI, 5 * MILLI));
    assertThat(stats.latency().maxNanos()).isEqualTo(MILLI);
    assertThat(stats.latencyFromDue().maxNanos()).isEqualTo(56 * MILLI);
    assertThat(stats.lateness().maxNanos()).isEqualTo(55 * MILLI);
    assertThat(stats.lateness.heldByOrder.maxNanos()).isEqualTo(20 * MILLI);
    assertThat(stats.lateness.heldByClients.maxNanos()).isEqualTo(30 * MILLI);
    assertThat(stats.lateness.generatorLate.maxNanos()).isEqualTo(5 * MILLI);
  }

  @Test
  void tenMillisecondsLateIsOnTimeAndOneNanosecondMoreIsNot() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.late(0, 10 * MILLI, 0, 0));
    stats.record(Results.late(0, 10 * MILLI, 0, 1));
    assertThat(stats.verdict().onTime()).isEqualTo(1);
  }

  @Test
  void onlyTheGeneratorsPartCountsAgainstTheGenerator() {
    ReplayStats stats = new ReplayStats(false, 50 * MILLI);
    stats.record(Results.late(0, SECOND, SECOND, 50 * MILLI));
    stats.record(Results.late(0, 0, 0, 50 * MILLI + 1));
    assertThat(stats.verdict().generatorLate()).isEqualTo(1);
  }

  @Test
  void mergedStatisticsAreThoseOfOneThatSawEverything() {
    for (int round = 0; round < 10; round++) {
      Random random = new Random(round);
      ReplayStats whole = new ReplayStats(true, 100 * MILLI);
      ReplayStats merged = new ReplayStats(false, 0);
      for (int part = 0; part < 5; part++) {
        ReplayStats stats = new ReplayStats(true, 100 * MILLI);
        for (RequestResult result : Results.random(random, random.nextInt(1_000))) {
          stats.record(result);
          whole.record(result);
        }
        merged.merge(stats);
      }
      assertSame(merged, whole);
    }
  }

  @Test
  void mergeIsAssociativeAndCommutative() {
    Random random = new Random(11);
    List<RequestResult> a = Results.random(random, 300);
    List<RequestResult> b = Results.random(random, 700);
    List<RequestResult> c = Results.random(random, 50);
    assertSame(merged(of(a), of(b)), merged(of(b), of(a)));
    assertSame(merged(merged(of(a), of(b)), of(c)), merged(of(a), merged(of(b), of(c))));
    assertSame(merged(of(c), merged(of(b), of(a))), merged(merged(of(a), of(c)), of(b)));
    assertSame(merged(of(a), new ReplayStats(false, 0)), of(a));
  }

  @Test
  void urlsBeyondTheBoundShareTheKeyOfTheirMethodWhateverTheOrder() {
    Random random = new Random(12);
    int urls = ReplayStats.MAX_URLS + 2_000;
    ReplayStats whole = new ReplayStats();
    ReplayStats one = new ReplayStats();
    ReplayStats two = new ReplayStats();
    for (int i = 0; i < 2 * urls; i++) {
      String key = (i % 2 == 0 ? "GET" : "DELETE") + " /" + random.nextInt(urls);
      RequestResult result = Results.ok(key, 0, 1 + random.nextInt(1_000_000));
      whole.record(result);
      (random.nextBoolean() ? one : two).record(result);
    }
    assertThat(whole.urls.all()).hasSize(ReplayStats.MAX_URLS + 2);
    assertThat(whole.urls.all()).containsKeys("GET (other)", "DELETE (other)");
    long sum = whole.urls.all().values().stream().mapToLong(UrlStats::started).sum();
    assertThat(sum).isEqualTo(whole.total());
    one.merge(two);
    assertSame(one, whole);
  }

  @Test
  void errorsAreCountedByCause() {
    ReplayStats stats = new ReplayStats();
    stats.record(Results.failed("GET /a", 0, new RequestError("http", 404, "Not Found")));
    stats.record(Results.failed("GET /b", 0, new RequestError("http", 404, "not found at all")));
    stats.record(Results.failed("GET /b", 0, new RequestError("connection", 0, "refused")));
    assertThat(stats.errors.all()).containsOnlyKeys("http/404", "connection/refused");
    assertThat(stats.errors.of("http/404").value).isEqualTo(2);
  }

  @Test
  void errorCausesAreBoundedAndNoneIsLost() {
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < 3_000; i++) {
      stats.record(Results.failed("GET /a", 0, new RequestError("unknown", 0, "text " + i)));
    }
    assertThat(stats.errors.all()).hasSize(ReplayStats.MAX_ERROR_CAUSES + 1);
    assertThat(stats.errors.all().values().stream().mapToLong(c -> c.value).sum()).isEqualTo(3_000);
  }

  @Test
  void seriesOfAnyLengthHasAtMostThreeHundredBucketsAndTheSameSums() {
    for (long seconds : new long[] {1, 299, 300, 301, 5_000, 9_000_000_000L}) {
      ReplayStats stats = new ReplayStats();
      Random random = new Random(seconds);
      for (int i = 0; i < 500; i++) {
        stats.record(Results.ok("GET /a", random.nextLong(seconds) * SECOND, MILLI));
      }
      List<TimeSeries.Bucket> buckets = stats.series.buckets();
      assertThat(buckets).hasSizeLessThanOrEqualTo(TimeSeries.MAX_BUCKETS);
      assertThat(buckets.stream().mapToLong(b -> b.asked).sum()).isEqualTo(500);
      assertThat(buckets.stream().mapToLong(b -> b.started).sum()).isEqualTo(500);
      assertThat(buckets.stream().mapToLong(b -> b.ended).sum()).isEqualTo(500);
      assertThat(buckets.stream().mapToLong(b -> b.latency.count()).sum()).isEqualTo(500);
    }
  }

  @Test
  void seriesShowsWhenRequestsWereDueSentAndFailed() {
    ReplayStats stats = new ReplayStats();
    RequestError error = new RequestError("http", 500, "oops");
    stats.record(Results.result("GET /a", RequestOutcome.FAILED, 0, SECOND, 2 * SECOND, error));
    List<TimeSeries.Bucket> buckets = stats.series.buckets();
    assertThat(buckets).extracting(b -> b.asked).containsExactly(1L, 0L, 0L, 0L);
    assertThat(buckets).extracting(b -> b.started).containsExactly(0L, 1L, 0L, 0L);
    assertThat(buckets).extracting(b -> b.ended).containsExactly(0L, 0L, 0L, 1L);
    assertThat(buckets).extracting(b -> b.failed).containsExactly(0L, 0L, 0L, 1L);
  }

  @Test
  void rawDataBeyondItsBoundIsLeftOutAndCountedWhateverTheOrder() {
    Random random = new Random(13);
    RawData whole = new RawData(100, 10);
    RawData one = new RawData(100, 10);
    RawData two = new RawData(100, 10);
    for (int i = 0; i < 1_000; i++) {
      RawData.Latency latency = new RawData.Latency("GET /" + i % 7, random.nextInt(1_000));
      RawData.Failure failure =
          new RawData.Failure(random.nextInt(50), "GET", "/a", i % 5, "http", 500, "oops");
      RawData part = random.nextBoolean() ? one : two;
      for (RawData raw : List.of(whole, part)) {
        raw.latencies.add(latency);
        raw.failures.add(failure);
      }
    }
    one.merge(two);
    assertThat(one.latencies.sorted()).isEqualTo(whole.latencies.sorted()).hasSize(100);
    assertThat(one.failures.sorted()).isEqualTo(whole.failures.sorted()).hasSize(10);
    assertThat(one.latencies.leftOut).isEqualTo(whole.latencies.leftOut).isEqualTo(900);
    assertThat(one.failures.leftOut).isEqualTo(whole.failures.leftOut).isEqualTo(990);
    double mean =
        one.latencies.sorted().stream().mapToLong(RawData.Latency::nanos).average().orElse(0);
    assertThat(mean).as("no favour for short ones").isBetween(350.0, 650.0);
  }

  @Test
  void withoutRawDataNoneIsKept() {
    ReplayStats stats = new ReplayStats();
    Results.random(new Random(1), 100).forEach(stats::record);
    assertThat(stats.raw.latencies.sorted()).isEmpty();
    assertThat(stats.raw.failures.sorted()).isEmpty();
  }

  /** The JSON form has everything in it, each percentile, count and histogram. */
  static void assertSame(ReplayStats actual, ReplayStats expected) {
    assertThat(json(actual)).isEqualTo(json(expected));
  }

  private static String json(ReplayStats stats) {
    return new ReplayReport(stats, 0, null, List.of(), List.of()).toPrettyJson();
  }

  private static ReplayStats of(List<RequestResult> results) {
    ReplayStats stats = new ReplayStats(true, 100 * MILLI);
    results.forEach(stats::record);
    return stats;
  }

  private static ReplayStats merged(ReplayStats a, ReplayStats b) {
    a.merge(b);
    return a;
  }
}
