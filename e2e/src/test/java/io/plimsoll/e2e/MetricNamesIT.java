package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a name which no program has is found. */
class MetricNamesIT {

  @TempDir private Path folder;

  @Test
  void metricThatNobodyHasIsFound() throws IOException {
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        - record: name:hpa_queue_wait_seconds:p99
          expr: rate(hpa_queue_wait_seconds_bucket[5m]) + hpa_queue_wating
        - alert: Odd
          expr: name:hpa_queue_wait_seconds:p99 > name:hpa_queue_wait_seconds:p90
        """);
    Files.writeString(
        folder.resolve("dashboard.json"),
        """
        {"expr": "sum(hpa_queue_all{name=\\"sleep\\"}) + DCGM_FI_DEV_ODD", "uid": "plimsoll-queues"}
        """);
    MetricNames names = new MetricNames();
    names.exported("# TYPE hpa_queue_all gauge\n# TYPE hpa_queue_wait_seconds histogram\n");
    assertThat(names.askedForButMissing(folder))
        .containsExactly("DCGM_FI_DEV_ODD", "hpa_queue_wating", "name:hpa_queue_wait_seconds:p90");
  }
}
