package io.plimsoll.replay.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.ReplayEnding;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a real server on a real socket. */
class LoadRunTest {

  /** No test takes that long; one that hangs should not hang for ever. */
  private static final long MAX_SECONDS = 60;

  private static final LoadSettings SETTINGS = LoadSettings.of(7, "t1");
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  private final ApiThreads threads = new ApiThreads();
  private final HttpClient http = HttpClient.newHttpClient();
  private StandInServer server = StandInServer.start(StandInConfig.onFreePort());

  @BeforeEach
  void createWhatTheProfileExpects() throws Exception {
    create(
        PODS,
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\",\"labels\":"
            + "{\"app\":\"web\"}},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"i\"}]}}");
    for (int i = 0; i < 10; i++) {
      create(
          MAPS,
          "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"load-%d\"}}"
              .formatted(i));
    }
  }

  @AfterEach
  void close() {
    threads.close();
    server.close();
  }

  @Test
  void everyKindOfRequestSucceeds() throws Exception {
    LoadProfile profile =
        LoadProfile.read(ProfileSource.of(Path.of("../testdata/load/all-kinds.yaml")));
    LoadOverrides fast = new LoadOverrides(1_000.0, null, null, null, null, null);
    LoadOutcome outcome = run(profile.with(fast), SETTINGS);
    LoadReport report = LoadReport.of(0, "", "", outcome);
    assertThat(outcome.ending()).isEqualTo(ReplayEnding.COMPLETED);
    assertThat(outcome.aggregated().count(RequestOutcome.SUCCEEDED))
        .as(report.toText())
        .isEqualTo(500);
    JsonNode counts = json(report).get("aggregated").get("countsByURL");
    assertThat(counts.propertyNames())
        .containsExactlyInAnyOrder(
            "GET " + PODS + "?labelSelector=app%3Dweb&resourceVersion=0",
            "GET " + MAPS + "?limit=5",
            "GET "
                + MAPS
                + "?watch=true&sendInitialEvents=true"
                + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true",
            "GET " + PODS + "/web?resourceVersion=0",
            "GET " + PODS + "/web",
            "PUT " + MAPS + "/:name",
            "PATCH " + MAPS + "/:name",
            "GET " + PODS + "/web/log?container=main&tailLines=10",
            "POST " + MAPS,
            "DELETE " + MAPS + "/:name");
    assertThat(names())
        .as("what was created and not deleted")
        .anyMatch(n -> n.contains("-t1-0-0-"));
  }

  @Test
  void deleteWaitsForItsCreateHoweverSlowThatIs() throws Exception {
    server.setFaults(faults(FaultRule.latency("CREATE 50ms")));
    LoadOutcome outcome =
        run(
            profile(
                "[{\"rate\":500,\"total\":60,\"conns\":30,\"requests\":[{\"shares\":1,\"postDel\":"
                    + "{\"namespace\":\"default\",\"payloadSize\":5,\"deleteRatio\":0.5}}]}]"),
            SETTINGS);
    JsonNode report = json(LoadReport.of(0, "", "", outcome)).get("aggregated");
    assertThat(report.get("errorStats").toString()).isEqualTo("{}");
    assertThat(report.at("/countsByURL/DELETE " + MAPS.replace("/", "~1") + "~1:name/succeeded"))
        .hasToString("20");
    assertThat(report.at("/lateness/heldByOrder/5/1").doubleValue()).isPositive();
  }

  @Test
  void specsRunOneAfterTheOtherAndEachHasItsReport() throws Exception {
    String spec =
        "{\"total\":%d,\"conns\":1,\"requests\":[{\"shares\":1,\"staleGet\":{\"version\":\"v1\","
            + "\"resource\":\"pods\",\"namespace\":\"default\",\"name\":\"%s\"}}]}";
    LoadProfile profile =
        profile("[" + spec.formatted(20, "web") + "," + spec.formatted(10, "none") + "]");
    LoadReport report = LoadReport.of(0, "", "", run(profile, SETTINGS));
    assertThat(report.perSpecResults()).hasSize(2);
    assertThat(report.perSpecResults().get(0).stats().count(RequestOutcome.SUCCEEDED))
        .isEqualTo(20);
    assertThat(report.perSpecResults().get(1).stats().count(RequestOutcome.FAILED)).isEqualTo(10);
    assertThat(report.aggregated().stats().total()).isEqualTo(30);
    assertThat(json(report).get("perSpecResults").get(1).get("errorStats").toString())
        .isEqualTo("{\"http/404\":10}");
    LoadReport read = LoadReport.parse(report.toJson());
    assertThat(read.toPrettyJson()).isEqualTo(report.toPrettyJson());
    LoadReport two = LoadReport.merge(List.of(read, LoadReport.failedRunner(1, "", "", "gone")));
    assertThat(two.aggregated().stats().total()).isEqualTo(30);
    assertThat(two.verdict().failedRunners()).isEqualTo(1);
    assertThat(two.toText()).contains("specs[1]", "runner 1     gone");
    assertThat(two.toHtml("x")).contains("<h2>specs[1]</h2>");
  }

