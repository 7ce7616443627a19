package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.backend.device.DeviceFigures;
import io.plimsoll.backend.device.DeviceModel;
import io.plimsoll.backend.device.DeviceReading;
import io.plimsoll.backend.metrics.WorkFigures;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the metrics port of a running backend answers. */
@Timeout(60)
class MetricsTest {

  private static final String PORT = "--metrics=127.0.0.1:0";

  private static HttpResponse<String> get(Metrics metrics, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + metrics.address() + path))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Metrics of(Backend backend) {
    return Objects.requireNonNull(backend.metrics());
  }

  @Test
  void figuresFollowWhatHappens() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend =
            Backends.start(frontend, PORT, "-name", "q", "--slots", "3", "-backoff=1", "sleep");
        Worker worker = frontend.accept()) {
      for (int i = 0; i < 3; i++) {
        worker.line();
      }
      worker.send("{\"Id\":0,\"Args\":[\"0.02\"]}");
      assertThat(worker.line()).contains("\"Retcode\":0");
      worker.line();
      worker.send("{\"Id\":3,\"Args\":[\"soon\"]}");
      assertThat(worker.line()).contains("\"Retcode\":1");
      worker.line();
      worker.send("{\"Id\":1,\"Args\":[\"3600\"]}{\"Id\":2,\"Args\":[\"0\"]}");
      assertThat(worker.line()).startsWith("{\"Id\":2,");
      // Counted before the reply was sent.
      assertThat(get(of(backend), "/metrics").body())
          .contains("# TYPE plimsoll_backend_slots gauge\n")
          .contains("\nplimsoll_backend_slots{name=\"q\",} 3.0\n")
          .contains("\nplimsoll_backend_running{name=\"q\",} 1.0\n")
          .contains("\nplimsoll_backend_success_total{name=\"q\",} 2.0\n")
          .contains("\nplimsoll_backend_failure_total{name=\"q\",} 1.0\n")
          .contains("\nplimsoll_backend_connections_total{name=\"q\",} 1.0\n")
          .contains("\nplimsoll_backend_run_seconds_bucket{name=\"q\",le=\"3600.0\",} 3.0\n")
          .contains("\nplimsoll_backend_run_seconds_count{name=\"q\",} 3.0\n")
          .contains("\nprocess_start_time_seconds ")
          .doesNotContain("plimsoll_device_");
    }
  }

  @Test
  void anItemWhoseFrontendIsGoneIsAFailureAndTheWayBackAConnection() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, PORT, "--retry=60", "-backoff=1", "sleep")) {
      try (Worker worker = frontend.accept()) {
        worker.line();
        worker.send("{\"Id\":0,\"Args\":[\"3600\"]}");
        while (!get(of(backend), "/metrics").body().contains("_running{name=\"sleep\",} 1.0\n")) {
          Thread.onSpinWait();
        }
      }
      try (Worker again = frontend.accept()) {
        again.line();
        assertThat(get(of(backend), "/metrics").body())
            .contains("\nplimsoll_backend_running{name=\"sleep\",} 0.0\n")
            .contains("\nplimsoll_backend_success_total{name=\"sleep\",} 0.0\n")
            .contains("\nplimsoll_backend_failure_total{name=\"sleep\",} 1.0\n")
            .contains("\nplimsoll_backend_connections_total{name=\"sleep\",} 2.0\n");
      }
    }
  }

  @Test
  void openMetricsIsWrittenForWhoAsksForIt() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, PORT, "-backoff=1", "sleep")) {
      HttpResponse<String> page =
          get(of(backend), "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
      assertThat(page.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(page.body())
          .contains("\nplimsoll_backend_success_total{name=\"sleep\"} 0.0\n")
          .endsWith("\n# EOF\n");
    }
  }

  @Test
  void thereIsAPageForProbesAndNoOther() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, PORT, "-backoff=1", "sleep")) {
      assertThat(get(of(backend), "/healthz").body()).isEqualTo("ok\n");
      assertThat(get(of(backend), "/").body()).isEqualTo("/metrics /healthz\n");
      assertThat(get(of(backend), "/queues").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theFiguresOfDevicesAreThoseOfTheMomentUnderTheChosenNames() throws Exception {
    BackendConfig config = Backends.config(PORT, "--identity=dcgm", "sleep");
    double[] load = {0.5};
    DeviceFigures devices =
        () ->
            List.of(
                new DeviceReading(
                    "card0", DeviceModel.DEFAULT, true, load[0], 0, 0, 0, 0, load[0], 0, 0, 0));
    try (Metrics metrics =
        Metrics.of(config, Backends.SELF, new WorkFigures("sleep", 1), devices)) {
      assertThat(get(Objects.requireNonNull(metrics), "/metrics").body())
          .contains("\nDCGM_FI_DEV_GPU_UTIL{gpu=\"0\",")
          .contains(",Hostname=\"node-a\",container=\"\",namespace=\"\",pod=\"pod-1\",} 50.0\n")
          .contains("\nplimsoll_device_own_load_ratio{device=\"card0\",} 0.5\n")
          .doesNotContain("xpum");
      load[0] = 0.25;
      assertThat(get(metrics, "/metrics").body())
          .contains("\nplimsoll_device_own_load_ratio{device=\"card0\",} 0.25\n");
    }
  }

  @Test
  void withoutTheOptionNothingIsServed() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-backoff=1", "sleep")) {
      assertThat(backend.metrics()).isNull();
    }
  }

  @Test
  void aPortThatIsTakenEndsTheBackendWithALineThatNamesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      BackendConfig config = Backends.config("-maddr", address, "sleep");
      assertThatThrownBy(() -> new Backend(config, Backends.SELF))
          .isInstanceOfSatisfying(
              CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
          .hasMessageStartingWith("--metrics: cannot listen on " + address + ": ");
    }
  }
}
