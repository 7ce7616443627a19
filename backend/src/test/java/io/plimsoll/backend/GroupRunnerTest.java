package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.report.FoundLine;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReportLine;
import io.plimsoll.replay.report.ReportLog;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What one runner of a group leaves in its log. */
class GroupRunnerTest {

  private static final String LOAD =
      """
      version: 1
      spec:
        total: 20
        rate: 0
        conns: 1
        client: 1
        contentType: json
        requests: [{staleList: {version: v1, resource: pods}, shares: 1}]
      """;

  private static final String REPLAY =
      """
      version: 1
      spec: {runnerCount: 3, connsPerRunner: 1, clientsPerRunner: 1, contentType: json}
      requests:
      - {timestamp: 0, verb: LIST, namespace: a, resourceKind: Pod, apiPath: /api/v1/pods}
      - {timestamp: 0, verb: GET, namespace: a, resourceKind: Pod, name: none, apiPath: /api/v1/namespaces/a/pods/none}
      """;

  @TempDir private Path folder;
  private StandInServer server;
  private Path load;
  private Path replay;

  @BeforeEach
  void setUp() throws Exception {
    server = StandInServer.start(StandInConfig.onFreePort());
    load = Files.writeString(folder.resolve("load.yaml"), LOAD);
    replay = Files.writeString(folder.resolve("replay.yaml"), REPLAY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private record Seen(int exitCode, String stderr, String lastLine) {

    ReportLine line() throws Exception {
      byte[] log = (lastLine + "\n").getBytes(StandardCharsets.US_ASCII);
      FoundLine found = ReportLog.read(new ByteArrayInputStream(log));
      assertThat(found).as(lastLine).isInstanceOf(FoundLine.Whole.class);
      ReportLine line = ((FoundLine.Whole) found).line();
      assertThat(line.exitCode()).isEqualTo(exitCode);
      assertThat(stderr).isEqualTo(line.error().isEmpty() ? "" : told(line));
      return line;
    }

    private static String told(ReportLine line) {
      return "plimsoll-backend: " + line.error() + "\n";
    }

    LoadReport load() throws Exception {
      return LoadReport.parse(Objects.requireNonNull(line().report()).toByteArray());
    }
  }

  private Seen once(Object... args) {
    List<String> all = new ArrayList<>(List.of("-once"));
    for (Object arg : args) {
      all.add(arg.toString());
    }
    all.addAll(List.of("--server=" + server.url(), "--max-late=1h", "--report-line"));
    BackendCommand command = new BackendCommand();
    StringWriter err = new StringWriter();
    CommandLine line = Commands.commandLine(command, true).setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    int exitCode = command.retcode().orElse(code);
    return new Seen(exitCode, err.toString(), command.lastLine(exitCode).orElse(""));
  }

  @Test
  void theReportOfALoadIsInItsLine() throws Exception {
    Seen seen = once("load", load, "--runners=3", "--runner=1");
    assertThat(seen.exitCode()).isZero();
    ReportLine line = seen.line();
    assertThat(line.workload()).isEqualTo("load");
    assertThat(line.runner()).isEqualTo(1);
    assertThat(line.runners()).isEqualTo(3);
    assertThat(line.lateSeconds()).isZero();
    assertThat(line.dropped()).isEmpty();
    assertThat(seen.load().verdict().total()).isEqualTo(20);
    assertThat(seen.load().aggregated().runners())
        .singleElement()
        .matches(runner -> runner.index() == 1);
  }

  @Test
  void aRunThatFailedStillHasItsReportInTheLine() throws Exception {
    Files.writeString(load, LOAD.replace("resource: pods", "resource: nosuchthings"));
    Seen seen = once("load", load);
    assertThat(seen.exitCode()).isEqualTo(1);
    assertThat(seen.line().error()).contains("no request succeeded");
    assertThat(seen.load().verdict().total()).isEqualTo(20);
  }

  @Test
  void whatKeepsARunFromBeginningIsInTheLine() throws Exception {
    Seen noProfile = once("load", folder.resolve("nosuch.yaml"), "--runners=2", "--runner=1");
    assertThat(noProfile.exitCode()).isEqualTo(3);
    assertThat(noProfile.line().error()).contains("nosuch.yaml: no such file");
    assertThat(noProfile.line().report()).isNull();
    assertThat(noProfile.line().runner()).isEqualTo(1);

    Seen badOption = once("load", load, "--runners=2", "--runner=1", "--speeed");
    assertThat(badOption.exitCode()).isEqualTo(2);
    assertThat(badOption.line().error()).contains("Unknown option: '--speeed'");

    Seen badIndex = once("replay", replay, "--runners=2", "--runner=2");
    assertThat(badIndex.exitCode()).isEqualTo(2);
    assertThat(badIndex.line().error()).contains("--runner: 2");

    Files.writeString(replay, "version: 1\n");
    Seen badProfile = once("replay", replay, "--runners=2", "--runner=0");
    assertThat(badProfile.exitCode()).isEqualTo(2);
    assertThat(badProfile.line().error()).startsWith("replay: ");

    server.close();
    Seen noServer = once("load", load, "--runners=2", "--runner=0");
    assertThat(noServer.exitCode()).isEqualTo(3);
    assertThat(noServer.line().error()).contains("cannot reach the API server");
  }

  @Test
  void aRunAtItsLimitHasExitCode124InTheLineAndWhatItHasCounted() throws Exception {
    Files.writeString(
        load, LOAD.replace("total: 20", "duration: 3600").replace("rate: 0", "rate: 5"));
    Seen seen = once("-limit", "0.5", "load", load);
    assertThat(seen.exitCode()).isEqualTo(124);
    assertThat(seen.line().error()).startsWith("timeout: ");
    assertThat(seen.load().verdict().notStarted()).isPositive();
  }

  @Test
  void reportFilesHaveWhatTheLineLeavesOut() throws Exception {
    Path file = folder.resolve("r.json");
    Seen seen = once("replay", replay, "--raw-data", "--report", file);
    assertThat(seen.line().dropped()).contains("errors", "latenciesByURL");
    ReplayReport inLine =
        ReplayReport.parse(Objects.requireNonNull(seen.line().report()).toByteArray());
    ReplayReport inFile = ReplayReport.parse(Files.readAllBytes(file));
    assertThat(inLine.stats().total()).isEqualTo(2).isEqualTo(inFile.stats().total());
    assertThat(Files.readString(file)).contains("latenciesByURL");
  }

  @Test
  void aReportFileThatCannotBeWrittenLosesNoLine() throws Exception {
    Path full = Files.createSymbolicLink(folder.resolve("r.json"), Path.of("/dev/full"));
    Seen seen = once("load", load, "--report", full);
    assertThat(seen.exitCode()).isEqualTo(3);
    assertThat(seen.line().error()).contains("No space left on device");
    assertThat(seen.load().verdict().total()).isEqualTo(20);
  }

  @Test
  void partitionsOfARunnerEachAreTogetherTheWhole() throws Exception {
    long total = 0;
    for (int runner = 0; runner < 3; runner++) {
      Seen seen = once("replay", replay, "--runners=3", "--runner=" + runner);
      ReportLine line = seen.line();
      assertThat(line.runners()).isEqualTo(3);
      total +=
          ReplayReport.parse(Objects.requireNonNull(line.report()).toByteArray()).stats().total();
    }
    assertThat(total).isEqualTo(2);
  }

  @Test
  void aRunBeginsAtItsStartOrSaysHowLateItIs() throws Exception {
    Instant at = Instant.now().plusSeconds(3);
    Seen seen = once("load", load, "--start-at=" + at);
    assertThat(seen.exitCode()).isZero();
    Instant began = Objects.requireNonNull(seen.load().aggregated().startedAt());
    assertThat(Duration.between(at, began).toMillis() / 1e3)
        .isGreaterThan(-0.1)
        .isCloseTo(seen.line().lateSeconds(), Offset.offset(0.5));
  }

  @Test
  void aStartThatIsPastBeginsAtOnce() throws Exception {
    Seen seen = once("replay", replay, "--start-at=" + Instant.now().minusSeconds(1_000));
    assertThat(seen.line().lateSeconds()).isBetween(1_000.0, 2_000.0);
    assertThat(seen.line().report()).isNotNull();
  }

  @Test
  void aStartTooFarAheadIsExitCode2() throws Exception {
    for (Object[] args : new Object[][] {{"load", load}, {"replay", replay}}) {
      Seen seen = once(args[0], args[1], "--start-at=" + Instant.now().plusSeconds(25 * 3600));
      assertThat(seen.exitCode()).isEqualTo(2);
      assertThat(seen.line().error()).contains("expected: within 24 hours from now");
    }
  }
}
