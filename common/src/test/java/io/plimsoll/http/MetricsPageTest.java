package io.plimsoll.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CounterMetricFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {

  private static final List<MetricFamilySamples> ONE =
      List.of(new CounterMetricFamily("some", "Of some.", 3));

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "text/plain;version=0.0.4", ";", ";;,;"})
  void whoDoesNotAskForOpenMetricsGetsText(String accept) {
    HttpReply page = MetricsPage.of(accept, ONE);
    assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(new String(page.body(), UTF_8))
        .isEqualTo("# HELP some_total Of some.\n# TYPE some_total counter\nsome_total 3.0\n");
  }

  @Test
  void whoAsksForOpenMetricsGetsIt() {
    HttpReply page =
        MetricsPage.of("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", ONE);
    assertThat(page.contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(new String(page.body(), UTF_8))
        .isEqualTo("# TYPE some counter\n# HELP some Of some.\nsome_total 3.0\n# EOF\n");
  }
}
