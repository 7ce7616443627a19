package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.ReportJson.percentiles;
import static io.plimsoll.replay.report.ReportJson.seconds;

import io.plimsoll.stats.LatencyStats;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report as JSON, the established fields first. */
final class ReportWriter {

  private final ReplayReport report;
  private final ReplayStats stats;

  ReportWriter(ReplayReport report) {
    this.report = report;
    stats = report.stats();
  }

  ObjectNode write() {
    ObjectNode json = ReportJson.object();
    json.put("version", ReplayReport.VERSION);
    json.put("total", stats.total());
    json.put("duration", GoDuration.format(report.durationNanos()));
    if (stats.rawData) {
      writeErrors(json.putArray("errors"));
    }
    ObjectNode errorStats = json.putObject("errorStats");
    stats.errors.all().forEach((cause, count) -> errorStats.put(cause, count.value));
    json.put("totalReceivedBytes", stats.receivedBytes);
    json.set("percentileLatencies", percentiles(stats.latency));
    ObjectNode byUrl = json.putObject("percentileLatenciesByURL");
    Map<String, UrlStats> urls = stats.urls.all();
    urls.forEach((key, url) -> writePercentiles(byUrl, key, url));
    if (stats.rawData) {
      writeLatencies(json.putObject("latenciesByURL"));
    }
    json.put("runnerCount", report.runners().size());
    json.put("totalRun", stats.started());
    json.put("totalFailed", stats.failed);
    json.put("succeeded", stats.succeeded);
    json.put("cancelled", stats.cancelled);
    json.put("notStarted", stats.notStarted);
    json.put("latenciesMissing", stats.latenciesMissing());
    if (stats.rawData) {
      json.put("errorsLeftOut", stats.raw.failures.leftOut);
      json.put("latenciesLeftOut", stats.raw.latencies.leftOut);
    }
    Instant startedAt = report.startedAt();
    if (startedAt != null) {
      json.put("startedAt", startedAt.toString());
    }
    writeVerdict(json.putObject("verdict"), report.verdict());
    writeLateness(json.putObject("lateness"));
    json.set("latencyFromDue", percentiles(stats.latencyFromDue));
    json.set("failedLatency", percentiles(stats.failedLatency));
    writeWarnings(json.putArray("warnings"));
    writeRunners(json.putArray("perRunner"));
    writeSeries(json.putObject("timeSeries"));
    ObjectNode countsByUrl = json.putObject("countsByURL");
    urls.forEach((key, url) -> writeCounts(countsByUrl.putObject(key), url));
    writeHistograms(json.putObject("histograms"), urls);
    return json;
  }

  /** Percentiles of some of the requests would look like those of all: better none. */
  private static void writePercentiles(ObjectNode byUrl, String key, UrlStats url) {
    if (url.latency.count() > 0 && url.latency.count() == url.succeeded) {
      byUrl.set(key, percentiles(url.latency));
    }
  }

  private static void writeCounts(ObjectNode json, UrlStats url) {
    json.put("succeeded", url.succeeded);
    json.put("failed", url.failed);
    json.put("cancelled", url.cancelled);
    json.put("receivedBytes", url.receivedBytes);
  }

  private void writeErrors(ArrayNode errors) {
    Instant start = report.startedAt();
    Instant zero = start == null ? Instant.EPOCH : start;
    for (RawData.Failure failure : stats.raw.failures.sorted()) {
      errors
          .addObject()
          .put("method", failure.method())
          .put("url", failure.url())
          .put("timestamp", zero.plusNanos(failure.atNanos()).toString())
          .put("duration", seconds(failure.durationNanos()))
          .put("type", failure.type())
          .put("code", failure.code())
          .put("message", failure.message());
    }
  }

  private void writeLatencies(ObjectNode byUrl) {
    Map<String, ArrayNode> arrays = new TreeMap<>();
    for (RawData.Latency latency : stats.raw.latencies.sorted()) {
      arrays
          .computeIfAbsent(latency.urlKey(), key -> ReportJson.MAPPER.createArrayNode())
          .add(seconds(latency.nanos()));
    }
    arrays.forEach(byUrl::set);
  }

