package io.plimsoll.replay.report;

import io.plimsoll.protocol.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report made to fit a reply.
 *
 * @param json one line
 * @param dropped names of what was dropped, or of what entries were dropped from, sorted
 */
public record FittedReport(RawJson json, List<String> dropped) {

  /**
   * Dropped whole, in this order, when entries by URL are not enough. What other runners' reports
   * are merged with goes late, what every reader looks for is not in the list.
   */
  private static final List<String> IN_ORDER =
      List.of("latenciesByURL", "errors", "histograms", "timeSeries");

  /** Entries by URL, those of the least used URLs first, after the ones above. */
  private static final List<String> LAST = List.of("percentileLatenciesByURL", "countsByURL");

  /** Single latencies and failures, and how many of them were left out before. */
  private static final List<String> RAW =
      List.of("latenciesByURL", "errors", "latenciesLeftOut", "errorsLeftOut");

  /** As {@link #fit}, without raw data to begin with. */
  static FittedReport fitSums(ReplayReport report, ObjectNode json, int maxBytes) {
    Set<String> dropped = new TreeSet<>();
    for (String name : RAW) {
      if (json.remove(name) != null) {
        dropped.add(name);
      }
    }
    FittedReport sums = fit(report, json, maxBytes);
    dropped.addAll(sums.dropped());
    return new FittedReport(sums.json(), List.copyOf(dropped));
  }

  static FittedReport fit(ReplayReport report, ObjectNode json, int maxBytes) {
    byte[] bytes = ReportJson.bytes(json);
    long excess = (long) bytes.length - maxBytes;
    if (excess <= 0) {
      return new FittedReport(RawJson.copyOf(bytes, 0, bytes.length), List.of());
    }
    Set<String> dropped = new TreeSet<>();
    List<String> leastUsed = leastUsed(report.stats());
    if (json.get("histograms") instanceof ObjectNode histograms
        && histograms.get("byURL") instanceof ObjectNode byUrl) {
      excess = drop(byUrl, leastUsed, excess, "histograms.byURL", dropped);
    }
    for (String name : IN_ORDER) {
      if (excess > 0 && json.has(name)) {
        excess -= ReportJson.bytes(json.get(name)).length;
        json.remove(name);
        dropped.add(name);
      }
    }
    for (String name : LAST) {
      if (json.get(name) instanceof ObjectNode byUrl) {
        excess = drop(byUrl, leastUsed, excess, name, dropped);
      }
    }
    byte[] left = ReportJson.bytes(json);
    return new FittedReport(RawJson.copyOf(left, 0, left.length), List.copyOf(dropped));
  }

  private static long drop(
      ObjectNode byUrl, List<String> leastUsed, long excess, String name, Set<String> dropped) {
    long left = excess;
    for (String url : leastUsed) {
      if (left <= 0) {
        return left;
      }
      if (byUrl.has(url)) {
        left -=
            ReportJson.bytes(byUrl.get(url)).length + url.getBytes(StandardCharsets.UTF_8).length;
        byUrl.remove(url);
        dropped.add(name);
      }
    }
    return left;
  }

  private static List<String> leastUsed(ReplayStats stats) {
    Map<String, UrlStats> urls = stats.urls.all();
    List<String> keys = new ArrayList<>(urls.keySet());
    keys.sort(
        Comparator.comparingLong((String key) -> urls.getOrDefault(key, new UrlStats()).started())
            .thenComparing(Comparator.naturalOrder()));
    return keys;
  }
}
