package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReportLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code client.jar runnergroup} as its users type it. */
class RunnerGroupCommandTest {

  private static final String LOAD = "../testdata/runner-groups/load.yaml";
  private static final String REPLAY = "../testdata/runner-groups/replay.yaml";

  @TempDir private Path folder;

  private final GroupCluster cluster = new GroupCluster();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path kubeconfig = Path.of("");

  @BeforeEach
  void writeKubeconfig() throws IOException {
    kubeconfig = cluster.kubeconfig(folder);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void sampleIsRunAndListedAndDeleted() {
    assertThat(run("run", LOAD, "--name", "spike", "--cpu", "500m")).isZero();
    assertThat(out.toString()).isEqualTo("spike\n");
    assertThat(err.toString())
        .contains("client.jar runnergroup result spike --namespace lab --wait\n");
    assertThat(cluster.everything()).containsExactly("Job spike", "ConfigMap spike-profile");
    assertThat(cluster.job("spike").getSpec().getTemplate().getSpec().getServiceAccountName())
        .isEqualTo("runner");
    assertThat(cluster.configMap("spike-profile").getData().get("profile.yaml"))
        .contains("baseline and spike of lists");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("\nspike  pending  4        0      0       load ");
    assertThat(run("list", "--json")).isZero();
    assertThat(out.toString()).contains("\"name\" : \"spike\"").doesNotContain("runners");
    assertThat(run("status", "spike")).isZero();
    assertThat(out.toString())
        .startsWith(
            "runner group spike: pending, 0 of 4 runners ended, 0 failed; load of load profile");
    assertThat(run("delete", "spike")).isZero();
    assertThat(out.toString()).isEqualTo("runner group spike: deleted\n");
    assertThat(cluster.everything()).isEmpty();
    assertThat(run("delete", "spike")).isZero();
    assertThat(out.toString()).isEqualTo("runner group spike: there is none\n");
  }

  @Test
  void groupWithoutANameGetsOneOfItsSpecAndChance() {
    assertThat(run("run", REPLAY)).isZero();
    String first = out.toString().strip();
    assertThat(first).matches("replay-[a-z0-9]{5}");
    assertThat(run("run", REPLAY)).isZero();
    assertThat(out.toString().strip()).isNotEqualTo(first);
  }

  @Test
  void optionsThatShapeTheTrafficReachEachRunner() {
    assertThat(
            run(
                "run",
                REPLAY,
                "--name",
                "r",
                "--start-at",
                "2020-01-01T00:00:00Z",
                "--",
                "--speed",
                "2",
                "--filter=verb=GET",
                "--request-timeout",
                "500ms"))
        .isZero();
    assertThat(args("r"))
        .endsWith(
            "--start-at",
            "2020-01-01T00:00:00Z",
            "--report-line",
            "--speed=2.0",
            "--filter=verb=GET",
            "--request-timeout=0.5");
  }

  @Test
  void optionsThatReplaceAProfilesValuesAreForOneSpec() throws IOException {
    assertThat(run("run", LOAD, "--", "--rate=5")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "after --: --rate: set, but the profile has 2 specs (expected: a profile with one)");
    assertThat(cluster.everything()).isEmpty();
    Path one = folder.resolve("one.yaml");
    Files.writeString(
        one,
        """
        count: 1
        loadProfile:
          version: 1
          spec:
            total: 5
            conns: 2
            requests:
              - {staleList: {version: v1, resource: pods}, shares: 1}
        """);
    assertThat(run("run", one.toString(), "--name", "one", "--", "--rate=5", "--seed=7")).isZero();
    assertThat(args("one")).endsWith("--rate=5.0", "--seed=7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--name=Spike       | --name: Spike (expected: lower-case letters",
        "--cpu=fast         | --cpu: fast (expected: a quantity of Kubernetes",
        "--cpu=0            | --cpu: 0 (expected: a quantity of Kubernetes",
        "--memory=1GB       | --memory: 1GB (expected: a quantity of Kubernetes",
        "--start-in=82801   | --start-in: 82801.0 (expected: at most 82800 s)",
        "--start-at=noon    | --start-at: noon (expected: a point in time in UTC",
        "--start-at=2999-01-01T00:00:00Z | --start-at: 2999-01-01T00:00:00Z (expected: at most 23 hours",
        "--keep=0.5         | --keep: 0.5 (expected: 1 s to 30 days)",
        "--keep=721h        | --keep: 2595600.0 (expected: 1 s to 30 days)",
        "--timeout=5        | --timeout: set (expected: only with --wait)",
        "--report=r.json    | --report: set (expected: only with --wait)",
        "--report=r.csv     | --report: r.csv (expected: a file that ends in .json or .html)",
        "--image=           | --image:  (expected: the name of an image)",
        "--namespace=A      | --namespace: A (expected: 1 to 63 lower case letters",
        "-- --raw-data      | after --: Unknown option: '--raw-data'",
        "-- --speed=0       | --speed: 0.0 (expected: 0.001 to 1000)",
        "-- --report=x      | after --: Unknown option: '--report=x'",
        "-- other.yaml      | after --: Unmatched argument at index 0: 'other.yaml'"
      })
  void badOptionIsToldAndNothingIsMade(String option, String message) {
    List<String> args = new ArrayList<>(List.of("run", REPLAY));
    args.addAll(List.of(option.split(" ")));
    assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(cluster.everything()).isEmpty();
  }

  @Test
  void limitsOfTimesAndNamesAreTakenUpToTheirEnds() {
    String name = "n".repeat(GroupSettings.MAX_NAME_CHARS);
    assertThat(run("run", REPLAY, "--name", name, "--start-in", "23h", "--keep", "720h")).isZero();
    assertThat(run("run", REPLAY, "--name", name + "n")).isEqualTo(2);
    assertThat(run("run", REPLAY, "--start-at", "2020-01-01T00:00:00Z", "--start-in", "1"))
        .isEqualTo(2);
  }

  @Test
  void groupThatIsNotThereIsExitCodeThree() {
    for (String command : List.of("status", "result")) {
      assertThat(run(command, "nobody")).isEqualTo(3);
      assertThat(err.toString()).contains("runner group nobody: there is none in namespace lab");
    }
    assertThat(run("status", "No_Name")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("run, status, result, list or delete");
  }

  @Test
  void statusNamesTheRightThatIsMissing() {
    cluster.refuse("GET /apis/batch/v1/namespaces/lab/jobs 403:100%");
    assertThat(run("status", "spike")).isEqualTo(3);
    assertThat(err.toString())
        .contains("this needs the verb get on jobs of batch in namespace lab");
  }

  @Test
  void resultOfAGroupThatGoesOnSaysHowFarItIs() {
    new GroupStart(cluster.groups).run(GroupCluster.replay("r", 4));
    cluster.say("r", "{ready: 3, succeeded: 1}");
    assertThat(run("result", "r")).isEqualTo(3);
    assertThat(err.toString())
        .contains(
            "runner group r: running, 1 of 4 runners have ended (expected: all; --wait waits for"
                + " them)");
  }

  @Test
  void resultNamesWhoDiedWhoseLogIsCutAndWhoIsGone() throws IOException {
    new GroupStart(cluster.groups).run(GroupCluster.replay("r", 5));
    String log =
        "a line before\n" + line(0, 5) + "\n2026-01-01 a line of standard error after it\n";
    cluster.pod("r", 0, log, ended(0, "Completed", "Succeeded"));
    String cut = line(1, 5);
    cluster.pod("r", 1, cut.substring(0, cut.length() - 10), ended(0, "Completed", "Succeeded"));
    cluster.pod("r", 2, "Killed\n", ended(137, "OOMKilled", "Failed"));
    cluster.pod("r", 3, line(3, 5), ended(0, "Completed", "Succeeded"));
    cluster.end("r", 3, 1);
    cluster.refuse("GET /api/v1/namespaces/lab/pods/r-3/log 500:100%");
    Path report = folder.resolve("r.json");
    String shown = shown(1, "result", "r", "--wait", "--report", report.toString());
    assertThat(shown)
        .contains("runner 1, pod r-1: its report is cut, ")
        .contains("runner 2, pod r-2: OOMKilled, exit code 137: its log has no report")
        .contains("runner 3, pod r-3: its log cannot be read: ")
        .contains("runner 4: has no pod")
        .doesNotContain("runner 0, pod");
    ReplayReport merged = ReplayReport.parse(Files.readAllBytes(report));
    assertThat(merged.verdict().failedRunners()).isEqualTo(5);
    assertThat(merged.runners()).extracting(runner -> runner.index()).contains(0, 1, 2, 3, 4);
  }

  @Test
  void logsThatMayNotBeReadAreAnErrorAndNotTheRunners() {
    new GroupStart(cluster.groups).run(GroupCluster.replay("r", 1));
    cluster.pod("r", 0, line(0, 1), ended(0, "Completed", "Succeeded"));
    cluster.end("r", 1, 0);
    cluster.refuse("GET /api/v1/namespaces/lab/pods 403:100%");
    assertThat(run("result", "r")).isEqualTo(3);
    assertThat(err.toString())
        .contains("pod lab/r-0: cannot read the log: ")
        .contains("this needs the verb get on pods/log in namespace lab");
  }

  private static String ended(int exitCode, String reason, String phase) {
    return """
        phase: %s
        containerStatuses:
        - {name: runner, state: {terminated: {exitCode: %d, reason: %s}}}
        """
        .formatted(phase, exitCode, reason);
  }

  /** Of a runner whose requests all failed: what is in it does not matter here. */
  private static String line(int runner, int runners) {
    ReplayReport report = ReplayReport.failedRunner(runner, "p", "n", "no server");
    return new ReportLine(
            "replay", runner, runners, 0, "", 0, List.of(), ReportLine.fit(report).json())
        .text();
  }

  private List<String> args(String group) {
    return cluster.job(group).getSpec().getTemplate().getSpec().getContainers().get(0).getArgs();
  }

  /** What goes to standard output itself. */
  private String shown(int exitCode, String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(args)).as("%s", err).isEqualTo(exitCode);
    } finally {
      System.setOut(before);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Commands.commandLine(new RunnerGroupCommand(), false);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(args));
    if (!all.isEmpty()) {
      all.addAll(1, List.of("--kubeconfig", kubeconfig.toString()));
    }
    return line.execute(all.toArray(String[]::new));
  }
}
