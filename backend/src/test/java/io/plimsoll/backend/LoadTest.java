package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The workload {@code load} against a server, with and without a frontend. */
class LoadTest {

  private static final String SPEC =
      """
        - rate: 0
          total: 60
          conns: 2
          requests:
            - {staleList: {version: v1, resource: pods}, shares: 1}
            - {staleList: {version: v1, resource: configmaps}, shares: 1}
            - {quorumList: {version: v1, resource: services}, shares: 1}
      """;

  private static final String ONE = "version: 1\nspecs:\n" + SPEC;
  private static final String TWO = ONE + SPEC.replace("total: 60", "total: 30");
  private static final String ENDLESS =
      ONE.replace("rate: 0\n    total: 60", "rate: 5\n    duration: 3600");

  @TempDir private Path folder;
  private StandInServer server;
  private Path profile;

  @BeforeEach
  void setUp() throws Exception {
    server = StandInServer.start(StandInConfig.onFreePort());
    profile = Files.writeString(folder.resolve("p.yaml"), TWO);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private record Printed(int exitCode, String text) {

    LoadReport report() {
      int result = text.indexOf("\"Result\":") + "\"Result\":".length();
      String json = text.substring(result, text.lastIndexOf('}'));
      return LoadReport.parse(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Printed once(String... args) {
    List<String> all = new ArrayList<>(List.of("load", profile.toString()));
    all.addAll(List.of("--server", server.url(), "--max-late", "1h"));
    all.addAll(List.of(args));
    return run(all);
  }

  private static Printed run(List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Once.Ended ended = Once.run(Backends.config(args.toArray(String[]::new)), Backends.SELF, print);
    return new Printed(ended.exitCode(), out.toString(StandardCharsets.UTF_8));
  }

  private static List<Long> totals(LoadReport report) {
    return report.perSpecResults().stream().map(spec -> spec.verdict().total()).toList();
  }

  /** How often each kind of request was sent. */
  private static JsonNode counts(ReplayReport report) {
    return JsonMapper.shared().readTree(report.toJson()).get("countsByURL");
  }

  @Test
  void aloneItIsOneRunnerWithAReportOfEachSpecAndOfAll() {
    Printed printed = once();
    assertThat(printed.exitCode()).as(printed.text()).isZero();
    LoadReport report = printed.report();
    assertThat(totals(report)).containsExactly(60L, 30L);
    assertThat(report.verdict().total()).isEqualTo(90);
    assertThat(report.verdict().started()).isEqualTo(90);
    assertThat(report.aggregated().runners()).singleElement().matches(r -> r.pod().equals("pod-1"));
  }

  @Test
  void severalRunnersEachRunTheWholeProfileAndAreMerged() {
    LoadReport report = once("--runners", "3").report();
    assertThat(totals(report)).containsExactly(180L, 90L);
    assertThat(report.aggregated().runners()).extracting(r -> r.index()).containsExactly(0, 1, 2);
  }

  @Test
  void aSeedRepeatsTheSequenceOfARunnerAndNoTwoRunnersHaveTheSame() {
    JsonNode first = counts(once("--seed", "7", "--runner", "0").report().aggregated());
    JsonNode again = counts(once("--seed", "7").report().aggregated());
    JsonNode second = counts(once("--seed", "7", "--runner", "1").report().aggregated());
    assertThat(first).isEqualTo(again);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void theOnlySpecCanBeOverriddenAndSeveralCannot() throws Exception {
    Printed several = once("--total", "5");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.text())
        .contains("load: --total: set, but the profile has 2 specs (expected: a profile with one)");
    Files.writeString(profile, ONE);
    assertThat(totals(once("--total", "5").report())).containsExactly(5L);
  }

  @Test
  void reportsGoIntoFilesInsteadOfTheReply() throws Exception {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    Printed printed = once("--report", json.toString(), "--report", html.toString());
    assertThat(printed.text()).doesNotContain("Result").endsWith("\"Retcode\":0}\n");
    assertThat(totals(LoadReport.parse(Files.readAllBytes(json)))).containsExactly(60L, 30L);
    assertThat(Files.readString(html)).contains("specs[1]").contains("<title>Load");
  }

  @Test
  void aProfileOrServerThatIsNotThereIsAnErrorAndExitCode3() {
    server.close();
    Printed printed = once("--runners", "2");
    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.text()).contains("\"Error\":\"load: ").contains(server.url());
    profile = folder.resolve("nosuch.yaml");
    assertThat(once().text()).contains("nosuch.yaml: no such file");
  }

  @Test
  void theLimitEndsARunWithWhatWasCountedSoFar() throws Exception {
    Files.writeString(profile, ENDLESS);
    Printed printed =
        run(List.of("-limit", "0.5", "load", profile.toString(), "--server", server.url()));
    assertThat(printed.exitCode()).as(printed.text()).isEqualTo(124);
    assertThat(printed.report().verdict().notStarted()).isPositive();
  }

  private Backend backend(FakeFrontend frontend) {
    return Backends.start(
        frontend, "-name", "replay", "load", "--server", server.url(), "--max-late", "1h");
  }

  private String item(int id, int runner, String more) {
    return "{\"Id\":%d,\"Args\":[\"%s\"%s],\"Runner\":%d,\"Runners\":2}\n"
        .formatted(id, profile, more, runner);
  }

  private static String reply(Worker worker) throws Exception {
    String line = worker.line();
    while (line.contains("\"Progress\"")) {
      line = worker.line();
    }
    return line;
  }

  @Test
  void everyRunnerOfAQueueRunsTheWholeProfileWithASequenceOfItsOwn() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      List<JsonNode> counts = new ArrayList<>();
      for (int runner = 0; runner < 2; runner++) {
        worker.line();
        worker.send(item(runner, runner, ",\"--seed=7\""));
        assertThat(worker.line()).isEqualTo("{\"Id\":" + runner + ",\"Ready\":true}");
        worker.send("{\"Id\":" + runner + ",\"Go\":true}\n");
        String line = reply(worker);
        assertThat(line).contains("\"Retcode\":0,");
        LoadReport report = new Printed(0, line).report();
        int index = runner;
        assertThat(report.aggregated().runners()).singleElement().matches(r -> r.index() == index);
        assertThat(totals(report)).containsExactly(60L, 30L);
        counts.add(counts(report.aggregated()));
      }
      assertThat(counts.get(0)).isNotEqualTo(counts.get(1));
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRunnerThatIsCancelledBeforeOrAfterTheStartRepliesAndAsksAgain() throws Exception {
    Files.writeString(profile, ENDLESS);
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      worker.line();
      String cancelled = "\"Error\":\"stopped: the client has gone or withdrew its request\"";
      worker.send(item(0, 0, ""));
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Ready\":true}");
      worker.send("{\"Id\":0,\"Cancel\":true}\n");
      assertThat(worker.line()).contains(cancelled);
      worker.line();
      worker.send(item(1, 1, ""));
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Ready\":true}");
      worker.send("{\"Id\":1,\"Go\":true}\n");
      assertThat(worker.line()).contains("\"Progress\":{\"Phase\":\"running\",");
      worker.send("{\"Id\":1,\"Cancel\":true}\n");
      assertThat(reply(worker)).contains(cancelled);
      assertThat(worker.line()).contains("\"Id\":2,\"Queue\"");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRequestThatDoesNotFitTheProfileOrMayNotBeGetsAnErrorReply() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send(item(0, 0, ",\"--rate=5\""));
      assertThat(worker.line()).contains("\"Error\":\"load: --rate: set, but the profile has 2");
      worker.line();
      worker.send(item(1, 0, ",\"--server=http://other\""));
      assertThat(worker.line()).contains("\"Error\":\"load: Unknown option").contains("--server");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }
}
