package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final String MAX_RUN = "hpa_queue_maxrun_seconds{name=\"sleep\",} ";

  @Test
  void everySeriesOfTheOriginalIsThere() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "testdata", "wire", "metrics.txt"))) {
      if (!line.startsWith("#")) {
        wanted.add(line.substring(0, line.indexOf(' ')).replace("\"}", "\",}"));
      }
    }
    assertThat(wanted).hasSize(20);
    try (TestFrontend frontend = TestFrontend.withQueues("sleep", "media")) {
      List<String> ours =
          frontend.get("/metrics").lines().map(l -> l.replaceFirst(" [^ ]*$", "")).toList();
      assertThat(ours).containsAll(wanted);
    }
  }

  @Test
  void figuresFollowWhatHappens() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      run(client, worker, "2.5", "");
      run(client, worker, "0.25", "failed");
      String page = frontend.get("/metrics");
      assertThat(page)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n")
          .contains("\nhpa_client_connections_total 1.0\n")
          .contains("\nhpa_worker_connections_total 1.0\n")
          .contains("\nhpa_connections_open{port=\"clients\",} 1.0\n")
          .contains("\nhpa_queue_all{name=\"sleep\",} 0.0\n")
          .contains("\nhpa_queue_success_total{name=\"sleep\",} 1.0\n")
          .contains("\nhpa_queue_failure_total{name=\"sleep\",} 1.0\n")
          .contains("\nhpa_queue_workers_waiting{name=\"sleep\",} 0.0\n")
          .contains("\nhpa_queue_rejected_total{name=\"sleep\",reason=\"full\",} 0.0\n")
          .contains("\nhpa_queue_run_seconds_bucket{name=\"sleep\",le=\"0.1\",} 0.0\n")
          .contains("\nhpa_queue_run_seconds_bucket{name=\"sleep\",le=\"0.25\",} 1.0\n")
          .contains("\nhpa_queue_run_seconds_bucket{name=\"sleep\",le=\"2.5\",} 2.0\n")
          .contains("\nhpa_queue_run_seconds_bucket{name=\"sleep\",le=\"+Inf\",} 2.0\n")
          .contains("\nhpa_queue_run_seconds_count{name=\"sleep\",} 2.0\n")
          .contains("\nhpa_queue_run_seconds_sum{name=\"sleep\",} 2.75\n")
          .contains("\nhpa_queue_wait_seconds_count{name=\"sleep\",} 2.0\n")
          .contains("\n" + MAX_RUN + "2.5\n")
          .contains("\njvm_threads_current ")
          .contains("\nprocess_start_time_seconds ");
    }
  }

  @Test
  void openMetricsIsWrittenForWhoAsksForIt() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep")) {
      String page = frontend.get("/metrics", "Accept: application/openmetrics-text; version=1.0.0");
      assertThat(page)
          .contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
          .contains("\n# TYPE hpa_queue_success counter\n")
          .contains("\nhpa_queue_success_total{name=\"sleep\"} 0.0\n")
          .contains("\nhpa_queue_wait_seconds_bucket{name=\"sleep\",le=\"+Inf\"} 0.0\n")
          .endsWith("\n# EOF\n");
    }
  }

  @Test
  void twoScrapersEachSeeTheTrueMaximum() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      maxRun(frontend, "a");
      maxRun(frontend, "b");
      run(client, worker, "3.5", "");
      assertThat(maxRun(frontend, "a")).isEqualTo("3.5");
      run(client, worker, "1.5", "");
      assertThat(maxRun(frontend, "a")).isEqualTo("1.5");
      assertThat(maxRun(frontend, "a")).isEqualTo("0.0");
      assertThat(maxRun(frontend, "b")).isEqualTo("3.5");
      assertThat(maxRun(frontend, "b")).isEqualTo("0.0");
    }
  }

  @Test
  void readingQueuesDoesNotStealTheMaximaOfMetrics() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      maxRun(frontend, "a");
      run(client, worker, "3.5", "");
      frontend.get("/queues", "User-Agent: a");
      assertThat(maxRun(frontend, "a")).isEqualTo("3.5");
    }
  }

  @Test
  void maximaHaveTheIntervalOfTheLogAndScrapesLeaveThemAlone() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.logInterval = Duration.ofHours(1);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      run(client, worker, "3.5", "");
      for (int i = 0; i < 2; i++) {
        assertThat(frontend.get("/metrics"))
            .contains("\nhpa_queue_maxrun_seconds{name=\"sleep\",interval=\"3600.0\",} 3.5\n")
            .contains("\nhpa_queue_maxwait_seconds{name=\"sleep\",interval=\"3600.0\",} ")
            .contains("\nhpa_queue_maxtotal_seconds{name=\"sleep\",interval=\"3600.0\",} ")
            .doesNotContain(MAX_RUN);
      }
    }
  }

  @Test
  void logIntervalResetsTheMaxima() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.logInterval = Duration.ofMillis(20);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      run(client, worker, "3.0", "");
      frontend.awaitMetric("hpa_queue_maxrun_seconds{name=\"sleep\",interval=\"0.02\",}", 0);
    }
  }

  /** One request from the client to the worker and back. */
  private static void run(Peer client, Peer worker, String seconds, String error) {
    client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
    worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}").line();
    worker.send(
        "{\"Id\":1,\"Node\":\"n\",\"Runtime\":" + seconds + ",\"Error\":\"" + error + "\"}");
    client.line();
  }

  private static String maxRun(TestFrontend frontend, String agent) {
    String page = frontend.get("/metrics", "User-Agent: " + agent);
    int at = page.indexOf(MAX_RUN) + MAX_RUN.length();
    return page.substring(at, page.indexOf('\n', at));
  }
}
