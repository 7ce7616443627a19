package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
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

/** The workload {@code replay} against a server, with and without a frontend. */
class ReplayTest {

  @TempDir private Path folder;
  private StandInServer server;
  private Path profile;

  @BeforeEach
  void setUp() throws Exception {
    server = StandInServer.start(StandInConfig.onFreePort());
    profile = Files.writeString(folder.resolve("p.yaml"), profile(20));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String profile(int maps) {
    StringBuilder text =
        new StringBuilder(
            "version: 1\nspec: {runnerCount: 2, connsPerRunner: 1, clientsPerRunner: 4,"
                + " contentType: json, disableHTTP2: true}\nrequests:\n");
    for (int i = 0; i < maps; i++) {
      text.append("- timestamp: ").append(i).append("\n  verb: CREATE\n  namespace: default\n");
      text.append("  resourceKind: ConfigMap\n  name: m").append(i).append('\n');
      text.append("  apiPath: /api/v1/namespaces/default/configmaps\n");
      text.append(
          "  body: '{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"m");
      text.append(i).append("\"}}'\n");
    }
    return text.toString();
  }

  private record Printed(int exitCode, String text) {

    ReplayReport report() {
      int result = text.indexOf("\"Result\":") + "\"Result\":".length();
      return ReplayReport.parse(text.substring(result, text.lastIndexOf('}')));
    }
  }

  private Printed once(String... args) {
    List<String> all = new ArrayList<>(List.of("replay", profile.toString()));
    all.addAll(List.of("--server", server.url(), "--max-late", "1h"));
    all.addAll(List.of(args));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Once.Ended ended = Once.run(Backends.config(all.toArray(String[]::new)), Backends.SELF, print);
    return new Printed(ended.exitCode(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aloneItReplaysEveryPartitionAndPrintsOneReport() {
    Printed printed = once();
    assertThat(printed.exitCode()).as(printed.text()).isZero();
    ReplayReport report = printed.report();
    assertThat(report.runners()).hasSize(2);
    assertThat(report.runners().get(0).pod()).isEqualTo("pod-1");
    assertThat(report.verdict().total()).isEqualTo(20);
    assertThat(report.verdict().started()).isEqualTo(20);
  }

  @Test
  void onePartitionIsItsShareAndBothAreAll() {
    long first = once("--runner", "0", "--runners", "2").report().verdict().total();
    long second = once("--runner", "1", "--runners", "2").report().verdict().total();
    assertThat(first).isPositive().isLessThan(20);
    assertThat(first + second).isEqualTo(20);
  }

  @Test
  void reportsGoIntoFilesInsteadOfTheReply() throws Exception {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    Printed printed = once("--report", json.toString(), "--report", html.toString());
    assertThat(printed.text()).doesNotContain("Result").endsWith("\"Retcode\":0}\n");
    assertThat(ReplayReport.parse(Files.readAllBytes(json)).verdict().total()).isEqualTo(20);
    assertThat(Files.readString(html)).containsIgnoringCase("<!doctype html>");
  }

  @Test
  void aProfileOrServerThatIsNotThereIsAnErrorAndExitCode3() {
    server.close();
    Printed printed = once("--runners", "1");
    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.text()).contains("\"Error\":\"replay: ").contains(server.url());
    profile = folder.resolve("nosuch.yaml");
    assertThat(once().text()).contains("nosuch.yaml: no such file");
  }

  @Test
  void theLimitEndsARunWithWhatWasCountedSoFar() throws Exception {
    Files.writeString(profile, profile(1) + entryAfterAnHour());
    List<String> args =
        List.of("-limit", "0.2", "replay", profile.toString(), "--server", server.url());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Once.run(
                Backends.config(args.toArray(String[]::new)),
                Backends.SELF,
                new PrintStream(out, true, StandardCharsets.UTF_8))
            .exitCode();
    Printed printed = new Printed(code, out.toString(StandardCharsets.UTF_8));
    assertThat(printed.exitCode()).isEqualTo(124);
    assertThat(printed.report().verdict().total()).isEqualTo(2);
    assertThat(printed.report().verdict().notStarted()).isPositive();
  }

  private static String entryAfterAnHour() {
    return """
        - timestamp: 3600000
          verb: GET
          namespace: default
          resourceKind: ConfigMap
          name: late
          apiPath: /api/v1/namespaces/default/configmaps/late
        """;
  }

  private Backend backend(FakeFrontend frontend) {
    return Backends.start(
        frontend, "-name", "replay", "replay", "--server", server.url(), "--max-late", "1h");
  }

  private String item(int id, String more) {
    return "{\"Id\":"
        + id
        + ",\"Args\":[\""
        + profile
        + "\""
        + more
        + "],\"Runner\":1,"
        + "\"Runners\":2}\n";
  }

  @Test
  void aRunnerOfAQueueLoadsSaysReadyAndRepliesWithTheReportOfItsPartition() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send(item(0, ",\"--speed=10\""));
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Ready\":true}");
      worker.send("{\"Id\":0,\"Go\":true}\n");
      String line = worker.line();
      while (line.contains("\"Progress\"")) {
        line = worker.line();
      }
      assertThat(line).contains("\"Retcode\":0,");
      ReplayReport report = new Printed(0, line).report();
      assertThat(report.runners()).singleElement().matches(runner -> runner.index() == 1);
      assertThat(report.verdict().started()).isPositive().isLessThan(20);
      assertThat(worker.line()).contains("\"Id\":1,\"Queue\"");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRunnerThatIsCancelledBeforeOrAfterTheStartRepliesAndAsksAgain() throws Exception {
    Files.writeString(profile, profile(20) + entryAfterAnHour());
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      worker.line();
      String cancelled = "\"Error\":\"stopped: the client has gone or withdrew its request\"";
      worker.send(item(0, ""));
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Ready\":true}");
      worker.send("{\"Id\":0,\"Cancel\":true}\n");
      assertThat(worker.line()).contains(cancelled);
      worker.line();
      worker.send("{\"Id\":1,\"Args\":[\"" + profile + "\"],\"Runner\":0,\"Runners\":1}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Ready\":true}");
      worker.send("{\"Id\":1,\"Go\":true}\n");
      assertThat(worker.line()).contains("\"Progress\":{\"Phase\":\"running\",");
      worker.send("{\"Id\":1,\"Cancel\":true}\n");
      String line = worker.line();
      while (line.contains("\"Progress\"")) {
        line = worker.line();
      }
      assertThat(line).contains(cancelled);
      assertThat(worker.line()).contains("\"Id\":2,\"Queue\"");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }

  @Test
  void aRequestThatBringsAServerOfItsOwnGetsAnErrorReply() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = backend(frontend);
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send(item(0, ",\"--server=http://other\""));
      assertThat(worker.line()).contains("\"Error\":\"replay: Unknown option").contains("--server");
      worker.line();
      profile = folder.resolve("nosuch.yaml");
      worker.send(item(1, ""));
      assertThat(worker.line()).contains("nosuch.yaml: no such file");
      assertThat(backend.worker().ended()).isNotDone();
    }
  }
}
