package io.plimsoll.client.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.testing.SimulatedRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestReportJsonTest {

  private static final TestReport REPORT = report();

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertThat(read(json())).isEqualTo(REPORT);
  }

  @Test
  void figuresOfThresholdsWithoutDataAreReadToo() throws IOException {
    TestReport asked =
        REPORT.withThresholds(List.of(new ThresholdResult("wait.p99 < 2s", "", null, false)));
    assertThat(read(json(asked))).isEqualTo(asked);
  }

  @Test
  void fieldsOfLaterVersionsAreIgnored() throws IOException {
    String later = json().replaceFirst("\\{", "{\"new\": {\"a\": [[[1]]]},");
    assertThat(read(later)).isEqualTo(REPORT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seconds\" : 3.0,        | '' | whole.seconds: ",
        "\"title\" : \"Queue gpu\" | \"title\" : null | title: ",
        "\"startedAt\" : \"2026-01-31T12:00:00Z\" | \"startedAt\" : \"noon\" | startedAt: no time",
        "\"parallelism\" : 1       | \"parallelism\" : 1.5 | phases[0].load.parallelism: ",
        "\"parallelism\" : 1       | \"parallelism\" : -1 | phases[0].load.parallelism: -1",
        "\"ratePerSecond\" : 50.0  | \"ratePerSecond\" : \"fast\" | phases[0].load.ratePerSecond: ",
        "\"fromSeconds\" : 2.0     | \"fromSeconds\" : 0.5 | phases[0].course.samples[2].fromSeconds: 0.5",
        "\"model\" : \"open\"      | \"model\" : \"ajar\" | phases[0].load.model: ",
        "\"ending\" : \"finished\" | \"ending\" : \"melted\" | ending: ",
        "\"format\" : \"plimsoll-test-report/1\" | \"format\" : \"other/9\" | format: 'other/9' (expected: plimsoll-test-report/1)"
      })
  void aBadFieldIsNamed(String good, String bad, String error) {
    String json = json().replace(good, bad);
    assertThat(json).isNotEqualTo(json());
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(error);
  }

  @Test
  void aDamagedHistogramIsNamed() {
    String json = json().replaceAll("\"histogram\" : \"[^\"]*\"", "\"histogram\" : \"1,2,3,4,x\"");
    assertThatThrownBy(() -> read(json)).hasMessageStartingWith("whole.waitSeconds.histogram: ");
  }

  @ParameterizedTest
  @CsvSource({"''", "'{'", "'[]'", "'\"x\"'", "'not JSON'", "'{} {}'", "'null'"})
  void whatIsNoReportSaysSo(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Each would fill the memory if it were read to its end. */
  @ParameterizedTest
  @CsvSource({
    "'{\"format\":\"plimsoll-test-report/1\",\"options\":[', '\"\",'",
    "'{\"format\":\"plimsoll-test-report/1\",\"new\":', '['",
    "'{\"format\":\"plimsoll-test-report/1\",\"title\":\"', 'aaaaaaaaaaaaaaaa'",
    "'', '                '"
  })
  void aHostileFileIsGivenUp(String start, String endless) {
    assertThatThrownBy(
            () ->
                TestReportJson.read(
                    () ->
                        new SequenceInputStream(
                            new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)),
                            new Endless(endless))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anErrorNamesTheFile() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> TestReportForms.read(file))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(file + ": format: ");
    Path missing = folder.resolve("b.json");
    assertThatThrownBy(() -> TestReportForms.read(missing))
        .hasMessage(missing + ": cannot be read: NoSuchFileException");
  }

  /** The same bytes again and again. */
  private static final class Endless extends InputStream {

    private final byte[] text;
    private int at;

    Endless(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      at = (at + 1) % text.length;
      return text[at];
    }

    @Override
    public int read(byte[] to, int from, int length) {
      for (int i = 0; i < length; i++) {
        to[from + i] = text[at++ % text.length];
        at %= text.length;
      }
      return length;
    }
  }

  private static TestReport report() {
    SimulatedRun run = new SimulatedRun();
    run.seconds = 3;
    run.ratePerSecond = 50;
    run.failures = 0.1;
    return run.report();
  }

  private static String json() {
    return json(REPORT);
  }

  static String json(TestReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TestReportJson.write(report, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static TestReport read(String json) throws IOException {
    return TestReportJson.read(
        () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
