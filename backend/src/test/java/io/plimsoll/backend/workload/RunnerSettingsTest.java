package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line of one runner of a group may say. */
class RunnerSettingsTest {

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  private static RunnerSettings once(String args, String jobIndex) {
    Map<String, String> environment = Map.of("JOB_COMPLETION_INDEX", jobIndex);
    RunnerSettings replay = ReplaySettings.parse(words(args), true, environment).common;
    RunnerSettings load = LoadCommandLine.parse(words(args), true, environment).common;
    assertThat(replay.runner).isEqualTo(load.runner);
    return load;
  }

  private static void assertUsage(String args, String jobIndex, String message) {
    assertThatThrownBy(() -> once(args, jobIndex))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("replay: " + message);
  }

  @Test
  void theIndexOfTheJobIsTheRunnerUnlessTheCommandLineNamesOne() {
    assertThat(once("p.yaml --runners 4", "3").runner).isEqualTo(3);
    assertThat(once("p.yaml --runners 4 --runner 1", "3").runner).isEqualTo(1);
    assertThat(once("p.yaml", "").runner).isNull();
  }

  @Test
  void anIndexThatTheGroupDoesNotHaveIsExitCode2() {
    assertUsage(
        "p.yaml --runners 4", "4", "JOB_COMPLETION_INDEX: 4 (expected: less than --runners, 4)");
    assertUsage("p.yaml --runners 4", "x", "JOB_COMPLETION_INDEX: 'x' (expected: a whole number)");
    assertUsage(
        "p.yaml --runners 4 --runner 4",
        "",
        "--runner: 4 (expected: 0 to one less than --runners)");
  }

  @Test
  void aReportLineOfOneRunnerSaysOfHowMany() {
    assertUsage(
        "p.yaml --report-line",
        "0",
        "--runners: missing (expected: how many, for the --report-line)");
    assertThat(once("p.yaml --report-line", "").reportLine).isTrue();
    assertThat(once("p.yaml --report-line --runners 4", "3").reportLine).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456789Z",
    "2026-01-31T14:30:00+02:30, 2026-01-31T12:00:00Z",
  })
  void aStartMayHaveAFractionAndAnOffset(String text, String instant) {
    assertThat(once("p.yaml --start-at " + text, "").startAt()).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-01-31", "2026-01-31T12:00:00", "12:00:00Z", "60"})
  void aStartThatIsNoTimeIsExitCode2(String text) {
    assertUsage(
        "p.yaml --start-at " + text,
        "",
        "--start-at: " + text + " (expected: a time such as 2026-01-31T12:00:00Z)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--start-at=2026-01-31T12:00:00Z", "--report-line"})
  void behindAFrontendThereIsNoCommonStartAndNoLine(String option) {
    assertThatThrownBy(() -> LoadCommandLine.parse(List.of(option), false, Map.of()))
        .hasMessageContaining(": set (expected: only with -once)");
    assertThatThrownBy(() -> ReplaySettings.parse(List.of(option), false, Map.of()))
        .hasMessageContaining(": set (expected: only with -once)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "p.yaml --report-line | '' | 0 | 1",
        "p.yaml --report-line --runners 4 | '' | 0 | 1",
        "p.yaml --report-line --runners 4 | 3 | 3 | 4",
        "--nosuch --report-line --runners 4 p.yaml too many | 3 | 3 | 4",
        "p.yaml --report-line --runners four | 3 | 3 | 4",
        "p.yaml --report-line --runners 3 | 3 | 3 | 4",
        "p.yaml --report-line | x | 0 | 1",
        "p.yaml --report-line --runners 20000 | 9999 | 9999 | 10000",
      })
  void aLineIsWrittenEvenIfTheCommandLineIsWrong(
      String args, String index, int runner, int runners) {
    Map<String, String> environment = Map.of("JOB_COMPLETION_INDEX", index);
    assertThat(WorkloadCatalog.place("replay", words(args), environment))
        .contains(new RunnerPlace("replay", runner, runners));
    assertThat(WorkloadCatalog.place("load", words(args), environment))
        .contains(new RunnerPlace("load", runner, runners));
  }

  @Test
  void whereNoLineIsAskedForOrNoRunnerCanBeThereIsNone() {
    Map<String, String> none = Map.of();
    Optional<RunnerPlace> empty = Optional.empty();
    assertThat(WorkloadCatalog.place("load", List.of("p.yaml"), none)).isEqualTo(empty);
    assertThat(WorkloadCatalog.place("sleep", List.of("--report-line"), none)).isEqualTo(empty);
    for (String index : List.of("10000", "-1")) {
      List<String> args = List.of("--report-line", "--runner=" + index);
      assertThat(WorkloadCatalog.place("load", args, none)).isEqualTo(empty);
    }
  }
}