  @Test
  void aStageLastsItsDurationThoughItsLastRequestIsDueBefore() throws Exception {
    LoadOutcome outcome =
        run(
            profile(
                "[{\"rate\":2,\"duration\":1,\"conns\":1,\"requests\":[{\"shares\":1,"
                    + "\"staleList\":{\"version\":\"v1\",\"resource\":\"pods\"}}]}]"),
            SETTINGS);
    assertThat(outcome.aggregated().total()).isEqualTo(2);
    assertThat(outcome.stages().get(0).durationNanos())
        .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void rateIsKeptAndLatenessIsMeasuredFromDue() throws Exception {
    LoadProfile profile = profile("[" + get("\"rate\":200,\"total\":100,\"client\":50") + "]");
    LoadOutcome outcome = run(profile, SETTINGS);
    assertThat(outcome.stages().get(0).durationNanos())
        .as("the last of a hundred is due after 495 ms")
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(495));
    ReplayStats stats = outcome.aggregated();
    assertThat(stats.count(RequestOutcome.SUCCEEDED)).isEqualTo(100);
    assertThat(stats.latencyFromDue().maxNanos())
        .isGreaterThanOrEqualTo(stats.latency().maxNanos());
  }

  @Test
  void noMoreRequestsAreInFlightThanAskedFor() throws Exception {
    server.setFaults(faults(FaultRule.latency("GET 20ms")));
    int before = server.requests().maxInFlight();
    assertThat(before).as("of the preparation").isLessThanOrEqualTo(1);
    LoadOutcome outcome =
        run(profile("[" + get("\"total\":40,\"conns\":4,\"client\":3") + "]"), SETTINGS);
    assertThat(outcome.aggregated().count(RequestOutcome.SUCCEEDED)).isEqualTo(40);
    assertThat(server.requests().maxInFlight()).isBetween(1, 4);
  }

  @Test
  void serverThatHangsIsCutOffAndEveryRequestIsAccountedFor() throws Exception {
    server.setFaults(faults(FaultRule.hang("GET /api/v1")));
    LoadOutcome outcome =
        run(
            profile("[" + get("\"rate\":100,\"duration\":1,\"conns\":2,\"client\":2") + "]"),
            SETTINGS.withGrace(Duration.ofMillis(100)));
    ReplayStats stats = outcome.aggregated();
    assertThat(outcome.ending()).isEqualTo(ReplayEnding.CUT_OFF);
    assertThat(stats.count(RequestOutcome.CANCELLED)).isEqualTo(2);
    assertThat(stats.count(RequestOutcome.NOT_STARTED)).isEqualTo(98);
    assertThat(stats.total()).isEqualTo(100);
  }

  @Test
  void requestThatTakesTooLongTimesOut() throws Exception {
    server.setFaults(faults(FaultRule.hang("GET /api/v1")));
    LoadOutcome outcome =
        run(
            profile("[" + get("\"total\":3,\"conns\":1") + "]"),
            SETTINGS.withRequestTimeout(Duration.ofMillis(100)));
    assertThat(outcome.ending()).isEqualTo(ReplayEnding.COMPLETED);
    assertThat(json(LoadReport.of(0, "", "", outcome)).at("/aggregated/errorStats").toString())
        .isEqualTo("{\"timeout/request\":3}");
  }

