package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.load.LoadOverrides;
import io.plimsoll.replay.load.LoadSettings;
import io.plimsoll.replay.profile.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backend's command line and a request together make of a load. */
class LoadPlanTest {

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static LoadCommandLine line(boolean once, String args) {
    return LoadCommandLine.parse(words(args), once, Map.of());
  }

  private static LoadPlan plan(String commandLine, String request) {
    return LoadPlan.of(line(false, commandLine), false, words(request), new SplittableRandom(1));
  }

  @Test
  void requestBringsTheProfileAndWhatShapesItsTraffic() {
    LoadPlan plan =
        plan(
            "--server http://s",
            "p.yaml --rate=2 --total=9 --duration=5s --conns=3 --client=4"
                + " --content-type=protobuf --grace=5 --request-timeout=1s --seed=7");
    assertThat(plan.profile()).isEqualTo("p.yaml");
    assertThat(plan.overrides())
        .isEqualTo(new LoadOverrides(2.0, 9L, 5L, 3, 4, ContentType.PROTOBUF));
    assertThat(plan.settings().seed()).isEqualTo(7);
    assertThat(plan.settings().grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.settings().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whereBothSetOneTheCommandLineWins() {
    LoadPlan plan = plan("own.yaml --rate 3 --seed 1", "theirs.yaml --rate=2 --seed=2 --conns=5");
    assertThat(plan.profile()).isEqualTo("own.yaml");
    assertThat(plan.overrides()).isEqualTo(new LoadOverrides(3.0, null, null, 5, null, null));
    assertThat(plan.settings().seed()).isEqualTo(1);
  }

  @Test
  void commandLineSetsWhatIsTheBackendsOwn() {
    LoadPlan plan = plan("--raw-data --max-late 1s --server http://s", "p.yaml");
    assertThat(plan.settings().rawData()).isTrue();
    assertThat(plan.settings().maxLate()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan.common().target().server()).isEqualTo("http://s");
  }

  @Test
  void withNothingSetEachRunHasDefaultsAndASeedAndIdOfItsOwn() {
    LoadCommandLine line = line(false, "p.yaml");
    SplittableRandom random = new SplittableRandom(1);
    LoadSettings first = LoadPlan.of(line, false, List.of(), random).settings();
    LoadSettings second = LoadPlan.of(line, false, List.of(), random).settings();
    assertThat(first).isEqualTo(LoadSettings.of(first.seed(), first.runId()));
    assertThat(first.seed()).isNotEqualTo(second.seed());
    assertThat(first.runId()).matches("[a-z0-9]{8}").isNotEqualTo(second.runId());
    assertThat(plan("", "p.yaml").overrides()).isEqualTo(LoadOverrides.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p.yaml --server=http://evil|--server",
        "p.yaml --token-file=/x|--token-file",
        "p.yaml --report=/x.json|--report",
        "p.yaml --raw-data|--raw-data",
        "p.yaml --runners=3|--runners",
        "p.yaml --speed=2|--speed",
        "p.yaml q.yaml|q.yaml",
        "p.yaml --rate=-1|load: --rate: -1.0 (expected: a number from 0",
        "p.yaml --duration=1.5|load: --duration: 1.5 (expected: whole seconds)",
        "--rate=2|load: PROFILE: missing",
        "-|standard input only with -once",
      })
  void whatARequestMayNotCarryOrHasWrongIsAnError(String request, String named) {
    assertThatThrownBy(() -> plan("", request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p.yaml --nosuch|load: Unknown option",
        "p.yaml --conns 0|load: --conns: 0 (expected: a whole number from 1",
        "p.yaml --report x.txt|--report",
        "p.yaml --server http://s --context c|--context",
        "p.yaml --runners 2|--runners: set (expected: only with -once)",
        "p.yaml --runner 0|only with -once",
        "p.yaml --spool /tmp|--spool",
      })
  void badCommandLineIsBadUsage(String args, String named) {
    assertThatThrownBy(() -> line(false, args))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(named);
  }

  @Test
  void aloneItNeedsAProfile() {
    assertThatThrownBy(() -> line(true, "--rate 2"))
        .hasMessage("load: PROFILE: missing (expected: a path or URL, or - for standard input)");
    assertThatThrownBy(() -> line(true, "- --runners 1025"))
        .hasMessage("load: --runners: 1025 (expected: 1 to 1024)");
    assertThat(line(true, "- --runners 3").common.runners).isEqualTo(3);
  }
}
