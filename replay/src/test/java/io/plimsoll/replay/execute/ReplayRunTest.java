package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.schedule.Order;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import io.plimsoll.standin.stats.ConnectionStats.Protocol;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRunTest {

  @TempDir Path folder;

  private StandInServer server = StandInServer.start(StandInConfig.onFreePort());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyRequestIsSentAndAnswered() throws Exception {
    Profiles profile =
        new Profiles()
            .create(0, "a", 201)
            .get(0, "a", 200)
            .list(1)
            .add(2, "UPDATE", "a", Profiles.path("a"), Profiles.map("a"), 200)
            .add(2, "PATCH", "a", Profiles.path("a"), "{\"data\":{\"k\":\"v\"}}", 200)
            .add(3, "PATCH", "a", Profiles.path("a"), "{\"data\":{\"k\":null}}", 200, "merge")
            .add(
                4,
                "APPLY",
                "a",
                Profiles.path("a"),
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}",
                200)
            .delete(5, "a", 200)
            .get(6, "a", 404)
            .add(7, "DELETECOLLECTION", "", "/api/v1/namespaces/b/pods", null, 200);

    ReplayOutcome outcome = run(profile);

    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.ending()).isEqualTo(ReplayEnding.COMPLETED);
    assertCounts(outcome, 10, 0, 0, 0);
    assertThat(outcome.stats().verdict().orderViolations()).isZero();
    assertThat(outcome.stats().verdict().unexpected()).isZero();
    assertThat(server.requests().overlapping()).isZero();
    assertThat(server.requests().count("PATCH " + Profiles.path("a"), 200)).isEqualTo(3);
    assertThat(outcome.stats().receivedBytes()).isPositive();
  }

  @Test
  void requestsOnOneObjectNeverOverlapHoweverSlowTheServerIs() throws Exception {
    faults(FaultRule.latency("5ms"));
    Profiles profile = new Profiles().connections(8).clients(8);
    for (int i = 0; i < 40; i++) {
      profile.get(0, "o" + i % 3, 404);
    }

    ReplayOutcome outcome = run(profile);

    assertCounts(outcome, 40, 0, 0, 0);
    assertThat(server.requests().overlapping()).isZero();
    assertThat(server.requests().maxInFlight()).isBetween(2, 8);
    assertThat(outcome.stats().verdict().orderViolations()).isZero();
  }

  @Test
  void withoutOrderRequestsOnOneObjectOverlap() throws Exception {
    Profiles profile = new Profiles().connections(4).clients(4);
    for (int i = 0; i < 4; i++) {
      profile.get(0, "x", 0);
    }
    faults(FaultRule.hang("/api"));

    ReplayOptions options = ReplayOptions.DEFAULTS.withOrder(Order.NONE);
    try (RunOf run = RunOf.of(profile, server.url(), options)) {
      run.run.start();
      awaitInFlight(4);
      run.run.cancel();

      assertCounts(run.await(), 0, 0, 4, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 409, 410, 429, 500, 503})
  void answerThatIsAnErrorFailsAndIsNotRepeated(int status) throws Exception {
    faults(FaultRule.errors("/api " + status + ":1"));

    ReplayOutcome outcome = run(new Profiles().get(0, "x", 0).get(0, "y", 0));

    assertCounts(outcome, 0, 2, 0, 0);
    assertThat(server.requests().count("GET " + Profiles.path("x"), status)).isEqualTo(1);
    assertThat(errors(outcome.stats())).contains("\"http/" + status + "\":2");
  }

  @Test
  void errorThatTheProfileExpectsIsNoFailure() throws Exception {
    ReplayOutcome outcome = run(new Profiles().get(0, "x", 404).get(0, "y", 200).get(0, "z", 0));

    assertCounts(outcome, 1, 2, 0, 0);
    assertThat(outcome.stats().verdict().unexpected()).isEqualTo(1);
  }

  @Test
  void requestThatTakesTooLongTimesOutAndTheNextOneGoesThrough() throws Exception {
    faults(FaultRule.hang("/api/v1/namespaces/default/configmaps/slow"));
    Profiles profile =
        new Profiles().connections(1).clients(1).get(0, "slow", 0).get(0, "quick", 404);

    ReplayOutcome outcome =
        run(profile, ReplayOptions.DEFAULTS.withRequestTimeout(Duration.ofSeconds(2)));

    assertCounts(outcome, 1, 1, 0, 0);
    assertThat(errors(outcome.stats())).contains("\"timeout/request\":1");
  }

  @Test
  void connectionThatIsResetIsAnErrorAndTheNextRequestConnectsAgain() throws Exception {
    faults(FaultRule.reset("/api/v1/namespaces/default/configmaps/bad 1"));
    Profiles profile = new Profiles().connections(1).get(0, "bad", 0).get(0, "good", 404);

    ReplayOutcome outcome = run(profile);

    assertCounts(outcome, 1, 1, 0, 0);
    assertThat(errors(outcome.stats()))
        .containsPattern("\"connection/connection (reset|closed)\":1");
  }

  @Test
  void serverThatIsNotThereIsNamed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;

    assertThatIOException()
        .isThrownBy(() -> RunOf.of(new Profiles().list(0), url, ReplayOptions.DEFAULTS))
        .withMessage("cannot reach the API server at " + url + ": connection refused");
  }

  @Test
  void serverWithAnUnknownCertificateIsNamed() throws Exception {
    restart(StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls()));

    assertThatIOException()
        .isThrownBy(() -> RunOf.of(new Profiles().list(0), server.url(), ReplayOptions.DEFAULTS))
        .withMessage(
            "cannot reach the API server at "
                + server.url()
                + ": TLS: unable to find valid certification path to requested target");
  }

  @Test
  void hardEndCutsOffWhatHangs() throws Exception {
    faults(FaultRule.hang("/api"));
    Profiles profile = new Profiles().get(0, "h", 0).get(0, "h", 0).watch(0).get(3, "i", 0);

    ReplayOutcome outcome = run(profile, ReplayOptions.DEFAULTS.withGrace(Duration.ofMillis(100)));

    assertThat(outcome.ending()).isEqualTo(ReplayEnding.CUT_OFF);
    assertThat(outcome.durationNanos()).isGreaterThanOrEqualTo(103_000_000);
    ReplayStats stats = outcome.stats();
    assertThat(stats.total()).isEqualTo(4);
    assertThat(stats.count(RequestOutcome.CANCELLED) + stats.count(RequestOutcome.NOT_STARTED))
        .isEqualTo(4);
  }

  @Test
  void endCountsEveryRequestOnce() throws Exception {
    faults(FaultRule.hang("/api/v1/namespaces/default/configmaps/h"));
    Profiles profile =
        new Profiles()
            .connections(4)
            .clients(2)
            .get(0, "a", 404)
            .get(0, "b", 200)
            .watch(1)
            .get(2, "h", 0)
            .get(2, "h", 0)
            .get(3, "hh", 0)
            .get(4, "c", 0);

    try (RunOf run = RunOf.of(profile, server.url(), ReplayOptions.DEFAULTS)) {
      run.run.start();
      // The watch, the first h, and hh.
      awaitInFlight(3);
      // And the run knows of the other two and of the watch's head.
      await(() -> run.progress.stream().anyMatch(p -> p.done() == 3));
      run.run.cancel();
      ReplayOutcome outcome = run.await();

      assertThat(outcome.ending()).isEqualTo(ReplayEnding.CANCELLED);
      // a and the watch; b; the first h and hh; the second h and c.
      assertCounts(outcome, 2, 1, 2, 2);
    }
  }

  @Test
  void cancelledRunEndsAtOnce() throws Exception {
    faults(FaultRule.hang("/api"));
    Profiles profile = new Profiles().get(0, "a", 0).get(3_600_000, "b", 0);

    try (RunOf run = RunOf.of(profile, server.url(), ReplayOptions.DEFAULTS)) {
      run.run.start();
      run.run.cancel();
      ReplayOutcome outcome = run.await();

      assertThat(outcome.ending()).isEqualTo(ReplayEnding.CANCELLED);
      assertThat(outcome.stats().total()).isEqualTo(2);
      assertThat(outcome.stats().count(RequestOutcome.NOT_STARTED)).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void runEndsWithItsLastRequestAndNotWithItsWatches() throws Exception {
    ReplayOutcome outcome = run(new Profiles().watch(0).watch(0).watch(0).create(1, "a", 201));

    assertThat(outcome.ending()).isEqualTo(ReplayEnding.COMPLETED);
    assertCounts(outcome, 4, 0, 0, 0);
    // Two for the requests, and one for each watch.
    assertThat(server.connections().openedCount(Protocol.HTTP_1_1)).isEqualTo(5);
  }

  @Test
  void watchThatIsRefusedFails() throws Exception {
    faults(FaultRule.errors("WATCH 410:1"));

    assertCounts(run(new Profiles().watch(0)), 0, 1, 0, 0);
  }

  @Test
  void http1HasExactlyTheConnectionsAskedFor() throws Exception {
    faults(FaultRule.latency("1ms"));
    Profiles profile = new Profiles().connections(3).clients(20);
    for (int i = 0; i < 60; i++) {
      profile.get(0, "o" + i, 404);
    }

    try (RunOf run = RunOf.of(profile, server.url(), ReplayOptions.DEFAULTS)) {
      assertThat(server.connections().openedCount(Protocol.HTTP_1_1)).isEqualTo(3);
      ReplayOutcome outcome = run.finish();

      assertCounts(outcome, 60, 0, 0, 0);
      assertThat(outcome.warnings()).singleElement().asString().contains("clientsPerRunner: 20");
    }
    assertThat(server.connections().openedCount(Protocol.HTTP_1_1)).isEqualTo(3);
    assertThat(server.requests().maxInFlight()).isLessThanOrEqualTo(3);
  }

  @Test
  void http2OverTlsHasExactlyTheConnectionsAskedFor() throws Exception {
    restart(StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls()));
    faults(FaultRule.latency("5ms"));
    Profiles profile =
        new Profiles().connections(3).clients(20).watch(0).watch(0).watch(0).watch(0);
    for (int i = 0; i < 60; i++) {
      profile.get(0, "o" + i, 404);
    }

    try (RunOf run = RunOf.of(profile, trusting(), ReplayOptions.DEFAULTS)) {
      assertThat(server.connections().openedCount(Protocol.HTTP_2)).isEqualTo(3);
      ReplayOutcome outcome = run.finish();

      assertCounts(outcome, 64, 0, 0, 0);
      assertThat(outcome.warnings()).singleElement().asString().startsWith("more watches than");
      assertThat(server.requests().maxInFlight()).isBetween(4, 24);
    }
    assertThat(server.connections().openedCount(Protocol.HTTP_2)).isEqualTo(4);
    assertThat(server.connections().openedCount(Protocol.HTTP_1_1)).isZero();
  }

  @Test
  void http2TimeOutFreesItsStreamAndKeepsTheConnection() throws Exception {
    restart(StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls()));
    faults(FaultRule.hang("/api/v1/namespaces/default/configmaps/slow"));
    Profiles profile = new Profiles().connections(1).clients(1).get(0, "slow", 0).get(1, "b", 404);

    ReplayOutcome outcome;
    try (RunOf run =
        RunOf.of(
            profile,
            trusting(),
            ReplayOptions.DEFAULTS.withRequestTimeout(Duration.ofSeconds(2)))) {
      outcome = run.finish();
    }

    assertCounts(outcome, 1, 1, 0, 0);
    assertThat(server.connections().openedCount(Protocol.HTTP_2)).isEqualTo(1);
  }

  @Test
  void disabledHttp2IsNotOffered() throws Exception {
    restart(StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls()));

    try (RunOf run =
        RunOf.of(new Profiles().disableHttp2().list(0), trusting(), ReplayOptions.DEFAULTS)) {
      assertCounts(run.finish(), 1, 0, 0, 0);
    }
    assertThat(server.connections().openedCount(Protocol.HTTP_1_1)).isEqualTo(2);
    assertThat(server.connections().openedCount(Protocol.HTTP_2)).isZero();
  }

  @Test
  void speedDividesTheTimes() throws Exception {
    Profiles profile = new Profiles().get(0, "a", 404).get(30_000, "b", 404).get(60_000, "c", 404);

    ReplayOutcome outcome = run(profile, ReplayOptions.DEFAULTS.withSpeed(200));

    assertCounts(outcome, 3, 0, 0, 0);
    // What is due is not sent before; how late it may be is not for a test to say.
    assertThat(outcome.durationNanos()).isBetween(300_000_000L, 59_000_000_000L);
  }

  @Test
  void tokenIsSentWithEveryRequest() throws Exception {
    restart(StandInConfig.onFreePort().withToken("secret"));
    Path token = Files.writeString(folder.resolve("token"), "secret\n");
    TargetOptions target = new TargetOptions(server.url(), null, token, null, false, null, null);

    try (RunOf run = RunOf.of(new Profiles().list(0), target, ReplayOptions.DEFAULTS)) {
      assertCounts(run.finish(), 1, 0, 0, 0);
    }
    assertCounts(run(new Profiles().list(0)), 0, 1, 0, 0);
  }

  @Test
  void kubeconfigIsEnough() throws Exception {
    restart(
        StandInConfig.onFreePort()
            .withSecurity(new StandInConfig.Security.MadeTls())
            .withToken("secret"));
    Path file = Files.writeString(folder.resolve("config"), server.kubeconfig());
    TargetOptions target = new TargetOptions(null, null, null, null, false, file, null);

    try (RunOf run = RunOf.of(new Profiles().list(0), target, ReplayOptions.DEFAULTS)) {
      assertCounts(run.finish(), 1, 0, 0, 0);
    }
  }

  @Test
  void insecureSkipsTheCheckOfTheCertificate() throws Exception {
    restart(StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls()));
    TargetOptions target = new TargetOptions(server.url(), null, null, null, true, null, null);

    try (RunOf run = RunOf.of(new Profiles().list(0), target, ReplayOptions.DEFAULTS)) {
      assertCounts(run.finish(), 1, 0, 0, 0);
    }
  }

  private void awaitInFlight(int requests) throws InterruptedException {
    await(() -> server.requests().inFlight() + server.requests().openWatches() >= requests);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      Thread.sleep(1);
    }
  }

  private TargetOptions trusting() throws Exception {
    Path authority = Files.writeString(folder.resolve("ca.pem"), server.authority());
    return new TargetOptions(server.url(), null, null, authority, false, null, null);
  }

  private void restart(StandInConfig config) {
    server.close();
    server = StandInServer.start(config);
  }

  private void faults(FaultRule... rules) {
    server.setFaults(new FaultPlan(1, List.of(rules), List.of()));
  }

  private ReplayOutcome run(Profiles profile) throws Exception {
    return run(profile, ReplayOptions.DEFAULTS);
  }

  private ReplayOutcome run(Profiles profile, ReplayOptions options) throws Exception {
    try (RunOf run = RunOf.of(profile, server.url(), options)) {
      return run.finish();
    }
  }

  private static void assertCounts(
      ReplayOutcome outcome, long succeeded, long failed, long cancelled, long notStarted) {
    ReplayStats stats = outcome.stats();
    assertThat(
            List.of(
                stats.count(RequestOutcome.SUCCEEDED),
                stats.count(RequestOutcome.FAILED),
                stats.count(RequestOutcome.CANCELLED),
                stats.count(RequestOutcome.NOT_STARTED)))
        .as("succeeded, failed, cancelled, not started")
        .containsExactly(succeeded, failed, cancelled, notStarted);
  }

  private static String errors(ReplayStats stats) {
    // In a report, since that is where a user sees them.
    return new String(
        ReplayReport.of(0, "", "", stats, 0, null, List.of()).toJson(), StandardCharsets.UTF_8);
  }
}
