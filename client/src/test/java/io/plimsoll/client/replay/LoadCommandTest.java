package io.plimsoll.client.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code load} says before it asks a frontend for anything. */
class LoadCommandTest {

  private static final String SPEC =
      """
        - rate: 1
          total: 1
          conns: 1
          requests:
            - {staleList: {version: v1, resource: pods}, shares: 1}
      """;

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path profile;

  @BeforeEach
  void setUp() throws Exception {
    profile = Files.writeString(folder.resolve("p.yaml"), "version: 1\nspecs:\n" + SPEC + SPEC);
  }

  private int exitCode(String args) {
    CommandLine line = Commands.commandLine(new LoadCommand(), false);
    line.setErr(new PrintWriter(err, true));
    return line.execute(args.replace("P", profile.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P --rate 5|--rate: set, but the profile has 2 specs (expected: a profile with one)",
        "P --client 5 --conns 2|--conns: set, but the profile has 2 specs",
        "P --rate -5|--rate: -5.0 (expected: a number from 0",
        "P --duration 100ms|--duration: 0.1 (expected: whole seconds)",
        "P --content-type xml|--content-type: xml (expected: json or protobuf)",
        "P --runners 0|--runners: 0 (expected: 1 to 1024)",
        "P --report x.txt|--report: x.txt (expected: a file that ends in .json or .html)",
        "P --speed 2|Unknown option",
        "-|PROFILE: - (expected: a path or URL that every backend reaches)",
      })
  void whatCannotWorkIsExitCode2BeforeBackendsAreGathered(String args, String named) {
    assertThat(exitCode(args)).isEqualTo(2);
    assertThat(err.toString()).contains(named);
  }

  @Test
  void aBadProfileIsExitCode2WithTheFieldThatIsWrong() throws Exception {
    Files.writeString(profile, "version: 1\nspecs:\n" + SPEC.replace("rate: 1", "rate: fast"));
    assertThat(exitCode("P")).isEqualTo(2);
    assertThat(err.toString()).contains("specs[0].rate");
  }

  @Test
  void progressOfALoadThatOnlyTimeEndsIsACount() {
    assertThat(GangRun.text(new Progress(1, Phase.RUNNING, 7, 0, 2)))
        .isEqualTo("7 requests, 2 failed");
    assertThat(GangRun.text(new Progress(1, Phase.RUNNING, 7, 14, 2)))
        .isEqualTo("[==========          ] 7 of 14 requests, 2 failed");
  }
}
