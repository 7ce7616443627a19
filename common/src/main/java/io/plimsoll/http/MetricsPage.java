package io.plimsoll.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;

/** The answer to a scrape. */
public final class MetricsPage {

  private MetricsPage() {}

  /**
   * Metrics in Prometheus' text format, or in OpenMetrics where {@code call} asks for that. For any
   * thread.
   */
  public static HttpReply of(HttpCall call, List<MetricFamilySamples> families) {
    return of(call.header("Accept"), families);
  }

  static HttpReply of(String accept, List<MetricFamilySamples> families) {
    // The library splits at semicolons, and cannot bear a media range that is nothing else.
    String type = TextFormat.chooseContentType(accept.replace(";", "; "));
    StringWriter text = new StringWriter();
    try {
      TextFormat.writeFormat(type, text, Collections.enumeration(families));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpReply.ok(type, text.toString());
  }
}
