package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.replay.schedule.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backend's command line and a request together make of a replay. */
class ReplayPlanTest {

  private static ReplaySettings settings(boolean once, String... args) {
    return ReplaySettings.parse(List.of(args), once, Map.of());
  }

  private static ReplayPlan plan(String commandLine, String request) {
    List<String> own = commandLine.isEmpty() ? List.of() : List.of(commandLine.split(" "));
    List<String> asked = request.isEmpty() ? List.of() : List.of(request.split(" "));
    return ReplayPlan.of(settings(false, own.toArray(String[]::new)), false, asked);
  }

  @Test
  void requestBringsTheProfileAndWhatShapesItsTraffic() {
    ReplayPlan plan =
        plan(
            "--server http://s",
            "p.yaml --speed=2 --order=none --grace=5 --request-timeout=1s --filter=verb=GET"
                + " --rewrite-namespace=a=b --name-suffix=-x --seed=7");
    assertThat(plan.profile()).isEqualTo("p.yaml");
    assertThat(plan.options().speed()).isEqualTo(2);
    assertThat(plan.options().order()).isEqualTo(Order.NONE);
    assertThat(plan.options().grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.options().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan.load().filter().verbs()).hasSize(1);
    assertThat(plan.load().rewrite().namespaces()).containsEntry("a", "b");
    assertThat(plan.load().rewrite().nameSuffix()).isEqualTo("-x");
  }

  @Test
  void whereBothSetOneTheCommandLineWins() {
    ReplayPlan plan = plan("own.yaml --speed 3", "theirs.yaml --speed=2 --grace=5");
    assertThat(plan.profile()).isEqualTo("own.yaml");
    assertThat(plan.options().speed()).isEqualTo(3);
    assertThat(plan.options().grace()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void commandLineSetsWhatIsTheBackendsOwn() {
    ReplayPlan plan =
        plan("--mask-gets --raw-data --max-late 1s --max-profile 5000 --spool /tmp", "p.yaml");
    assertThat(plan.options().maskGets()).isTrue();
    assertThat(plan.options().rawData()).isTrue();
    assertThat(plan.options().maxLate()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan.load().maxBytes()).isEqualTo(5000);
    assertThat(plan.load().spoolFolder()).isEqualTo(Path.of("/tmp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p.yaml --server http://evil|--server",
        "p.yaml --server=http://evil|--server",
        "p.yaml --token-file=/x|--token-file",
        "p.yaml --kubeconfig=/x|--kubeconfig",
        "p.yaml --report=/x.json|--report",
        "p.yaml --spool=/x|--spool",
        "p.yaml --raw-data|--raw-data",
        "p.yaml --runner=1|--runner",
        "p.yaml --dry-run|--dry-run",
        "p.yaml q.yaml|q.yaml",
        "p.yaml --speed=fast|--speed",
        "p.yaml --speed=0|--speed: 0.0 (expected: 0.001 to 1000)",
        "p.yaml --filter=size=1|--filter: size=1",
        "--speed=2|PROFILE: missing",
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
        "p.yaml --nosuch|--nosuch",
        "p.yaml --speed 0|--speed",
        "p.yaml --report x.txt|--report",
        "p.yaml --max-profile 0|--max-profile",
        "p.yaml --token-file /x|--token-file",
        "p.yaml --server http://s --context c|--context",
        "p.yaml --report x.json|only with -once",
        "p.yaml --runner 0|only with -once",
        "p.yaml --runners 2|only with -once",
        "p.yaml --dry-run|only with -once",
      })
  void badCommandLineIsBadUsage(String args, String named) {
    assertThatThrownBy(() -> settings(false, args.split(" ")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(named);
  }

  @Test
  void partitionIsTheCommandLinesElseTheIndexOfTheJob() {
    Map<String, String> job = Map.of("JOB_COMPLETION_INDEX", "3");
    assertThat(ReplaySettings.parse(List.of("p"), true, job).common.runner).isEqualTo(3);
    assertThat(ReplaySettings.parse(List.of("p", "--runner=1"), true, job).common.runner)
        .isEqualTo(1);
    assertThat(ReplaySettings.parse(List.of("p"), true, Map.of()).common.runner).isNull();
    assertThat(ReplaySettings.parse(List.of("p"), false, job).common.runner).isNull();
    assertThatThrownBy(
            () -> ReplaySettings.parse(List.of("p"), true, Map.of("JOB_COMPLETION_INDEX", "x")))
        .hasMessageContaining("JOB_COMPLETION_INDEX: 'x'");
  }
}
