package io.plimsoll.client.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import io.plimsoll.replay.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the replies of a gang. */
class ReportKindTest {

  private static final Reply DONE = new Reply(1, "", "", "", "", 0, 0, 0, 0, null, List.of());

  private static final Reply ONE_FAILED = Reply.error(1, "1 of 2 runners failed");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static ReplayReport report(int runner, int requests) {
    ReplayStats stats = new ReplayStats(false, 0);
    for (int i = 0; i < requests; i++) {
      stats.record(
          new RequestResult(
              "GET /",
              "/",
              RequestOutcome.SUCCEEDED,
              0,
              0,
              1,
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

  private static LoadReport load(int runner, int first, int second) {
    return new LoadReport(
        List.of(report(runner, first), report(runner, second)), report(runner, first + second));
  }

  private static Reply reply(RunReport report) {
    byte[] json = report.toJson();
    return new Reply(
        1, "p", "n", "", "", 0, 0, 0, 0, RawJson.copyOf(json, 0, json.length), List.of());
  }

  private ExitCode finish(
      ReportKind<?> kind,
      int count,
      SortedMap<Integer, Reply> replies,
      Reply answer,
      Path... files) {
    return kind.finish(
        "p.yaml",
        count,
        new GangResult(replies, answer),
        List.of(files),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static SortedMap<Integer, Reply> replies(Map<Integer, Reply> replies) {
    return new TreeMap<>(replies);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void reportsOfALoadAreMergedSpecBySpec() throws Exception {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    SortedMap<Integer, Reply> replies =
        replies(Map.of(0, reply(load(0, 10, 1)), 1, reply(load(1, 10, 2))));

    assertThat(finish(ReportKind.LOAD, 2, replies, DONE, json, html)).isEqualTo(ExitCode.OK);

    LoadReport merged = LoadReport.parse(Files.readAllBytes(json));
    assertThat(merged.perSpecResults())
        .extracting(spec -> spec.verdict().total())
        .containsExactly(20L, 3L);
    assertThat(merged.verdict().total()).isEqualTo(23);
    assertThat(Files.readString(html)).contains("<title>Load of p.yaml</title>");
    assertThat(out()).contains("specs[1]");
    assertThat(err()).isEmpty();
  }

  @Test
  void reportsOfAReplayAreMerged() {
    SortedMap<Integer, Reply> replies =
        replies(Map.of(0, reply(report(0, 3)), 1, reply(report(1, 4))));
    assertThat(ReportKind.REPLAY.merged(2, replies).verdict().total()).isEqualTo(7);
    assertThat(finish(ReportKind.REPLAY, 2, replies, DONE)).isEqualTo(ExitCode.OK);
  }

  @Test
  void aRunnerWithoutAReportIsNamedWithItsReason() {
    SortedMap<Integer, Reply> replies =
        replies(Map.of(0, reply(load(0, 5, 5)), 1, Reply.error(1, "p1", "n1", "no such file")));
    LoadReport merged = ReportKind.LOAD.merged(3, replies);
    assertThat(merged.aggregated().runners())
        .extracting(runner -> runner.error())
        .containsExactly("", "no such file", "did not answer");
    assertThat(finish(ReportKind.LOAD, 2, replies, ONE_FAILED)).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("no such file");
    assertThat(err()).contains("load failed: 1 of 2 runners failed");
  }

  @Test
  void aBackendThatRunsTheOtherWorkloadIsTold() {
    SortedMap<Integer, Reply> replies = replies(Map.of(0, reply(report(0, 3))));
    assertThat(ReportKind.LOAD.merged(1, replies).aggregated().runners())
        .extracting(runner -> runner.error())
        .containsExactly(
            "perSpecResults, aggregated: missing (expected: the report of a load profile)");
  }

  @Test
  void nothingButAnErrorIsOneLine() {
    SortedMap<Integer, Reply> none = new TreeMap<>();
    Reply answer = Reply.error(1, "not a replay queue");
    assertThat(finish(ReportKind.LOAD, 2, none, answer)).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err().strip()).isEqualTo("load failed: not a replay queue");
  }
}
