package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before anything starts. */
class ValidateCommandTest {

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void aLocalFleetNeedsAWorkload() {
    assertRefused("WORKLOAD: missing (expected: after --, what a local fleet is to run)");
  }

  @Test
  void aFleetIsLocalOrOfKubernetes() {
    assertRefused(
        "--fleet: docker (expected: local or kubernetes)", "--fleet=docker", "sleep", "1");
    assertRefused("--frontend: missing (expected: ", "--fleet=kubernetes", "sleep", "1");
    assertRefused(
        "--deployment: missing (expected: the name of one",
        "--fleet=kubernetes",
        "--frontend=localhost:1");
    assertRefused(
        "--fleet: local (expected: kubernetes, for a deployment)", "--namespace=lab", "sleep");
  }

  @Test
  void theJarsMustBeThere() {
    assertRefused(
        "--backend-jar: /nowhere.jar (expected: a file that can be read)",
        "--backend-jar=/nowhere.jar",
        "sleep",
        "1");
  }

  @Test
  void slotsAndQueueAreChecked() {
    assertRefused("--slots: 0 (expected: 1 to 100000)", "--slots=0", "sleep", "1");
    assertRefused("--slots: 100001 (expected: 1 to 100000)", "--slots=100001", "sleep", "1");
    assertRefused("--queue: a b (expected: ", "--queue=a b", "sleep", "1");
  }

  @Test
  void theRunsOwnOptionsAreChecked() {
    assertRefused("--max: 1 (expected: 2 to 10000)", "--max=1", "sleep", "1");
    assertRefused("--steps: 2,1 (expected: ", "--steps=2,1", "sleep", "1");
    assertRefused("--factor: 3.0 (expected: ", "--factor=3", "sleep", "1");
    assertRefused("--ready-timeout: 0.5 s (expected: ", "--ready-timeout=500ms", "sleep", "1");
    assertRefused("--max-rounds: 1 (expected: 3, ", "--max-rounds=1", "sleep", "1");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheHourThatItTakes() throws IOException {
    String jar = Files.createFile(folder.resolve("any.jar")).toString();
    assertRefused(
        "--report: " + folder.resolve("r.txt") + " (expected: a file that ends in .json",
        "--backend-jar=" + jar,
        "--frontend-jar=" + jar,
        "--report=" + folder.resolve("r.txt"),
        "sleep",
        "1");
  }

  private void assertRefused(String message, String... args) {
    CommandLine line = Commands.commandLine(new ValidateCommand(), false);
    err.getBuffer().setLength(0);
    line.setErr(new PrintWriter(err));
    assertThat(line.execute(args)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}
