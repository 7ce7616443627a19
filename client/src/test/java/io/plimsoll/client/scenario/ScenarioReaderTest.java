package io.plimsoll.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.replay.profile.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

  private static Scenario read(String... lines) throws ScenarioException {
    return ScenarioReader.read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String... lines) {
    ScenarioException e = catchThrowableOfType(ScenarioException.class, () -> read(lines));
    return e.violations().stream().map(Violation::toString).toList();
  }

  /** One phase with these fields, of which the first is on line 4. */
  private static String[] phase(String... fields) {
    String[] lines = new String[3 + fields.length];
    lines[0] = "name: s";
    lines[1] = "phases:";
    lines[2] = "  - name: p";
    for (int i = 0; i < fields.length; i++) {
      lines[3 + i] = "    " + fields[i];
    }
    return lines;
  }

  private static Phase only(String... fields) throws ScenarioException {
    return read(phase(fields)).phases().get(0);
  }

  @Test
  void defaultsAreThoseOfTheClient() throws Exception {
    assertThat(only("duration: 5s", "parallelism: 3"))
        .isEqualTo(
            new Phase(
                "p",
                Duration.ZERO,
                new Work("sleep", List.of(), Duration.ZERO),
                Shape.closed(3, 3),
                new Ends(Duration.ZERO, Duration.ofSeconds(5), 0),
                4,
                List.of()));
    assertThat(only("duration: 5s", "rate: 2.5").shape()).isEqualTo(Shape.open(2.5, 100_000));
  }

  @Test
  void everyFieldArrives() throws Exception {
    Scenario scenario =
        read(
            "name: all of it",
            "thresholds: [failures < 1%, throughput > 5]",
            "phases:",
            "  - name: open",
            "    start: 1.5",
            "    duration: 2m",
            "    queue: gpu",
            "    args: [--size, 1.10, 007, true]",
            "    limit: 200ms",
            "    rate: {from: 0, to: 50}",
            "    maxParallelism: 40",
            "    poisson: true",
            "    seed: -3",
            "    warmUp: 10s",
            "    connections: 1024",
            "    thresholds: [wait.p99 < 2s]",
            "  - name: closed",
            "    duration: 10",
            "    parallelism: {from: 10, to: 0}",
            "    maxParallelism: 100000",
            "    delay: 100ms");
    assertThat(scenario.name()).isEqualTo("all of it");
    assertThat(scenario.thresholds())
        .extracting(Object::toString)
        .containsExactly("failures < 1%", "throughput > 5");
    Phase open = scenario.phases().get(0);
    assertThat(open.start()).isEqualTo(Duration.ofMillis(1500));
    assertThat(open.work())
        .isEqualTo(
            new Work("gpu", List.of("--size", "1.10", "007", "true"), Duration.ofMillis(200)));
    assertThat(open.shape())
        .isEqualTo(new Shape(1, 40, 50, true, -3, 0, Duration.ofMinutes(2), Duration.ZERO));
    assertThat(open.ends()).isEqualTo(new Ends(Duration.ofSeconds(10), Duration.ofMinutes(2), 0));
    assertThat(open.connections()).isEqualTo(1024);
    assertThat(open.thresholds()).hasToString("[wait.p99 < 2s]");
    Phase closed = scenario.phases().get(1);
    assertThat(closed.start()).isEqualTo(Duration.ofMillis(121_500));
    assertThat(closed.shape())
        .isEqualTo(
            new Shape(0, 100_000, 0, false, 0, 10, Duration.ofSeconds(10), Duration.ofMillis(100)));
    assertThat(scenario.length()).isEqualTo(Duration.ofMillis(131_500));
  }

  @Test
  void phasesFollowTheOneBeforeThemAndAreInOrderOfTheirStart() throws Exception {
    Scenario scenario =
        read(
            "{\"name\": \"json\", \"phases\": [",
            "  {\"name\": \"a\", \"duration\": 10, \"rate\": 1},",
            "  {\"name\": \"b\", \"duration\": 10, \"rate\": 1},",
            "  {\"name\": \"c\", \"start\": 5, \"duration\": \"1m\", \"rate\": 1},",
            "  {\"name\": \"d\", \"duration\": 1, \"rate\": 1}]}");
    assertThat(scenario.phases()).extracting(Phase::name).containsExactly("a", "c", "b", "d");
    assertThat(scenario.phases())
        .extracting(phase -> phase.start().toSeconds())
        .containsExactly(0L, 5L, 10L, 65L);
  }

  @Test
  void allErrorsAreToldAtOnceWithLineAndField() {
    assertThat(
            problems(
                "name: bad",
                "colour: red",
                "thresholds:",
                "  - wait.p98 < 2s",
                "phases:",
                "  - name: a",
                "    duration: 5 parsecs",
                "    rate: -1",
                "  - name: a",
                "    duration: 5s",
                "    rate: 5",
                "    parallelism: 5",
                "    warmUp: 5s"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("line 2: colour: unknown (expected: one of name, phases"),
            p -> assertThat(p).startsWith("line 4: thresholds[0]: 'wait.p98 < 2s': figure"),
            p -> assertThat(p).startsWith("line 7: phases[0].duration: '5 parsecs' (expected: sec"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "line 8: phases[0].rate: -1 (expected: a number from 0 to 1000000, or"
                            + " {from: A, to: B})"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "line 9: phases[1].name: a (expected: a name that no other phase has)"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "line 11: phases[1].rate: beside parallelism (expected: one of the two)"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "line 13: phases[1].warmUp: 5.0 s (expected: less than duration, which is"
                            + " 5.0 s)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rate: 0 | rate: nothing to do (expected: greater than 0 at the end)",
        "rate: {from: 5, to: 0} | rate: nothing to do (expected: greater than 0 at the end)",
        "rate: 1000000.5 | rate: 1000000.5 (expected: a number from 0 to 1000000, or {from",
        "rate: fast | rate: fast (expected: a number from 0 to 1000000, or {from",
        "rate: .nan | rate: ",
        "rate: {from: 1} | rate.to: missing (expected: a number from 0 to 1000000)",
        "rate: {from: 1, to: -2} | rate.to: -2 (expected: a number from 0 to 1000000)",
        "rate: {from: 1, to: 2, by: 3} | rate.by: unknown (expected: one of from, to)",
        "rate: [1, 2] | rate: a list (expected: a number from 0",
        "parallelism: 0 | parallelism: nothing to do (expected: greater than 0)",
        "parallelism: 1.5 | parallelism: 1.5 (expected: a whole number from 0 to 100000, or",
        "parallelism: 100001 | parallelism: 100001 (expected: a whole number from 0 to 100000",
        "parallelism: {from: 0, to: 0} | parallelism: nothing to do",
        "parallelism: {from: 1, to: 2.5} | parallelism.to: 2.5 (expected: a whole number from",
        "queue: gpu | parallelism: missing (expected: parallelism or rate)"
      })
  void badLoadIsToldByItsField(String field, String problem) {
    assertThat(problems(phase("duration: 5s", field)))
        .singleElement()
        .asString()
        .contains("phases[0]." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "maxParallelism: 4 | maxParallelism: 4 (expected: a whole number from 5 to 100000)",
        "maxParallelism: 100001 | maxParallelism: 100001 (expected: a whole number from 5 to",
        "poisson: true | poisson: without a rate (expected: rate)",
        "poisson: 1 | poisson: 1 (expected: true or false)",
        "seed: 1 | seed: without poisson (expected: poisson: true)",
        "connections: 0 | connections: 0 (expected: a whole number from 1 to 1024)",
        "connections: 1025 | connections: 1025 (expected: a whole number from 1 to 1024)",
        "queue: a b | queue: a b (expected: ",
        "queue: 5 | queue: 5 (expected: text, in quotes)",
        "args: x | args: x (expected: a list)",
        "args: [[x]] | args[0]: a list (expected: text)",
        "limit: -1 | limit: '-1' (expected: seconds such as 0.2",
        "delay: [1] | delay: a list (expected: seconds such as 0.2",
        "start: soon | start: 'soon' (expected: seconds such as 0.2",
        "start: 31d | start: '31d' (expected: seconds such as 0.2",
        "thresholds: wait.p99 < 2s | thresholds: wait.p99 < 2s (expected: a list)",
        "thresholds: [5] | thresholds[0]: 5 (expected: a figure, an operator and a value",
        "requests: 5 | requests: unknown (expected: one of args, connections, delay, duration,"
      })
  void badFieldIsToldByItsName(String field, String problem) {
    assertThat(problems(phase("duration: 5s", "parallelism: 5", field)))
        .singleElement()
        .asString()
        .contains("phases[0]." + problem);
  }

  @Test
  void delayIsForParallelism() {
    assertThat(problems(phase("duration: 5s", "rate: 5", "delay: 1s")))
        .containsExactly("line 6: phases[0].delay: beside rate (expected: parallelism)");
  }

  @Test
  void phaseNeedsADuration() {
    assertThat(problems(phase("rate: 5")))
        .singleElement()
        .asString()
        .startsWith("line 3: phases[0].duration: missing (expected: seconds such as 0.2");
    assertThat(problems(phase("rate: 5", "duration: 0s")))
        .containsExactly("line 5: phases[0].duration: 0 (expected: greater than 0)");
  }

  @Test
  void scenarioEndsWithinThirtyDays() throws Exception {
    assertThat(only("rate: 5", "start: 719h", "duration: 1h").end())
        .isEqualTo(ScenarioReader.MAX_LENGTH);
    assertThat(problems(phase("rate: 5", "start: 719h", "duration: 3601")))
        .containsExactly(
            "line 6: phases[0].duration: ends after 2592001.0 s (expected: at most 2592000 s from"
                + " the start of the scenario)");
  }

  @Test
  void nothingToDoIsAnError() {
    assertThat(problems("name: s", "phases: []"))
        .containsExactly("line 2: phases: empty (expected: at least one)");
    assertThat(problems("name: s")).containsExactly("line 1: phases: missing (expected: a list)");
    assertThat(problems("")).containsExactly("scenario: empty (expected: YAML or JSON)");
    assertThat(problems("- a")).containsExactly("line 1: scenario: a list (expected: a mapping)");
  }

  @Test
  void namesAreShort() throws Exception {
    String longest = "n".repeat(ScenarioReader.MAX_NAME_CHARS);
    String phases = "phases: [{name: p, duration: 1, rate: 1}]";
    assertThat(read("name: " + longest, phases).name()).isEqualTo(longest);
    assertThat(problems("name: " + longest + "n", phases))
        .containsExactly("line 1: name: 101 characters (expected: at most 100)");
    assertThat(problems(phases)).containsExactly("line 1: name: missing (expected: a name)");
  }

  private static String phases(int count) {
    StringBuilder text = new StringBuilder("name: many\nphases:\n");
    for (int i = 0; i < count; i++) {
      text.append("- {name: p").append(i).append(", duration: 1, rate: 1}\n");
    }
    return text.toString();
  }

  @Test
  void phasesAreAThousandAtMost() throws Exception {
    assertThat(read(phases(ScenarioReader.MAX_PHASES)).phases()).hasSize(1_000);
    assertThat(problems(phases(ScenarioReader.MAX_PHASES + 1)))
        .containsExactly("line 3: phases: 1001 (expected: at most 1000)");
  }

  @Test
  void fileIsAMebibyteAtMost() throws Exception {
    String scenario = phases(1) + "#";
    String longest = scenario + "x".repeat(ScenarioReader.MAX_BYTES - scenario.length());
    assertThat(read(longest).phases()).hasSize(1);
    assertThat(problems(longest + "x"))
        .containsExactly("scenario: 1048577 bytes (expected: at most 1048576)");
  }

  @Test
  void thresholdsAreAThousandAtMost() throws Exception {
    String list = "thresholds: [" + "requests > 1,".repeat(Fields.MAX_THRESHOLDS);
    assertThat(read(list + "]", phases(1)).thresholds()).hasSize(1_000);
    assertThat(problems(list + "requests > 1]", phases(1)))
        .containsExactly("line 1: thresholds: 1001 (expected: at most 1000)");
  }

  @Test
  void brokenTextIsToldWithItsLine() {
    assertThat(problems("name: s", "phases: [", "  {name: x"))
        .singleElement()
        .asString()
        .contains("scenario: not YAML: ");
    assertThat(problems("name: &a s", "phases: [*a]")).anyMatch(p -> p.contains("an alias"));
    assertThat(problems("name: s", "name: t", phases(1).substring("name: many\n".length())))
        .containsExactly("line 2: name: again (expected: each field once)");
  }
}
