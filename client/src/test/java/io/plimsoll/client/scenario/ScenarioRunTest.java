package io.plimsoll.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.control.ControlApi;
import io.plimsoll.client.control.ControlToken;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.client.report.ThresholdResult;
import io.plimsoll.client.testing.Await;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final Transport loads = Transport.start("load", 1);
  private final Transport page = Transport.start("control", 1);
  private final EventLoop loop = page.loops().next();

  @AfterEach
  void close() {
    loads.close();
    page.close();
    frontend.close();
  }

  private ScenarioRun run(Duration retry, String... lines) throws ScenarioException {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    Access access = new Access(frontend.address(), 1, retry, false, null);
    return new ScenarioRun(
        ScenarioReader.read(text), access, TlsClient.NONE, List.of("-x"), loads, loop);
  }

  private static ScenarioOutcome outcome(ScenarioRun run) {
    try {
      return run.ended().get(Await.SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the scenario has not ended", e);
    }
  }

  @Test
  void phasesFollowAndOverlapEachOtherAtTheirExactTimes() throws Exception {
    frontend.answering(FakeFrontend::success);
    ScenarioRun run =
        run(
            Duration.ZERO,
            "name: three",
            "phases:",
            "- {name: a, duration: 500ms, rate: 100, thresholds: [failures < 1%]}",
            "- {name: b, duration: 500ms, rate: {from: 100, to: 300}, queue: gpu}",
            "- {name: c, start: 200ms, duration: 600ms, parallelism: 2, delay: 10ms}",
            "thresholds: [requests > 100, wait.max < 0s]");
    run.start();
    TestReport report = outcome(run).report();
    assertThat(report.ending()).isEqualTo(Ending.FINISHED);
    assertThat(report.title()).isEqualTo("three");
    assertThat(report.options()).containsExactly("-x");
    assertThat(report.seconds()).isGreaterThanOrEqualTo(1);
    assertThat(report.phases()).extracting(PhaseReport::name).containsExactly("a", "c", "b");
    assertThat(report.phases())
        .extracting(PhaseReport::startSeconds)
        .containsExactly(0.0, 0.2, 0.5);
    // The last start may be due in the very instant in which the phase ends.
    assertThat(report.phases().get(0).period().started()).isBetween(48L, 51L);
    assertThat(report.phases().get(2).period().started()).isBetween(96L, 101L);
    assertThat(report.phases())
        .extracting(p -> p.load().queue())
        .containsExactly("sleep", "sleep", "gpu");
    long all = report.phases().stream().mapToLong(p -> p.period().succeeded()).sum();
    assertThat(report.whole().succeeded()).isEqualTo(all);
    assertThat(report.whole().waitSeconds().count()).isEqualTo(all);
    assertThat(report.thresholds())
        .extracting(ThresholdResult::phase, ThresholdResult::held)
        .containsExactly(tuple("", true), tuple("", false), tuple("a", true));
    List<Sample> course = run.course().course().join().samples();
    assertThat(course.stream().mapToLong(Sample::succeeded).sum()).isEqualTo(all);
    assertThat(run.course().course().join().changes())
        .extracting(Change::kind)
        .contains(Change.Kind.RATE, Change.Kind.PARALLELISM);
  }

  @Test
  void liveStatisticsAreOfAllPhasesTogether() throws Exception {
    frontend.answering(FakeFrontend::success);
    ScenarioRun run =
        run(
            Duration.ZERO,
            "name: live",
            "phases:",
            "- {name: a, duration: 100ms, rate: 50}",
            "- {name: b, duration: 1h, rate: 40, queue: gpu}",
            "- {name: c, start: 100ms, duration: 1h, parallelism: 2, delay: 50ms}");
    LiveScenario live = new LiveScenario(run);
    run.start();
    Snapshot now =
        Await.until(
            () -> live.snapshot(ForkJoinPool.commonPool()).join(),
            s -> s.load().parallelism() == 2 && s.load().ratePerSecond() == 40);
    assertThat(now.load().model()).isEqualTo(Model.OPEN);
    assertThat(now.load().queue()).contains("gpu").contains("sleep");
    assertThat(now.load().startedTotal()).isGreaterThanOrEqualTo(4);
    Snapshot later =
        Await.until(
            () -> live.snapshot(ForkJoinPool.commonPool()).join(),
            s -> s.period().succeeded() > 20);
    assertThat(later.period().waitSeconds().histogram()).isNull();
    assertThat(live.status().join().periodRequestsPerSecond()).isGreaterThan(0);
    assertThat(run.progress().join().toString()).startsWith("b, c: 0 of 3600 s, ");
    assertThat(run.soFar(ForkJoinPool.commonPool()).join().ending()).isEqualTo(Ending.RUNNING);
    run.stop();
    assertThat(outcome(run).report().ending()).isEqualTo(Ending.INTERRUPTED);
  }

  @Test
  void nobodyChangesTheLoadOfAScenario() throws Exception {
    frontend.answering(FakeFrontend::success);
    ScenarioRun run =
        run(Duration.ZERO, "name: s", "phases:", "- {name: a, duration: 1h, rate: 10}");
    run.start();
    LiveScenario live = new LiveScenario(run);
    ControlApi api = new ControlApi(live, live, live, loop, ControlToken.NONE);
    String base =
        "http://" + HttpPort.listen(page, new HostPort("127.0.0.1", 0), "--control", api).address();
    for (String path : List.of("/parallelism?value=1", "/rate?value=1", "/reset")) {
      HttpResponse<String> response = get(base + path);
      assertThat(response.statusCode()).isEqualTo(409);
      assertThat(response.body()).isEqualTo("a scenario decides\n");
    }
    assertThat(get(base + "/rate?type=plain").statusCode()).isEqualTo(200);
    assertThat(get(base + "/stats?type=json").body()).contains("\"409\":3");
    assertThat(get(base + "/report?type=json").body()).contains("\"name\" : \"a\"");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void signalEndsAtOnceAndPhasesThatNeverBeganHoldNothing() throws Exception {
    frontend.answering(FakeFrontend::success);
    ScenarioRun run =
        run(
            Duration.ZERO,
            "name: s",
            "phases:",
            "- {name: a, duration: 1h, rate: 50}",
            "- {name: b, duration: 1h, rate: 50, thresholds: [failures < 1%]}");
    run.start();
    Await.until(() -> new LiveScenario(run).status().join().startedTotal(), started -> started > 5);
    run.stop();
    TestReport report = outcome(run).report();
    assertThat(report.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(report.phases()).extracting(PhaseReport::name).containsExactly("a");
    assertThat(report.thresholds())
        .containsExactly(new ThresholdResult("failures < 1%", "b", null, false));
  }

  @Test
  void lostFrontendEndsAllPhases() throws Exception {
    ScenarioRun run =
        run(
            Duration.ZERO,
            "name: s",
            "phases:",
            "- {name: a, duration: 1h, parallelism: 1, connections: 1}",
            "- {name: b, start: 0, duration: 1h, parallelism: 1, connections: 1}",
            "- {name: c, duration: 1h, parallelism: 1}");
    run.start();
    FakeFrontend.Peer one = frontend.accept();
    FakeFrontend.Peer two = frontend.accept();
    one.write(FakeFrontend.success(one.object()));
    two.write(FakeFrontend.success(two.object()));
    Await.until(
        () -> new LiveScenario(run).snapshot(ForkJoinPool.commonPool()).join().period().succeeded(),
        n -> n == 2);
    one.close();
    ScenarioOutcome outcome = outcome(run);
    assertThat(outcome.failure()).hasMessageStartingWith("lost the frontend ");
    assertThat(outcome.report().ending()).isEqualTo(Ending.BROKEN);
    assertThat(outcome.report().error()).startsWith("lost the frontend ");
    assertThat(outcome.report().phases()).hasSize(2);
    assertThat(outcome.report().whole().succeeded()).isEqualTo(2);
  }

  @Test
  void frontendThatWasNeverThereIsTold() throws Exception {
    frontend.close();
    ScenarioRun run =
        run(Duration.ZERO, "name: s", "phases:", "- {name: a, duration: 1h, rate: 50}");
    run.start();
    ScenarioOutcome outcome = outcome(run);
    assertThat(outcome.failure()).hasMessageStartingWith("cannot reach the frontend ");
    assertThat(outcome.report().ending()).isEqualTo(Ending.BROKEN);
    assertThat(outcome.report().seconds()).isZero();
    assertThat(outcome.report().whole().started()).isZero();
  }

  @Test
  void clockBeginsWhenTheFrontendIsReached() throws Exception {
    int port = frontend.address().port();
    frontend.close();
    ScenarioRun run =
        run(
            Duration.ofSeconds(Await.SECONDS),
            "name: s",
            "phases:",
            "- {name: a, duration: 500ms, rate: 20, connections: 1}");
    run.start();
    assertThat(run.progress().join().seconds()).isZero();
    try (FakeFrontend later = new FakeFrontend(port)) {
      later.answering(FakeFrontend::success);
      TestReport report = outcome(run).report();
      assertThat(report.ending()).isEqualTo(Ending.FINISHED);
      assertThat(report.whole().succeeded()).isBetween(9L, 11L);
      assertThat(report.whole().failed()).isZero();
    }
  }
}