  static void writeVerdict(ObjectNode json, Verdict verdict) {
    json.put("word", verdict.word());
    json.put("faithful", verdict.faithful());
    json.put("invalid", verdict.invalid());
    json.put("failed", verdict.failed());
    ArrayNode reasons = json.putArray("reasons");
    verdict.reasons().forEach(reasons::add);
    json.put("startedWithin10msShare", verdict.onTimeShare());
    json.put("total", verdict.total());
    json.put("started", verdict.started());
    json.put("startedWithin10ms", verdict.onTime());
    json.put("generatorLate", verdict.generatorLate());
    json.put("maxLate", seconds(verdict.maxLateNanos()));
    json.put("orderViolations", verdict.orderViolations());
    json.put("unexpected", verdict.unexpected());
    json.put("notStarted", verdict.notStarted());
    json.put("failedRunners", verdict.failedRunners());
  }

  private void writeLateness(ObjectNode json) {
    Lateness lateness = stats.lateness;
    json.set("percentiles", percentiles(lateness.total));
    json.set("heldByOrder", percentiles(lateness.heldByOrder));
    json.set("heldByClients", percentiles(lateness.heldByClients));
    json.set("generatorLate", percentiles(lateness.generatorLate));
  }

  private void writeWarnings(ArrayNode json) {
    report.warnings().stream().limit(ReplayReport.MAX_WARNINGS).forEach(json::add);
  }

  private void writeRunners(ArrayNode json) {
    for (RunnerSummary runner : report.runners()) {
      ObjectNode one = json.addObject();
      one.put("index", runner.index());
      one.put("pod", runner.pod());
      one.put("node", runner.node());
      if (!runner.error().isEmpty()) {
        one.put("error", runner.error());
      }
      one.put("succeeded", runner.succeeded());
      one.put("failed", runner.failed());
      one.put("cancelled", runner.cancelled());
      writeVerdict(one.putObject("verdict"), runner.verdict());
    }
  }

  private void writeSeries(ObjectNode json) {
    json.put("bucketSeconds", stats.series.bucketSeconds());
    ArrayNode asked = json.putArray("asked");
    ArrayNode started = json.putArray("started");
    ArrayNode ended = json.putArray("ended");
    ArrayNode failed = json.putArray("failed");
    ArrayNode p50 = json.putArray("p50");
    ArrayNode p99 = json.putArray("p99");
    for (TimeSeries.Bucket bucket : stats.series.buckets()) {
      asked.add(bucket.asked);
      started.add(bucket.started);
      ended.add(bucket.ended);
      failed.add(bucket.failed);
      if (bucket.latency.count() == 0) {
        p50.addNull();
        p99.addNull();
      } else {
        p50.add(seconds(bucket.latency.percentileNanos(50)));
        p99.add(seconds(bucket.latency.percentileNanos(99)));
      }
    }
  }

  private void writeHistograms(ObjectNode json, Map<String, UrlStats> urls) {
    json.put("latency", stats.latency.encode());
    json.put("latencyFromDue", stats.latencyFromDue.encode());
    json.put("failedLatency", stats.failedLatency.encode());
    json.put("lateness", stats.lateness.total.encode());
    json.put("heldByOrder", stats.lateness.heldByOrder.encode());
    json.put("heldByClients", stats.lateness.heldByClients.encode());
    json.put("generatorLate", stats.lateness.generatorLate.encode());
    ObjectNode byUrl = json.putObject("byURL");
    urls.forEach(
        (key, url) -> {
          if (url.latency.count() > 0) {
            byUrl.put(key, url.latency.encode());
          }
        });
    ArrayNode series = json.putArray("timeSeries");
    for (TimeSeries.Bucket bucket : stats.series.buckets()) {
      LatencyStats latency = bucket.latency;
      series.add(latency.count() == 0 ? "" : latency.encode());
    }
  }
}
