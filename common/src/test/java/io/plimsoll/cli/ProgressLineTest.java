package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path leadingTo(String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve("2"), Path.of(target));
  }

  @Test
  void terminalGetsOneLineThatIsRedrawnAndTakenAway() throws IOException {
    ProgressLine line = new ProgressLine(err, false, leadingTo("/dev/pts/3"));
    line.tick(() -> "one");
    line.tick(() -> "two");
    line.clear();
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[K");
  }

  @Test
  void nothingIsRedrawnInAFileNorAmongLoggedMessages() throws IOException {
    Path terminal = leadingTo("/dev/pts/3");
    for (ProgressLine line :
        new ProgressLine[] {
          new ProgressLine(err, true, terminal), new ProgressLine(err, false, folder)
        }) {
      line.tick(() -> "one");
      line.clear();
    }
    assertThat(shown.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, '[                    ]'",
    "5, 10, '[==========          ]'",
    "10, 10, '[====================]'",
    "11, 10, '[====================]'",
    "3, 0, '[                    ]'"
  })
  void barShowsTheShareThatIsDone(long done, long total, String bar) {
    assertThat(ProgressLine.bar(done, total)).isEqualTo(bar);
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "/dev/null, false",
    "pipe:[1234], false",
    "/tmp/dev/pts/0, false"
  })
  void terminalIsToldFromWhereStderrLeads(String target, boolean terminal) throws IOException {
    assertThat(ProgressLine.isTerminal(leadingTo(target))).isEqualTo(terminal);
  }

  @Test
  void systemWithoutProcHasNoTerminal() {
    assertThat(ProgressLine.isTerminal(folder.resolve("none"))).isFalse();
  }
}