  @Test
  void cancelledLoadEndsAtOnceAndAccountsForWhatItStarted() throws Exception {
    server.setFaults(faults(FaultRule.hang("GET /api/v1")));
    CompletableFuture<LoadOutcome> end = new CompletableFuture<>();
    CountDownLatch progress = new CountDownLatch(1);
    LoadRun run =
        new LoadRun(
            profile("[" + get("\"total\":1000,\"conns\":2") + "]"),
            target(),
            threads,
            SETTINGS,
            InstantSource.system(),
            new LoadRun.Listener() {
              @Override
              public void onProgress(LoadProgress now) {
                progress.countDown();
              }

              @Override
              public void onEnd(LoadOutcome outcome) {
                end.complete(outcome);
              }
            });
    run.connect();
    run.start();
    assertThat(progress.await(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
    run.cancel();
    LoadOutcome outcome = end.get(MAX_SECONDS, TimeUnit.SECONDS);
    assertThat(outcome.ending()).isEqualTo(ReplayEnding.CANCELLED);
    assertThat(outcome.aggregated().count(RequestOutcome.CANCELLED)).isEqualTo(2);
    assertThat(outcome.aggregated().total()).isEqualTo(1000);
  }

  @Test
  void serverThatIsNotThereIsSaidBeforeTheStart() throws Exception {
    Target gone = target();
    server.close();
    LoadRun run =
        new LoadRun(
            profile("[" + get("\"total\":1,\"conns\":1") + "]"),
            gone,
            threads,
            SETTINGS,
            InstantSource.system(),
            outcome -> {});
    assertThatThrownBy(run::connect)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot reach the API server");
  }

  @Test
  void busyServerIsAskedAgainAsOftenAsToldAndTheRequestCountsOnce() throws Exception {
    server.setFaults(faults(FaultRule.errors("GET /api/v1 429:100%")));
    long before = server.requests().total();
    LoadOutcome outcome =
        run(profile("[" + get("\"total\":1,\"conns\":1,\"maxRetries\":1") + "]"), SETTINGS);
    long versions = server.requests().count("GET /version", 200);
    assertThat(server.requests().total() - before - versions).isEqualTo(2);
    assertThat(outcome.aggregated().count(RequestOutcome.FAILED)).isEqualTo(1);
    assertThat(json(LoadReport.of(0, "", "", outcome)).at("/aggregated/errorStats").toString())
        .isEqualTo("{\"http/429\":1}");
    assertThat(outcome.durationNanos())
        .as("it waited for the second that the server asked for")
        .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void retryAfterIsSecondsAndBounded() {
    assertThat(SpecRun.retryAfterNanos("2")).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(SpecRun.retryAfterNanos("0")).isZero();
    assertThat(SpecRun.retryAfterNanos("999999999")).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    for (String other : new String[] {null, "", "-1", "1.5", "9999999999", "soon"}) {
      assertThat(SpecRun.retryAfterNanos(other)).isEqualTo(-1);
    }
  }

  private LoadOutcome run(LoadProfile profile, LoadSettings settings) throws Exception {
    CompletableFuture<LoadOutcome> end = new CompletableFuture<>();
    LoadRun run =
        new LoadRun(profile, target(), threads, settings, InstantSource.system(), end::complete);
    run.connect();
    run.start();
    return end.get(MAX_SECONDS, TimeUnit.SECONDS);
  }

  private Target target() throws IOException {
    return Target.of(TargetOptions.ofServer(server.url()));
  }

  private static LoadProfile profile(String specs) throws Exception {
    return LoadProfileTest.read("{\"version\":1,\"specs\":" + specs + "}");
  }

  private static String get(String fields) {
    return "{"
        + (fields.contains("conns") ? fields : fields + ",\"conns\":50")
        + ",\"requests\":[{\"shares\":1,\"quorumGet\":{\"version\":\"v1\",\"resource\":\"pods\","
        + "\"namespace\":\"default\",\"name\":\"web\"}}]}";
  }

  private static FaultPlan faults(FaultRule rule) {
    return new FaultPlan(1, List.of(rule), List.of());
  }

  private void create(String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  private List<String> names() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + MAPS)).build(),
            HttpResponse.BodyHandlers.ofString());
    return JsonMapper.shared().readTree(answer.body()).get("items").findValuesAsString("name");
  }

  private static JsonNode json(LoadReport report) {
    return JsonMapper.shared().readTree(report.toJson());
  }
}
