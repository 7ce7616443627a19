package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is told before anything is started. */
class AutoscaleCommandTest {

  private static final Path DATA = Path.of("../testdata/autoscale");

  @TempDir private Path folder;

  private Path hpa = DATA.resolve("average-value.yaml");
  private Path scenario = folder;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario =
        Files.writeString(
            folder.resolve("s.yaml"), "name: s\nphases: [{name: a, duration: 10s, rate: 1}]\n");
  }

  private String error(String... more) {
    List<String> args =
        new ArrayList<>(List.of("--hpa", hpa.toString(), "--scenario", scenario.toString()));
    args.addAll(List.of(more));
    args.addAll(List.of("--", "sleep", "1"));
    StringWriter err = new StringWriter();
    CommandLine line = Commands.commandLine(new AutoscaleCommand(), true);
    line.setErr(new PrintWriter(err));
    assertThat(line.execute(args.toArray(String[]::new))).as(err.toString()).isEqualTo(2);
    return err.toString().strip();
  }

  @Test
  void badManifestIsToldWithItsLines() throws IOException {
    hpa =
        Files.writeString(
            folder.resolve("hpa.yaml"),
            Files.readString(DATA.resolve("average-value.yaml")).replace("maxReplicas: 32", ""));
    assertThat(error().lines())
        .containsExactly(
            hpa + ":7: spec.maxReplicas: missing (expected: a whole number from 1 to 2147483647)",
            "autoscale: " + hpa + ": 1 error, nothing was started");
  }

  @Test
  void missingFilesAreToldByTheirOptions() {
    Path there = hpa;
    hpa = Path.of("nothing.yaml");
    assertThat(error()).isEqualTo("autoscale: --hpa: nothing.yaml (expected: a file that exists)");
    hpa = there;
    scenario = Path.of("none.yaml");
    assertThat(error())
        .isEqualTo("autoscale: --scenario: none.yaml (expected: a file that exists)");
  }

  @Test
  void queueIsTheOneOfAllPhasesAndMetrics() throws IOException {
    assertThat(error("--queue", "gpu"))
        .isEqualTo("autoscale: --queue: gpu (expected: that of all phases: sleep)");
    scenario =
        Files.writeString(
            folder.resolve("s.yaml"),
            "name: s\nphases: [{name: a, duration: 10s, rate: 1, queue: gpu}]\n");
    assertThat(error("--queue", "gpu"))
        .isEqualTo("autoscale: --queue: gpu (expected: that of metric hpa_queue_waiting: sleep)");
  }

  @Test
  void syncPeriodMustNotBeTooShortForWhatIsKept() {
    assertThat(error("--sync-period", "99ms"))
        .startsWith("autoscale: --sync-period: 0.099 s (expected: at least 0.1 s, and less than")
        .endsWith(" 20000 syncs in the 10.0 s of the scenario)");
  }

  @Test
  void shortestSyncPeriodGetsAsFarAsTheNextCheck() {
    assertThat(error("--sync-period", "100ms", "--backend-jar", "nothing.jar"))
        .contains("--backend-jar: nothing.jar");
  }

  @Test
  void replicasAreThoseOfTheManifestOrOfTheUserAsFarAsTheFleetCanGrow() {
    HpaSpec spec = Hpa.spec(2, 256, null, Hpa.average(1));
    assertThat(AutoscaleCommand.initialReplicas(spec, null, 256)).isEqualTo(2);
    assertThat(AutoscaleCommand.initialReplicas(spec, 0, 256)).isZero();
    assertThat(AutoscaleCommand.initialReplicas(spec, 256, 256)).isEqualTo(256);
    assertThatThrownBy(() -> AutoscaleCommand.initialReplicas(spec, 257, 256))
        .hasMessage("--replicas: 257 (expected: 0 to 256)");
    assertThatThrownBy(() -> AutoscaleCommand.initialReplicas(spec, -1, 256))
        .hasMessage("--replicas: -1 (expected: 0 to 256)");
    assertThatThrownBy(() -> AutoscaleCommand.initialReplicas(spec, 3, 255))
        .hasMessage("spec.maxReplicas: 256 (expected: at most 255 for this fleet)");
  }

  @Test
  void longScenarioNeedsALongerSyncPeriod() throws IOException {
    scenario =
        Files.writeString(
            folder.resolve("s.yaml"), "name: s\nphases: [{name: a, duration: 20000s, rate: 1}]\n");
    assertThat(error("--sync-period", "1")).contains("--sync-period: 1.0 s");
    // One that is long enough gets as far as the next check.
    assertThat(error("--sync-period", "1.001", "--backend-jar", "nothing.jar"))
        .contains("--backend-jar: nothing.jar");
  }

  @Test
  void fleetOfAClusterIsLeftToTheCluster() {
    assertThat(error("--fleet", "kubernetes"))
        .contains("--fleet: kubernetes (expected: local, as a cluster has an autoscaler)");
  }

  @Test
  void reportsAreCheckedBeforeTheRun() {
    assertThat(error("--report", "x.txt")).contains("--report: x.txt (expected: a file that ends");
  }
}
