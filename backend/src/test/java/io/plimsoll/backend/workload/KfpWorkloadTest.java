package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.kfp.KfpApi;
import io.plimsoll.kfp.KfpServer;
import io.plimsoll.kfp.PageQuery;
import io.plimsoll.kfp.Patience;
import io.plimsoll.kfp.PipelineFile;
import io.plimsoll.kfp.Polling;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.kfp.KfpSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KfpWorkloadTest {

  /** Only a failing test waits so long. */
  private static final long PATIENCE_SECONDS = 60;

  private static final String RUNS = "/apis/v2beta1/runs";

  /** Looks often, and gives an API up soon. */
  private static final Polling EAGER =
      new Polling(
          Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(20), Duration.ZERO);

  private static final String PIPELINE =
      "pipelineInfo: {name: p}\nroot: {dag: {tasks: {t: {cachingOptions: {enableCache: false}}}}}";

  private final DefaultEventExecutor loop = new DefaultEventExecutor();
  private final List<AutoCloseable> open = new ArrayList<>();
  private String pipeline = "";
  private String version = "";

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private StandInServer server(String pending, String runTime, double failShare) {
    KfpSettings settings = KfpSettings.DEFAULT.withTimes(pending, runTime).withFailShare(failShare);
    StandInServer server =
        StandInServer.start(
            StandInConfig.onFreePort().withApi(new StandInConfig.Api.Kfp(settings)));
    open.add(server);
    try (KfpApi api = api(server)) {
      PipelineFile file = new PipelineFile("p.yaml", PIPELINE.getBytes(StandardCharsets.UTF_8));
      pipeline = get(api.uploadPipeline("p", file)).id();
      version = get(api.versions(pipeline, PageQuery.newest())).items().get(0).id();
    }
    return server;
  }

  private static KfpApi api(StandInServer server) {
    return new KfpApi(KfpServer.plain(URI.create(server.url())), Patience.DEFAULT);
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private WorkloadContext context(String... commandLine) {
    return new WorkloadContext(loop, List.of(commandLine), Path.of("."), false, false);
  }

  private final class Backend {

    private final List<String> own;
    private final Workload workload;

    Backend(StandInServer server, String... more) {
      List<String> line = new ArrayList<>();
      line.add("--api-port=" + URI.create(server.url()).getPort());
      line.add("--api-host=127.0.0.1");
      line.addAll(List.of(more));
      own = line;
      workload = new KfpWorkload(context(line.toArray(String[]::new)), EAGER);
      open.add(0, workload);
    }

    Started start(long limitNanos, String... request) {
      List<String> args = new ArrayList<>(own);
      args.addAll(List.of(request));
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      CompletableFuture<Run> run = new CompletableFuture<>();
      loop.execute(
          () -> {
            try {
              run.complete(workload.start(new Order(args, limitNanos), outcome::complete));
            } catch (IllegalArgumentException e) {
              run.completeExceptionally(e);
            }
          });
      return new Started(run, outcome);
    }

    Started run(long limitNanos) {
      return start(limitNanos, "run", "--pipeline", pipeline, "--version", version);
    }
  }

  private record Started(CompletableFuture<Run> run, CompletableFuture<Outcome> outcome) {

    Outcome end() {
      get(run);
      return get(outcome);
    }
  }

  private static JsonNode result(Outcome outcome) {
    return new JsonMapper().readTree(Objects.requireNonNull(outcome.result()).toString());
  }

  private static void await(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      Thread.onSpinWait();
    }
  }

  private static long terminated(StandInServer server) {
    return server.requests().count("POST " + RUNS + "/{run_id}:terminate", 200);
  }

  private static long created(StandInServer server) {
    return server.requests().count("POST " + RUNS, 200);
  }

  @Test
  void runIsFollowedToItsSuccessAndItsReplyHasItsStatesAndTimes() {
    StandInServer server = server("50ms", "200ms", 0);
    Outcome outcome =
        new Backend(server)
            .start(0, "run", "--pipeline", pipeline, "--version", version, "--name", "smoke")
            .end();
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.retcode()).isZero();
    JsonNode result = result(outcome);
    assertThat(result.path("kind").asString()).isEqualTo("run");
    assertThat(result.path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(result.path("createSeconds").asDouble()).isPositive();
    // By the server's clock, which has whole seconds.
    assertThat(result.path("finishSeconds").asDouble(-1)).isBetween(0.0, 60.0);
    assertThat(result.path("states").findValuesAsString("state"))
        .containsExactly("PENDING", "RUNNING", "SUCCEEDED");
    assertThat(terminated(server)).isZero();
    try (KfpApi api = api(server)) {
      assertThat(get(api.run(result.path("runId").asString())).displayName())
          .matches("smoke-[0-9a-f]{8}");
    }
  }

  @Test
  void runThatFailsIsAFailedReplyWithItsResult() {
    Outcome outcome = new Backend(server("0s", "50ms", 1)).run(0).end();
    JsonNode result = result(outcome);
    assertThat(outcome.retcode()).isEqualTo(1);
    assertThat(outcome.error())
        .isEqualTo("kfp: run " + result.path("runId").asString() + ": FAILED: the run has failed");
    assertThat(result.path("state").asString()).isEqualTo("FAILED");
  }

  @Test
  void runThatSomebodyCancelsIsAFailedReplyWithItsResult() {
    StandInServer server = server("0s", "1h", 0);
    Started started = new Backend(server).run(0);
    try (KfpApi api = api(server)) {
      await(() -> created(server) == 1);
      get(api.terminate(get(api.runs(PageQuery.newest())).items().get(0).id()));
    }
    Outcome outcome = started.end();
    assertThat(outcome.retcode()).isEqualTo(1);
    assertThat(outcome.error()).endsWith(": CANCELED");
    assertThat(result(outcome).path("state").asString()).isEqualTo("CANCELED");
  }

  @Test
  void runThatSomebodyDeletesIsAFailedReply() {
    StandInServer server = server("0s", "1h", 0);
    Started started = new Backend(server).run(0);
    try (KfpApi api = api(server)) {
      await(() -> created(server) == 1);
      get(api.deleteRun(get(api.runs(PageQuery.newest())).items().get(0).id()));
    }
    Outcome outcome = started.end();
    assertThat(outcome.error()).contains("status 404");
    assertThat(result(outcome).path("runId").asString()).isNotEmpty();
  }

  @Test
  void runIsTerminatedAtItsLimitBeforeItsReply() {
    StandInServer server = server("0s", "1h", 0);
    long limitNanos = TimeUnit.MILLISECONDS.toNanos(500);
    Outcome outcome = new Backend(server).run(limitNanos).end();
    assertThat(outcome.retcode()).isEqualTo(Outcome.TIMEOUT_RETCODE);
    assertThat(outcome.timeoutSeconds()).isEqualTo(0.5);
    assertThat(outcome.error()).isEqualTo("timeout: the workload ran into its limit of 0.5 s");
    assertThat(terminated(server)).isEqualTo(1);
    assertThat(result(outcome).path("runId").asString()).isNotEmpty();
  }

  @Test
  void runIsTerminatedWhenItTakesTooLong() {
    StandInServer server = server("0s", "1h", 0);
    Outcome outcome = new Backend(server, "--run-timeout=300ms").run(0).end();
    assertThat(outcome.retcode()).isEqualTo(1);
    assertThat(outcome.timeoutSeconds()).isZero();
    assertThat(outcome.error()).startsWith("kfp: ");
    assertThat(terminated(server)).isEqualTo(1);
  }

  @Test
  void runIsTerminatedWhenItIsStoppedBeforeItsReply() {
    StandInServer server = server("0s", "1h", 0);
    Started started = new Backend(server).run(0);
    await(() -> created(server) == 1);
    Run run = get(started.run());
    loop.execute(() -> run.stop("withdrawn"));
    loop.execute(() -> run.stop("again"));
    Outcome outcome = started.end();
    assertThat(outcome.error()).isEqualTo("withdrawn");
    assertThat(outcome.retcode()).isEqualTo(1);
    assertThat(terminated(server)).isEqualTo(1);
  }

  @Test
  void runThatIsStoppedWhileItIsMadeIsTerminatedOnceItIsThere() {
    StandInServer server = server("0s", "1h", 0);
    Started started = new Backend(server).run(0);
    loop.execute(() -> get(started.run()).stop("withdrawn"));
    assertThat(started.end().error()).isEqualTo("withdrawn");
    assertThat(created(server)).isEqualTo(1);
    assertThat(terminated(server)).isEqualTo(1);
  }

  @Test
  void pipelineThatIsNotThereIsAFailedReply() {
    Outcome outcome =
        new Backend(server("0s", "0s", 0))
            .start(0, "run", "--pipeline", "none", "--version", "none")
            .end();
    assertThat(outcome.retcode()).isEqualTo(1);
    assertThat(outcome.error()).startsWith("kfp: create the run: POST /runs: status 4");
    assertThat(outcome.result()).isNull();
  }

  @Test
  void apiThatIsNotThereIsAFailedReplyThatNamesIt() {
    StandInServer server = server("0s", "0s", 0);
    Backend backend = new Backend(server);
    server.close();
    assertThat(backend.run(0).end().error())
        .startsWith("kfp: create the run: ")
        .contains(server.url());
    Outcome got = backend.start(0, "gets").end();
    assertThat(got.error()).contains(server.url());
    assertThat(got.retcode()).isEqualTo(1);
  }

  @Test
  void apiThatGoesAwayDuringARunIsAFailedReply() {
    StandInServer server = server("0s", "1h", 0);
    Started started = new Backend(server).run(0);
    await(() -> created(server) == 1);
    server.close();
    assertThat(started.end().error()).startsWith("kfp: ").contains(server.url());
  }

  @Test
  void getsTellKindStatusAndLatency() {
    Backend backend = new Backend(server("0s", "0s", 0), "--seed=1");
    for (String kind : List.of("pipelines", "versions", "experiments", "runs")) {
      Outcome outcome = backend.start(0, "gets", "--kinds", kind).end();
      assertThat(outcome.error()).isEmpty();
      assertThat(result(outcome).path("kind").asString()).isEqualTo(kind);
      assertThat(result(outcome).path("status").asInt()).isEqualTo(200);
      assertThat(result(outcome).path("latencySeconds").asDouble()).isPositive();
    }
    assertThat(result(backend.start(0, "gets", "--kinds=runs,runs").end()).path("kind").asString())
        .isEqualTo("runs");
  }

  @Test
  void theCommandLineMaySayAllOfARequestOrItsStart() {
    StandInServer server = server("0s", "0s", 0);
    assertThat(new Backend(server, "gets", "--kinds=runs").start(0).end().error()).isEmpty();
    Backend backend = new Backend(server, "run", "--name=mine");
    assertThat(backend.start(0, "--pipeline", pipeline, "--version", version).end().error())
        .isEmpty();
  }

  @Test
  void twoHundredRunsAtOnceTakeFewRequestsAndThreads() {
    StandInServer server = server("0s", "1-2s", 0);
    Backend backend = new Backend(server);
    List<Started> started = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      started.add(backend.run(0));
    }
    await(() -> created(server) == 200);
    // The client's own, two that read answers, and the timer.
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kfp")))
        .hasSizeLessThanOrEqualTo(8);
    assertThat(started).allMatch(one -> one.end().error().isEmpty());
    // Some seconds of at most 50 looks a second, and not one look for each run.
    assertThat(server.requests().count("GET " + RUNS, 200)).isLessThan(created(server) * 5);
    assertThat(server.requests().count("GET " + RUNS + "/{run_id}", 200)).isLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                             | kfp: nothing asked for (expected: run or gets)
          start                              | kfp: 'start' (expected: run or gets)
          run                                | kfp: run: --pipeline: missing
          run --pipeline p                   | kfp: run: --version: missing
          run --pipeline p --version         | kfp: run: Missing required parameter for option '--version'
          run --pipeline p --version v x     | kfp: run: Unmatched argument at index 4: 'x'
          run --pipeline p --version v --name= | kfp: run: --name: missing
          gets --kinds tasks                 | kfp: gets: --kinds: kind: 'tasks' (expected: pipelines
          gets --pipeline p                  | kfp: gets: Unknown option: '--pipeline'
          run --api-host evil --pipeline p   | kfp: run: Unknown option: '--api-host'
          run --token-file /etc/passwd       | kfp: run: Unknown option: '--token-file'
          run --user-header=a:b              | kfp: run: Unknown option: '--user-header'
          gets --insecure-skip-tls-verify    | kfp: gets: Unknown option: '--insecure-skip-tls-verify'
          --api-port 1 gets                  | kfp: '--api-port' (expected: run or gets)
          --token-file=/etc/passwd gets      | kfp: '--token-file' (expected: run or gets)
          """)
  void requestThatCannotBeOrChoosesWhoAsksIsRefused(String request, String error) {
    Backend backend = new Backend(server("0s", "0s", 0));
    String[] args = request == null ? new String[0] : request.split(" +", -1);
    assertThatThrownBy(() -> get(backend.start(0, args).run()))
        .cause()
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(error);
  }

  @Test
  void namesHaveAnEnd() {
    String longest = "x".repeat(KfpRequest.MOST_NAME_CHARACTERS);
    KfpRequest.parse(List.of("run", "--pipeline=p", "--version=v", "--name", longest));
    assertThatThrownBy(
            () ->
                KfpRequest.parse(
                    List.of("run", "--pipeline=p", "--version=v", "--name", longest + "x")))
        .hasMessage("run: --name: 101 characters (expected: at most 100)");
    String id = "x".repeat(KfpRequest.MOST_ID_CHARACTERS);
    KfpRequest.parse(List.of("run", "--pipeline", id, "--version", id, "--experiment", id));
    for (String option : List.of("--pipeline", "--version", "--experiment")) {
      assertThatThrownBy(
              () ->
                  KfpRequest.parse(List.of("run", "--pipeline=p", "--version=v", option, id + "x")))
          .hasMessage("run: " + option + ": 254 characters (expected: at most 253)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--api-port=0",
        "--api-prt=1",
        "--token-file=/none",
        "--retries=21",
        "--run-timeout=0s",
        "--run-timeout=169h",
        "--seed=x",
        "--ca-file=/none",
        "start",
        "run|--pipelin=p",
        "gets|--kinds"
      })
  void badCommandLineIsBadUsage(String line) {
    assertThatThrownBy(() -> WorkloadCatalog.find("kfp", context(line.split("\\|", -1))))
        .isInstanceOfSatisfying(
            CommandException.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(error.getMessage()).startsWith("kfp: ");
            });
  }
}
