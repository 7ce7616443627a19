package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** {@code backend.jar -once replay --help}, and the same of a load. */
class WorkloadHelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-help", "--help"})
  void helpListsTheOptionsOfTheWorkload(String flag) {
    assertThat(WorkloadCatalog.help("replay", List.of(flag)))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Usage: java -jar backend.jar [-once] [OPTIONS] replay PROFILE")
                    .contains("--server=URL", "--dry-run", "--speed=FACTOR", "--spool=DIR"));
    assertThat(WorkloadCatalog.help("load", List.of("p.yaml", flag)))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Usage: java -jar backend.jar [-once] [OPTIONS] load PROFILE")
                    .contains("--server=URL", "--rate=PER-SECOND")
                    .doesNotContain("--dry-run"));
    assertThat(WorkloadCatalog.help("fakedev", List.of("0.5", flag)))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Usage: java -jar backend.jar [-once] [OPTIONS] fakedev [SECONDS]")
                    .contains("--load=PERCENT", "--device-file=FILE", "--seed=N"));
    assertThat(WorkloadCatalog.help("kfp", List.of("--api-port", "1", flag)))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Usage: java -jar backend.jar [-once] [OPTIONS] kfp [API-OPTIONS]")
                    .contains("--api-host=HOST", "--run-timeout=TIME", "run --pipeline ID"));
  }

  @Test
  void whatDoesNotAskForHelpGetsNone() {
    assertThat(WorkloadCatalog.help("replay", List.of("p.yaml", "--speed", "2"))).isEmpty();
    assertThat(WorkloadCatalog.help("replay", List.of("--nosuch"))).isEmpty();
    assertThat(WorkloadCatalog.help("/bin/sh", List.of("--help"))).isEmpty();
  }

  @Test
  void everyOptionIsDescribedAndSaysItsDefault() {
    for (Callable<ExitCode> command :
        List.of(
            new ReplaySettings(),
            new LoadCommandLine(),
            new FakedevCommandLine(),
            new KfpCommandLine())) {
      for (OptionSpec option : Commands.commandLine(command, false).getCommandSpec().options()) {
        assertThat(option.description()).as(option.longestName()).isNotEmpty();
        if (option.arity().max() > 0 && !option.usageHelp()) {
          assertThat(option.paramLabel()).as(option.longestName()).doesNotContain("<");
          assertThat(String.join(" ", option.description()))
              .as(option.longestName())
              .contains("efault");
        }
      }
    }
  }
}
