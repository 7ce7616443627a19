package io.plimsoll.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  private static Scenario scenario(String... lines) throws ScenarioException {
    return ScenarioReader.read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void phasesAreBarsOverTime() throws Exception {
    Scenario scenario =
        scenario(
            "name: mixed",
            "phases:",
            "- {name: baseline, duration: 20s, rate: 50}",
            "- {name: up, duration: 10s, rate: {from: 50, to: 200}, poisson: true}",
            "- {name: down, duration: 10s, rate: {from: 200, to: 0.5}}",
            "- {name: beside, start: 15, duration: 10, parallelism: 8, queue: gpu,",
            "   thresholds: [wait.p99 < 2s]}",
            "thresholds: [failures < 1%]");
    assertThat(PlanText.of(scenario).lines())
        .containsExactly(
            "mixed: 4 phases in 40 s, 3253 requests of the open phases, at most 200 per second,"
                + " at most 8 in parallel",
            "",
            "phase        start    length  queue  load                  "
                + "0                                     40 s",
            "baseline       0 s      20 s  sleep  50/s                  "
                + "|====================                    |",
            "beside        15 s      10 s  gpu    8 in parallel         "
                + "|               ==========               |",
            "up            20 s      10 s  sleep  50 to 200/s, Poisson  "
                + "|                    //////////          |",
            "down          30 s      10 s  sleep  200 to 0.5/s          "
                + "|                              \\\\\\\\\\\\\\\\\\\\|",
            "",
            "threshold  failures < 1%",
            "threshold  beside: wait.p99 < 2s");
  }

  @Test
  void shortPhaseInALongScenarioIsStillSeen() throws Exception {
    Scenario scenario =
        scenario(
            "name: s",
            "phases:",
            "- {name: a, duration: 1h, rate: 1}",
            "- {name: b, duration: 1, rate: 1}");
    assertThat(PlanText.of(scenario)).contains("|                                       =|");
  }

  @Test
  void longNamesAreCut() throws Exception {
    Scenario scenario =
        scenario(
            "name: s", "phases:", "- {name: a name that goes on and on, duration: 1, rate: 1}");
    assertThat(PlanText.of(scenario)).contains("a name that goes ... ");
  }

  @Test
  void peakIsOfAllPhasesTogether() throws Exception {
    Plan plan =
        new Plan(
            scenario(
                "name: s",
                "phases:",
                "- {name: a, duration: 10, rate: {from: 0, to: 100}}",
                "- {name: b, start: 5, duration: 10, rate: 30}",
                "- {name: c, start: 10, duration: 1, rate: 60}",
                "- {name: d, start: 0, duration: 5, parallelism: 3}",
                "- {name: e, start: 5, duration: 5, parallelism: {from: 4, to: 2}}"));
    assertThat(plan.peakRate()).isEqualTo(130);
    assertThat(plan.peakParallelism()).isEqualTo(4);
    assertThat(plan.expectedRequests()).isEqualTo(500 + 300 + 60);
    assertThat(plan.rateAt(5_000_000_000L)).isEqualTo(50 + 30);
    assertThat(plan.rateAt(10_000_000_000L)).isEqualTo(30 + 60);
    assertThat(plan.parallelismAt(7_500_000_000L)).isEqualTo(3);
    assertThat(plan.parallelismAt(20_000_000_000L)).isZero();
  }

  @Test
  void readyExampleIsGood() throws Exception {
    Path example = Path.of("..", "testdata", "scenarios", "spike.yaml");
    Scenario scenario = ScenarioReader.read(Files.readAllBytes(example));
    assertThat(scenario.phases())
        .extracting(Phase::name)
        .containsExactly("baseline", "spike", "recovery");
    long thresholds =
        scenario.thresholds().size()
            + scenario.phases().stream().mapToLong(phase -> phase.thresholds().size()).sum();
    assertThat(thresholds).isEqualTo(4);
  }
}
