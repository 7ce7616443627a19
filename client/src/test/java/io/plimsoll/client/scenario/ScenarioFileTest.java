package io.plimsoll.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private CommandException refusal(Path file) {
    CommandException e =
        catchThrowableOfType(
            CommandException.class, () -> ScenarioFile.read(file, new PrintWriter(err)));
    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
    return e;
  }

  @Test
  void everyErrorHasALineOfItsOwn() throws IOException {
    Path file =
        Files.writeString(folder.resolve("s.yaml"), "name: s\nphases: []\nx: \"\\u001b\"\n");
    assertThat(refusal(file)).hasMessage(file + ": 2 errors, nothing was started");
    assertThat(err.toString().lines())
        .containsExactly(
            file + ":2: phases: empty (expected: at least one)",
            file + ":3: x: unknown (expected: one of name, phases, thresholds)");
  }

  @Test
  void emptyFileIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "");
    assertThat(refusal(file)).hasMessage(file + ": 1 error, nothing was started");
    assertThat(err.toString().strip())
        .isEqualTo(file + ": scenario: empty (expected: YAML or JSON)");
  }

  @Test
  void hugeFileIsNotReadWhole() {
    assertThat(refusal(Path.of("/dev/zero"))).hasMessageContaining("1 error");
    assertThat(err.toString()).contains("1048577 bytes (expected: at most 1048576)");
  }

  @Test
  void fileThatIsNotThereIsTold() {
    Path file = folder.resolve("none.yaml");
    assertThat(refusal(file)).hasMessage("FILE: " + file + " (expected: a file that exists)");
    assertThat(refusal(folder)).hasMessageStartingWith("FILE: " + folder + ": cannot be read: ");
  }
}
