package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.runnergroup.GroupResult.Trouble;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.report.FoundLine;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.ReportLine;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import io.plimsoll.replay.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user learns of a group from what its pods left. */
class GroupResultTest {

  @TempDir private Path folder;

  @Test
  void aGroupOfWhichAllIsWellIsOneReportAndExitCodeZero() {
    GroupResult result = GroupResult.of(2, List.of(replay(0, 2, 10), replay(1, 2, 5)));
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.troubles()).isEmpty();
    assertThat(merged(result).stats().total()).isEqualTo(15);
    assertThat(merged(result).runners()).extracting(r -> r.index()).containsExactly(0, 1);
    assertThat(merged(result).warnings()).isEmpty();
    assertThat(result.toText())
        .contains("requests     15: 15 succeeded")
        .contains("starts       on time\n")
        .doesNotContain("trouble");
  }

  @Test
  void reportsOfManyRunnersMergeExactly() {
    int count = 100;
    List<RunnerEnd> ends = new ArrayList<>();
    List<ReplayReport> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(replay(i, count, 1 + i));
      reports.add(report(i, 1 + i));
    }
    GroupResult result = GroupResult.of(count, ends);
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(merged(result).toPrettyJson()).isEqualTo(ReplayReport.merge(reports).toPrettyJson());
  }

  @Test
  void reportsOfALoadAreMergedSpecBySpec() {
    GroupResult result = GroupResult.of(2, List.of(end(0, load(0, 2)), end(1, load(1, 2))));
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.report()).isInstanceOf(LoadReport.class);
    LoadReport merged = LoadReport.parse(result.report() == null ? new byte[0] : json(result));
    assertThat(merged.perSpecResults())
        .extracting(spec -> spec.verdict().total())
        .containsExactly(6L, 8L);
    assertThat(merged.verdict().total()).isEqualTo(14);
  }

  @Test
  void everyRunnerThatIsNotWellIsNamedWithItsReason() {
    ReportLine head = lineOf("replay", 3, 9, 0, "", null);
    GroupResult result =
        GroupResult.of(
            9,
            List.of(
                replay(0, 9, 10),
                new RunnerEnd(1, "g-1", "n1", "OOMKilled, exit code 137", new FoundLine.None()),
                end(2, lineOf("replay", 2, 9, 3, "replay: no such file: /p.yaml", null)),
                new RunnerEnd(3, "g-3", "n3", "", new FoundLine.Cut(head, 100, 900)),
                new RunnerEnd(4, "g-4", "n4", "", new FoundLine.Corrupt(null, "version: '7'")),
                end(5, line("replay", 5, 9, 1, "replay is invalid", report(5, 7))),
                end(6, line("replay", 7, 8, 0, "", report(7, 1000))),
                end(7, lineOf("replay", 7, 9, 0, "", RawJson.of("{\"version\":2}")))));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.troubles())
        .extracting(Trouble::toString)
        .containsExactly(
            "runner 1, pod g-1: OOMKilled, exit code 137: its log has no report",
            "runner 2, pod g-2: exit code 3: replay: no such file: /p.yaml",
            "runner 3, pod g-3: its report is cut, 100 of 900 characters",
            "runner 4, pod g-4: its report is corrupt, version: '7'",
            "runner 5, pod g-5: exit code 1: replay is invalid",
            "runner 6, pod g-6: its report is of runner 7 of 8 (expected: 6 of 9)",
            "runner 7, pod g-7: its report cannot be read: version: 2 (expected: 1)",
            "runner 8: has no pod");
    ReplayReport merged = merged(result);
    assertThat(merged.stats().total()).isEqualTo(17);
    assertThat(merged.verdict().failedRunners()).isEqualTo(7);
    assertThat(merged.runners())
        .extracting(r -> r.index())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(merged.runners().get(1).error())
        .isEqualTo("OOMKilled, exit code 137: its log has no report");
    assertThat(merged.runners().get(1).node()).isEqualTo("n1");
    assertThat(merged.warnings())
        .containsExactly("runner 5, pod g-5: exit code 1: replay is invalid");
    assertThat(result.toText())
        .contains("trouble      runner 3, pod g-3: its report is cut, 100 of 900 characters\n");
  }

  @Test
  void ofManyTroublesTheFirstAreToldAndTheOthersNamed() {
    GroupResult result = GroupResult.of(30, List.of(replay(0, 30, 1)));
    assertThat(result.toText())
        .contains("trouble      runner 20: has no pod\n")
        .contains("             and more: runner 21, 22, 23, 24, 25, 26, 27, 28, 29\n")
        .doesNotContain("runner 21: has no pod");
  }

  @Test
  void ofTwoReportsOfOneRunnerOneCountsAndTheOtherIsNamed() {
    RunnerEnd again = new RunnerEnd(0, "g-0-again", "n", "", replay(0, 1, 3).line());
    GroupResult result = GroupResult.of(1, List.of(replay(0, 1, 10), again));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.troubles())
        .containsExactly(
            new Trouble(0, "g-0-again", "a second report of this runner, which is left out"));
    assertThat(merged(result).stats().total()).isEqualTo(10);
    assertThat(merged(result).runners()).hasSize(1);
  }

  @Test
  void aPodThatDiedBeforeAnotherTookItsPlaceIsNamedButNotMissing() {
    RunnerEnd dead = new RunnerEnd(0, "g-0-dead", "n", "Evicted", new FoundLine.None());
    for (List<RunnerEnd> ends :
        List.of(List.of(dead, replay(0, 1, 10)), List.of(replay(0, 1, 10), dead))) {
      GroupResult result = GroupResult.of(1, ends);
      assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(result.troubles())
          .containsExactly(new Trouble(0, "g-0-dead", "Evicted: its log has no report"));
      assertThat(merged(result).verdict().failedRunners()).isZero();
      assertThat(merged(result).warnings())
          .containsExactly("runner 0, pod g-0-dead: Evicted: its log has no report");
    }
  }

  @Test
  void aPodThatKubernetesKilledAfterItsReportIsNamed() {
    RunnerEnd killed = new RunnerEnd(0, "g-0", "n", "exit code 137", replay(0, 1, 1).line());
    GroupResult result = GroupResult.of(1, List.of(killed));
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.troubles()).containsExactly(new Trouble(0, "g-0", "exit code 137"));
  }

  @Test
  void aPodOfAnotherIndexOrWorkloadIsLeftOut() {
    GroupResult result =
        GroupResult.of(2, List.of(replay(0, 2, 10), end(1, load(1, 2)), replay(2, 3, 1000)));
    assertThat(result.troubles())
        .containsExactly(
            new Trouble(1, "g-1", "workload: load (expected: replay)"),
            new Trouble(2, "g-2", "index: 2 (expected: 0 to 1)"));
    assertThat(merged(result).stats().total()).isEqualTo(10);
    GroupResult strange = GroupResult.of(1, List.of(end(0, lineOf("sleep", 0, 1, 0, "", null))));
    assertThat(strange.troubles())
        .containsExactly(new Trouble(0, "g-0", "workload: sleep (expected: replay or load)"));
    assertThat(strange.report()).isNull();
  }

  @Test
  void startsThatLieApartAreToldInTextAndReport() {
    GroupResult result = GroupResult.of(2, List.of(late(0, 2, 0.25), late(1, 2, 3.5)));
    assertThat(result.starts().seconds()).isEqualTo(3.25);
    assertThat(result.toText())
        .contains("starts       0.3 s to 3.5 s after the time that was set\n");
    assertThat(merged(result).warnings())
        .containsExactly("the runners did not begin together, but up to 3.3 s one after the other");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    GroupResult together = GroupResult.of(2, List.of(late(0, 2, 3.5), late(1, 2, 3.55)));
    assertThat(together.toText()).contains("3.5 s to 3.6 s after");
    assertThat(merged(together).warnings()).isEmpty();
  }

  @Test
  void whatWasLeftOutOfALineIsTold() {
    ReportLine line =
        new ReportLine(
            "replay", 0, 1, 0, "", 0, List.of("errors", "latenciesByURL"), raw(report(0, 1)));
    assertThat(merged(GroupResult.of(1, List.of(end(0, line)))).warnings())
        .containsExactly("left out of reports of runners: errors, latenciesByURL");
    ReportLine tooLarge = new ReportLine("replay", 0, 1, 0, "", 0, List.of(ReportLine.ALL), null);
    assertThat(GroupResult.of(1, List.of(end(0, tooLarge))).troubles())
        .containsExactly(new Trouble(0, "g-0", "its report is too large"));
  }

  @Test
  void aVerdictThatFailsIsExitCodeOne() {
    ReplayStats none = new ReplayStats(false, 0);
    none.recordNotStarted(5, 0);
    ReplayReport report = ReplayReport.of(0, "p", "n", none, 1, null, List.of());
    GroupResult result = GroupResult.of(1, List.of(end(0, line("replay", 0, 1, 0, "", report))));
    assertThat(result.troubles()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void whereNothingCouldBeReadThereIsNoReportAndExitCodeThree() {
    Path json = folder.resolve("r.json");
    List<RunnerEnd> ends =
        List.of(
            new RunnerEnd(0, "g-0", "", "", new FoundLine.None()),
            new RunnerEnd(1, "g-1", "", "", new FoundLine.Corrupt(null, "version: '7'")));
    for (List<RunnerEnd> left : List.of(ends, List.<RunnerEnd>of())) {
      GroupResult result = GroupResult.of(2, left);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(finish(result, json, out, err)).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("trouble      runner 0");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo("runner group g: no runner has left a report\n");
      assertThat(json).doesNotExist();
    }
  }

  @Test
  void theReportIsWrittenAsJsonAndAsAPage() throws Exception {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    GroupResult result = GroupResult.of(2, List.of(replay(0, 2, 10)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(result.finish("g", List.of(json, html), print, print)).isEqualTo(ExitCode.FAILED);
    ReplayReport read = ReplayReport.parse(Files.readAllBytes(json));
    assertThat(read.stats().total()).isEqualTo(10);
    assertThat(read.runners()).extracting(r -> r.error()).containsExactly("", "has no pod");
    assertThat(Files.readString(html))
        .contains("<title>Runner group g</title>")
        .contains("has no pod");
  }

  @Test
  void runnersThatOnlySayWhyTheyFailedAreStillAReport() {
    List<RunnerEnd> ends =
        IntStream.range(0, 3)
            .mapToObj(i -> end(i, lineOf("load", i, 3, 3, "load: no connection", null)))
            .toList();
    GroupResult result = GroupResult.of(3, ends);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.report()).isNotNull();
    assertThat(result.toText())
        .contains("trouble      runner 2, pod g-2: exit code 3: load: no connection\n")
        .doesNotContain("starts");
  }

  private static ExitCode finish(
      GroupResult result, Path file, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return result.finish(
        "g",
        List.of(file),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static ReplayReport merged(GroupResult result) {
    return ReplayReport.parse(json(result));
  }

  private static byte[] json(GroupResult result) {
    RunReport report = result.report();
    assertThat(report).isNotNull();
    return report == null ? new byte[0] : report.toJson();
  }

  private static RunnerEnd replay(int runner, int runners, int requests) {
    return end(runner, line("replay", runner, runners, 0, "", report(runner, requests)));
  }

  private static RunnerEnd late(int runner, int runners, double lateSeconds) {
    RawJson report = raw(report(runner, 1));
    return end(
        runner, new ReportLine("replay", runner, runners, 0, "", lateSeconds, List.of(), report));
  }

  private static ReportLine load(int runner, int runners) {
    LoadReport report =
        new LoadReport(List.of(report(runner, 3), report(runner, 4)), report(runner, 7));
    return line("load", runner, runners, 0, "", report);
  }

  private static RunnerEnd end(int index, ReportLine line) {
    return new RunnerEnd(index, "g-" + index, "n" + index, "", new FoundLine.Whole(line));
  }

  private static ReportLine line(
      String workload, int runner, int runners, int exitCode, String error, RunReport report) {
    return lineOf(workload, runner, runners, exitCode, error, raw(report));
  }

  private static ReportLine lineOf(
      String workload,
      int runner,
      int runners,
      int exitCode,
      String error,
      @Nullable RawJson report) {
    return new ReportLine(workload, runner, runners, exitCode, error, 0, List.of(), report);
  }

  private static RawJson raw(RunReport report) {
    return ReportLine.fit(report).json();
  }

  private static ReplayReport report(int runner, int requests) {
    ReplayStats stats = new ReplayStats(false, 0);
    for (int i = 0; i < requests; i++) {
      stats.record(
          new RequestResult(
              "GET /",
              "/",
              RequestOutcome.SUCCEEDED,
              i,
              i,
              i + 1000L * runner,
              200,
              0,
              false,
              false,
              0,
              0,
              0,
              null));
    }
    return ReplayReport.of(runner, "p" + runner, "n", stats, 1, null, List.of());
  }
}
