package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that describe a device and the activity on it. */
class DeviceFilesTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.json"), text);
  }

  @Test
  void aDeviceFileSaysWhatIsSimulated() throws IOException {
    DeviceModel model =
        DeviceFile.read(
            file(
                """
                {"DeviceLabels": {"pciid": "0x4905", "name": "DG1"},
                 "MetricLimits": {
                   "frequency": {"Min": 300, "Max": 1650},
                   "memory": {"Min": 1048576, "Max": 4007657472},
                   "power": {"Min": 3.5, "Max": 35},
                   "temperature": {"Min": -20, "Max": 90}}}
                """));
    assertThat(model)
        .isEqualTo(
            new DeviceModel(
                Map.of("pciid", "0x4905", "name", "DG1"),
                new MetricRange(300, 1650),
                new MetricRange(1048576, 4007657472.0),
                new MetricRange(3.5, 35),
                new MetricRange(-20, 90)));
    assertThat(model.capacityBytes()).isEqualTo(4006608896L);
  }

  @Test
  void whatADeviceFileDoesNotSayIsThatOfTheUsualDevice() throws IOException {
    assertThat(DeviceFile.read(file("{}"))).isEqualTo(DeviceModel.DEFAULT);
    DeviceModel model =
        DeviceFile.read(file("{\"MetricLimits\": {\"power\": {\"Min\": 1, \"Max\": 1}}}"));
    assertThat(model.powerWatts()).isEqualTo(new MetricRange(1, 1));
    assertThat(model.memoryBytes()).isEqualTo(DeviceModel.DEFAULT.memoryBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"Labels": {}}                                    | line 1: Labels: unknown (expected: one of DeviceLabels, MetricLimits)
          {"MetricLimits": {"fan": {"Min": 0, "Max": 1}}}   | line 1: MetricLimits.fan: unknown (expected: one of frequency, memory, power, temperature)
          {"MetricLimits": {"power": {"Min": 0}}}           | line 1: MetricLimits.power.Max: missing (expected: a number from 0 to 1000000000)
          {"MetricLimits": {"power": {"Min": 2, "Max": 1}}} | line 1: MetricLimits.power.Max: 1 (expected: at least Min)
          {"MetricLimits": {"power": {"Min": 0, "Max": 1, "Avg": 1}}} | line 1: MetricLimits.power.Avg: unknown (expected: one of Max, Min)
          {"MetricLimits": {"power": {"Min": -1, "Max": 1}}} | line 1: MetricLimits.power.Min: -1 (expected: a number from 0 to 1000000000)
          {"MetricLimits": {"power": {"Min": 0, "Max": 1000000001}}} | line 1: MetricLimits.power.Max: 1000000001 (expected: a number from 0
          {"MetricLimits": {"frequency": {"Min": 0, "Max": 1000001}}} | line 1: MetricLimits.frequency.Max: 1000001 (expected: a number from 0 to 1000000)
          {"MetricLimits": {"memory": {"Min": 0, "Max": 9007199254740994}}} | (expected: a number from 0 to 9007199254740992)
          {"MetricLimits": {"temperature": {"Min": -274, "Max": 1}}} | (expected: a number from -273.15 to 10000)
          {"MetricLimits": {"temperature": {"Min": 0, "Max": 10001}}} | (expected: a number from -273.15 to 10000)
          {"MetricLimits": {"memory": {"Min": "0", "Max": 1}}} | line 1: MetricLimits.memory.Min: 0 (expected: a number
          {"MetricLimits": []}                              | line 1: MetricLimits: a list (expected: a mapping)
          {"DeviceLabels": []}                              | line 1: DeviceLabels: a list (expected: a mapping)
          {"DeviceLabels": {"a": 1}}                        | line 1: DeviceLabels.a: 1 (expected: text, in quotes)
          {"DeviceLabels": {"a-b": "c"}}                    | line 1: DeviceLabels.a-b: no name of a label
          {"DeviceLabels": {"__name__": "c"}}               | line 1: DeviceLabels.__name__: no name of a label
          {"DeviceLabels": {"a": "b", "a": "c"}}            | line 1: DeviceLabels.a: again (expected: each field once)
          []                                                | (expected: a mapping)
          {"DeviceLabels": {"a":                            | not JSON
          """)
  void aBadDeviceFileIsRefusedWithLineAndField(String text, String expected) throws IOException {
    assertThatThrownBy(() -> DeviceFile.read(file(text)))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("--device-file: " + folder.resolve("file.json") + ": ")
        .hasMessageContaining(expected);
  }

  @Test
  void theLineIsThatOfTheField() throws IOException {
    assertThatThrownBy(() -> DeviceFile.read(file("{\"MetricLimits\":\n {\n \"fan\": 1}}")))
        .hasMessageContaining("line 3: MetricLimits.fan: unknown");
  }

  @Test
  void aDeviceFileThatIsTooLargeIsRefused() throws IOException {
    String empty = "{}" + " ".repeat((64 << 10) - 2);
    assertThat(DeviceFile.read(file(empty))).isEqualTo(DeviceModel.DEFAULT);
    assertThatThrownBy(() -> DeviceFile.read(file(empty + " ")))
        .hasMessageContaining("(expected: at most 65536 bytes)");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> DeviceFile.read(missing))
        .hasMessage("--device-file: " + missing + " (expected: a file that exists)");
    assertThatThrownBy(() -> DeviceFile.read(folder)).hasMessageContaining("cannot be read");
  }

  @Test
  void tooManyOrTooLongLabelsAreRefused() throws IOException {
    assertThat(DeviceFile.read(file(labels(32, 128))).labels()).hasSize(32);
    assertThatThrownBy(() -> DeviceFile.read(file(labels(33, 1))))
        .hasMessageContaining("DeviceLabels: 33 (expected: at most 32)");
    assertThatThrownBy(() -> DeviceFile.read(file(labels(1, 129))))
        .hasMessageContaining("(expected: at most 128 characters, no control characters)");
  }

  private static String labels(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"label" + i + "\": \"" + "v".repeat(length) + "\"")
        .collect(Collectors.joining(",", "{\"DeviceLabels\": {", "}}"));
  }

  @Test
  void anActivityFileSaysHowTheLoadVaries() throws IOException {
    Activity activity =
        ActivityFile.read(
            file(
                """
                {"Name": "sawtooth", "Repeat": 0, "Profile": [
                  {"Load": 50, "Fluctuation": 6, "Seconds": 30},
                  {"Load": 0, "Seconds": 0.5}]}
                """));
    assertThat(activity)
        .isEqualTo(
            new Activity(
                List.of(
                    new Activity.Part(50, 6, 30_000_000_000L),
                    new Activity.Part(0, 0, 500_000_000L)),
                0));
    assertThat(ActivityFile.read(file("{\"Profile\": [{\"Load\": 1, \"Seconds\": 1}]}")).repeat())
        .isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"Profile": []}                                          | line 1: Profile: empty
          {"Repeat": 1}                                            | line 1: Profile: missing (expected: a list)
          {"Repeat": 1000001, "Profile": [{"Load": 1, "Seconds": 1}]} | line 1: Repeat: 1000001 (expected: a whole number from 0 to 1000000)
          {"Repeat": -1, "Profile": [{"Load": 1, "Seconds": 1}]}   | line 1: Repeat: -1
          {"Profile": [{"Load": 100.5, "Seconds": 1}]}             | line 1: Profile[0].Load: 100.5 (expected: a number from 0 to 100)
          {"Profile": [{"Load": 1, "Fluctuation": 101, "Seconds": 1}]} | line 1: Profile[0].Fluctuation: 101 (expected: a number from 0 to 100)
          {"Profile": [{"Load": 1, "Seconds": 0.09}]}              | line 1: Profile[0].Seconds: 0.09 (expected: a number from 0.1 to 1000000)
          {"Profile": [{"Load": 1, "Seconds": 1000001}]}           | line 1: Profile[0].Seconds: 1000001 (expected
          {"Profile": [{"Load": 1}]}                               | line 1: Profile[0].Seconds: missing
          {"Profile": [{"Seconds": 1}]}                            | line 1: Profile[0].Load: missing
          {"Profile": [{"Load": 1, "Seconds": 1, "Unit": 1}]}      | line 1: Profile[0].Unit: unknown (expected: one of Fluctuation, Load, Seconds)
          {"Profile": [3]}                                         | line 1: Profile[0]: 3 (expected: a mapping)
          {"Repeats": 1, "Profile": [{"Load": 1, "Seconds": 1}]}   | line 1: Repeats: unknown (expected: one of Name, Profile, Repeat)
          """)
  void aBadActivityFileIsRefusedWithLineAndField(String text, String expected) throws IOException {
    assertThatThrownBy(() -> ActivityFile.read(file(text)))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("--activity-file: " + folder.resolve("file.json") + ": ")
        .hasMessageContaining(expected);
  }

  @Test
  void anActivityOfTooManyPartsIsRefused() throws IOException {
    assertThat(ActivityFile.read(file(profile(64))).parts()).hasSize(64);
    assertThatThrownBy(() -> ActivityFile.read(file(profile(65))))
        .hasMessageContaining("Profile: 65 (expected: at most 64)");
  }

  private static String profile(int parts) {
    return IntStream.range(0, parts)
        .mapToObj(i -> "{\"Load\": 1, \"Seconds\": 0.1}")
        .collect(Collectors.joining(",", "{\"Profile\": [", "]}"));
  }
}
