package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Makes a report of its JSON; what came from percentiles is ignored, and computed anew. */
final class ReportReader {

  /** Most runners of a report, some more than one replay may have. */
  static final int MAX_RUNNERS = 10_000;

  /** What all histograms of one report may take; ten thousand URLs of 500 different times each. */
  private static final long MAX_HELD_BYTES = 128L << 20;

  private final JsonNode root;
  private long heldBytes;

  private ReportReader(JsonNode root) {
    this.root = root;
  }

  static ReplayReport read(byte[] json) {
    if (json.length > ReplayReport.MAX_PARSE_BYTES) {
      throw new IllegalArgumentException(
          "report: "
              + json.length
              + " bytes (expected: at most "
              + ReplayReport.MAX_PARSE_BYTES
              + ")");
    }
    JsonNode root;
    try {
      root = ReportJson.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("report: not JSON: " + e.getOriginalMessage(), e);
    }
    return read(root);
  }

  static ReplayReport read(JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException("report: not an object (expected: a report in JSON)");
    }
    return new ReportReader(root).read();
  }

  private ReplayReport read() {
    ReportFields fields = new ReportFields("", root);
    long version = fields.number("version");
    if (version != ReplayReport.VERSION) {
      throw new IllegalArgumentException(
          "version: " + version + " (expected: " + ReplayReport.VERSION + ")");
    }
    ReportFields verdict = fields.object("verdict");
    ReplayStats stats = new ReplayStats(root.has("errors"), verdict.nanos("maxLate"));
    stats.succeeded = fields.number("succeeded");
    stats.failed = fields.number("totalFailed");
    stats.cancelled = fields.number("cancelled");
    stats.notStarted = fields.number("notStarted");
    if (fields.number("total") != stats.total()) {
      throw new IllegalArgumentException(
          "total: "
              + fields.number("total")
              + " (expected: succeeded + totalFailed + cancelled + notStarted, "
              + stats.total()
              + ")");
    }
    stats.receivedBytes = fields.number("totalReceivedBytes");
    stats.unexpected = verdict.number("unexpected");
    stats.orderViolations = verdict.number("orderViolations");
    stats.lateness.started = verdict.number("started");
    stats.lateness.onTime = verdict.number("startedWithin10ms");
    stats.lateness.overMax = verdict.number("generatorLate");
    for (Map.Entry<String, JsonNode> e : fields.entries("errorStats")) {
      // A cause that found no room keeps the name that it shares.
      long count = ReportFields.number("errorStats." + e.getKey(), e.getValue());
      (e.getKey().equals(ReplayStats.OTHER_ERRORS)
                  ? stats.errors.other(e.getKey())
                  : stats.errors.of(e.getKey()))
              .value +=
          count;
    }
    readUrls(stats, fields);
    readHistograms(stats, fields.optional("histograms"));
    readSeries(stats, fields);
    Instant startedAt = root.has("startedAt") ? fields.instant("startedAt") : null;
    readRaw(stats, fields, startedAt);
    return new ReplayReport(
        stats, fields.goDuration("duration"), startedAt, runners(fields), warnings(fields));
  }

  private static void readUrls(ReplayStats stats, ReportFields fields) {
    for (Map.Entry<String, JsonNode> e : fields.entries("countsByURL")) {
      ReportFields counts = new ReportFields("countsByURL." + e.getKey(), e.getValue());
      UrlStats url = url(stats, e.getKey());
      url.succeeded += counts.number("succeeded");
      url.failed += counts.number("failed");
      url.cancelled += counts.number("cancelled");
      url.receivedBytes += counts.number("receivedBytes");
    }
  }

  private static UrlStats url(ReplayStats stats, String key) {
    return ReplayStats.isOther(key) ? stats.urls.other(key) : stats.urls.of(key);
  }

  private void readHistograms(ReplayStats stats, @Nullable ReportFields json) {
    if (json == null) {
      return;
    }
    stats.latency = histogram(json, "latency");
    stats.latencyFromDue = histogram(json, "latencyFromDue");
    stats.failedLatency = histogram(json, "failedLatency");
    stats.lateness.total = histogram(json, "lateness");
    stats.lateness.heldByOrder = histogram(json, "heldByOrder");
    stats.lateness.heldByClients = histogram(json, "heldByClients");
    stats.lateness.generatorLate = histogram(json, "generatorLate");
    for (Map.Entry<String, JsonNode> e : json.entries("byURL")) {
      LatencyStats latency = histogram("histograms.byURL." + e.getKey(), e.getValue());
      url(stats, e.getKey()).latency.merge(latency);
    }
  }

  private void readSeries(ReplayStats stats, ReportFields fields) {
    ReportFields json = fields.optional("timeSeries");
    if (json == null) {
      return;
    }
    long width = json.number("bucketSeconds");
    if (Long.bitCount(width) != 1 || width > 1L << TimeSeries.MAX_SHIFT) {
      throw new IllegalArgumentException(
          "timeSeries.bucketSeconds: " + width + " (expected: a power of two, at most 2^26)");
    }
    stats.series.widenTo(Long.numberOfTrailingZeros(width));
    List<Long> asked = json.numbers("asked", TimeSeries.MAX_BUCKETS);
    List<Long> started = json.numbers("started", asked.size());
    List<Long> ended = json.numbers("ended", asked.size());
    List<Long> failed = json.numbers("failed", asked.size());
    JsonNode histograms = root.path("histograms").path("timeSeries");
    for (int i = 0; i < asked.size(); i++) {
      TimeSeries.Bucket bucket = stats.series.bucket(i);
      bucket.asked = asked.get(i);
      bucket.started = at(started, i);
      bucket.ended = at(ended, i);
      bucket.failed = at(failed, i);
      JsonNode latency = histograms.path(i);
      if (latency.isString() && !latency.stringValue().isEmpty()) {
        bucket.latency = histogram("histograms.timeSeries[" + i + "]", latency);
      }
    }
  }

  private static long at(List<Long> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  private static void readRaw(ReplayStats stats, ReportFields fields, @Nullable Instant startedAt) {
    Instant zero = startedAt == null ? Instant.EPOCH : startedAt;
    int index = 0;
    for (JsonNode node : fields.array("errors", Integer.MAX_VALUE)) {
      ReportFields error = new ReportFields("errors[" + index++ + "]", node);
      stats.raw.failures.add(
          new RawData.Failure(
              nanosBetween(zero, error.instant("timestamp")),
              error.text("method"),
              error.text("url"),
              error.nanos("duration"),
              error.text("type"),
              (int) Math.min(Integer.MAX_VALUE, error.number("code")),
              error.text("message")));
    }
    for (Map.Entry<String, JsonNode> e : fields.entries("latenciesByURL")) {
      for (JsonNode latency : e.getValue()) {
        stats.raw.latencies.add(
            new RawData.Latency(
                e.getKey(), ReportFields.nanos("latenciesByURL." + e.getKey(), latency)));
      }
    }
    stats.raw.failures.leftOut += stats.rawData ? fields.number("errorsLeftOut") : 0;
    stats.raw.latencies.leftOut += stats.rawData ? fields.number("latenciesLeftOut") : 0;
  }

  private static long nanosBetween(Instant from, Instant to) {
    try {
      return Duration.between(from, to).toNanos();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "errors.timestamp: " + to + " (expected: a time near startedAt)", e);
    }
  }

  private static List<RunnerSummary> runners(ReportFields fields) {
    List<RunnerSummary> runners = new ArrayList<>();
    for (JsonNode node : fields.array("perRunner", MAX_RUNNERS)) {
      ReportFields runner = new ReportFields("perRunner[" + runners.size() + "]", node);
      ReportFields v = runner.object("verdict");
      runners.add(
          new RunnerSummary(
              (int) Math.min(Integer.MAX_VALUE, runner.number("index")),
              runner.text("pod"),
              runner.text("node"),
              node.has("error") ? runner.text("error") : "",
              runner.number("succeeded"),
              runner.number("failed"),
              runner.number("cancelled"),
              new Verdict(
                  v.number("total"),
                  runner.number("succeeded"),
                  v.number("started"),
                  v.number("startedWithin10ms"),
                  v.number("generatorLate"),
                  v.nanos("maxLate"),
                  v.number("orderViolations"),
                  v.number("unexpected"),
                  v.number("notStarted"),
                  (int) Math.min(MAX_RUNNERS, v.number("failedRunners")))));
    }
    return runners;
  }

  private static List<String> warnings(ReportFields fields) {
    List<String> warnings = new ArrayList<>();
    for (JsonNode node : fields.array("warnings", ReplayReport.MAX_WARNINGS)) {
      warnings.add(ReportFields.text("warnings[" + warnings.size() + "]", node));
    }
    return warnings;
  }

  private LatencyStats histogram(ReportFields json, String name) {
    return histogram("histograms." + name, json.node(name));
  }

  private LatencyStats histogram(String name, JsonNode node) {
    if (node instanceof MissingNode) {
      return new LatencyStats();
    }
    LatencyStats stats;
    try {
      stats = LatencyStats.decode(ReportFields.text(name, node));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    heldBytes += stats.heldBytes();
    if (heldBytes > MAX_HELD_BYTES) {
      throw new IllegalArgumentException(
          "histograms: more than " + MAX_HELD_BYTES + " bytes unpacked (expected: at most that)");
    }
    return stats;
  }
}
