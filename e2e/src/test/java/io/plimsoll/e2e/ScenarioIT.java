package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scenarios, their thresholds and their reports, over the real jars. */
@Tag("long")
class ScenarioIT {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private Path scenario(String... lines) throws IOException {
    return Files.writeString(folder.resolve("scenario.yaml"), String.join("\n", lines) + "\n");
  }

  private Jar start(Frontend frontend, Path scenario, String... options) {
    List<String> args = new ArrayList<>(List.of("scenario", scenario.toString()));
    args.addAll(List.of("-faddr", frontend.clients(), "-caddr", "127.0.0.1:0"));
    for (String form : List.of("json", "html", "csv", "xml")) {
      args.addAll(List.of("--report", report(form).toString()));
    }
    args.addAll(List.of(options));
    return Jar.start("client", args.toArray(String[]::new));
  }

  private Path report(String form) {
    return folder.resolve("report." + form);
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(Files.readString(report("json")));
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(each -> each.path(field).asString()).toList();
  }

  @Test
  void oneOfFourThresholdsFailsAndAllReportsAreThere() throws Exception {
    Path file =
        scenario(
            "name: three steps",
            "phases:",
            "  - name: baseline",
            "    duration: 2s",
            "    rate: 20",
            "    warmUp: 500ms",
            "    thresholds: [run.min >= 20ms]",
            "  - name: spike",
            "    duration: 1s",
            "    rate: {from: 20, to: 100}",
            "    poisson: true",
            "    seed: 7",
            "    thresholds: [wait.max < 0]",
            "  - name: recovery",
            "    duration: 2s",
            "    parallelism: 2",
            "thresholds:",
            "  - failures < 1%",
            "  - throughput > 1");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "4", "sleep", "0.02");
        Jar client = start(frontend, file)) {
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(1);
      assertThat(ended.stdout())
          .contains("three steps: finished after ")
          .contains("held    failures < 1%: 0.000 %")
          .contains("held    baseline: run.min >= 20ms: 0.02")
          .contains("FAILED  spike: wait.max < 0: ");
      assertThat(backend.isAlive()).isTrue();

      JsonNode report = json();
      assertThat(report.path("title").asString()).isEqualTo("three steps");
      assertThat(report.path("ending").asString()).isEqualTo("finished");
      assertThat(texts(report.path("phases"), "name"))
          .containsExactly("baseline", "spike", "recovery");
      long sum = 0;
      for (JsonNode phase : report.path("phases")) {
        assertThat(phase.path("period").path("failed").asLong(-1)).isZero();
        assertThat(phase.path("course").path("samples").size()).isPositive();
        sum += phase.path("period").path("succeeded").asLong();
      }
      assertThat(report.path("whole").path("succeeded").asLong()).isEqualTo(sum);
      JsonNode baseline = report.path("phases").path(0);
      assertThat(baseline.path("load").path("startedTotal").asLong()).isBetween(39L, 41L);
      // 20 a second, without those of the warm-up.
      assertThat(baseline.path("period").path("started").asLong()).isBetween(25L, 34L);
      assertThat(report.path("thresholds").size()).isEqualTo(4);

      assertThat(Files.readString(report("html")))
          .contains(
              "<title>three steps</title>", "baseline", "spike", "recovery", "wait.max &lt; 0");
      assertThat(Files.readString(report("csv"))).contains("baseline").contains("recovery");
      assertThat(failedCases()).containsExactly("three steps: spike / wait.max < 0");
    }
  }

  /** Suite and name of the test cases that failed. */
  private List<String> failedCases() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report("xml").toFile());
    NodeList failures = document.getElementsByTagName("failure");
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < failures.getLength(); i++) {
      Element testCase = (Element) failures.item(i).getParentNode();
      failed.add(testCase.getAttribute("classname") + " / " + testCase.getAttribute("name"));
    }
    return failed;
  }

  @Test
  void phasesOnTwoQueuesOverlap() throws Exception {
    Path file =
        scenario(
            "name: two queues",
            "phases:",
            "- {name: left, duration: 2s, rate: 20, thresholds: [requests >= 39]}",
            "- {name: right, start: 500ms, duration: 1s, rate: 40, queue: gpu}",
            "thresholds: [failures.count <= 0]");
    try (Frontend frontend = Frontend.start("--loops", "2", "sleep", "gpu");
        Jar one = frontend.backend("-backoff", "1", "--slots", "4", "sleep", "0");
        Jar two = frontend.backend("-name", "gpu", "-backoff", "1", "--slots", "4", "sleep", "0");
        Jar client = start(frontend, file)) {
      Jar.Ended ended = client.ended(60);
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
      assertThat(one.isAlive()).isTrue();
      assertThat(two.isAlive()).isTrue();
      JsonNode left = json().path("phases").path(0);
      JsonNode right = json().path("phases").path(1);
      assertThat(right.path("startSeconds").asDouble()).isEqualTo(0.5);
      assertThat(frontend.queue("sleep").path("success").asLong())
          .isEqualTo(left.path("period").path("succeeded").asLong())
          .isBetween(39L, 41L);
      assertThat(frontend.queue("gpu").path("success").asLong())
          .isEqualTo(right.path("period").path("succeeded").asLong())
          .isBetween(39L, 41L);
      // Both saw the other half of the time: 2 s in all, not 3.
      assertThat(json().path("whole").path("seconds").asDouble()).isBetween(1.9, 12.0);
      assertThat(failedCases()).isEmpty();
    }
  }

  @Test
  void signalEndsThePhasesAndTheReportsAreWritten() throws Exception {
    Path file =
        scenario(
            "name: long",
            "phases:",
            "- {name: now, duration: 1h, parallelism: 2}",
            "- {name: never, duration: 1h, rate: 1, thresholds: [failures < 1%]}");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.01");
        Jar client = start(frontend, file)) {
      String page = client.awaitLog("control page: (http://\\S+)/");
      Wait.until(
          Duration.ofSeconds(40),
          () -> "some replies",
          () -> Http.json(page + "/stats?type=json").path("period").path("succeeded").asInt() > 5);
      assertThat(Http.get(page + "/rate?value=5").statusCode()).isEqualTo(409);
      client.signal("TERM");
      Jar.Ended ended = client.ended(20);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.stdout()).contains("long: interrupted after ", "no data");
      assertThat(backend.isAlive()).isTrue();
      assertThat(json().path("ending").asString()).isEqualTo("interrupted");
      assertThat(texts(json().path("phases"), "name")).containsExactly("now");
      assertThat(failedCases()).containsExactly("long: never / failures < 1%");
    }
  }

  @Test
  void lostFrontendIsToldAndTheReportsAreWritten() throws Exception {
    Path file = scenario("name: s", "phases:", "- {name: a, duration: 1h, parallelism: 1}");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.01");
        Jar client = start(frontend, file)) {
      String page = client.awaitLog("control page: (http://\\S+)/");
      Wait.until(
          Duration.ofSeconds(40),
          () -> "some replies",
          () -> Http.json(page + "/stats?type=json").path("period").path("succeeded").asInt() > 0);
      frontend.jar().signal("KILL");
      Jar.Ended ended = client.ended(20);
      assertThat(ended.exitCode()).isEqualTo(3);
      assertThat(ended.stderr()).contains("plimsoll-client scenario: lost the frontend ");
      assertThat(backend.pid()).isPositive();
      assertThat(json().path("ending").asString()).isEqualTo("broken");
      assertThat(json().path("whole").path("succeeded").asInt()).isPositive();
      assertThat(failedCases()).contains("s / run");
    }
  }

  @Test
  void badFileIsToldWithItsLinesAndNothingIsContacted() throws Exception {
    Path file =
        scenario(
            "name: bad",
            "phases:",
            "  - name: a",
            "    duration: 1s",
            "    rate: -1",
            "  - name: b",
            "    duraton: 1s",
            "    parallelism: 1");
    Jar.Ended ended = Jar.run("client", "scenario", file.toString(), "-faddr", "127.0.0.1:1");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(file + ":5: phases[0].rate: -1 (expected: a num"),
            line -> assertThat(line).startsWith(file + ":6: phases[1].duration: missing (expec"),
            line -> assertThat(line).startsWith(file + ":7: phases[1].duraton: unknown (expect"),
            line ->
                assertThat(line)
                    .startsWith("plimsoll-client scenario: " + file + ": 3 errors, nothing was"));
  }

  @Test
  void dryRunShowsThePhasesAndContactsNothing() {
    Path sample = Jar.root().resolve("testdata/scenarios/spike.yaml");
    Jar.Ended ended =
        Jar.run("client", "scenario", sample.toString(), "--dry-run", "-faddr", "127.0.0.1:1");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stdout())
        .startsWith("spike: 3 phases in 50 s, 1900 requests, at most 200 per second\n")
        .contains("|                ////////                |");
  }

  @Test
  void thresholdOfThePlainClientDecidesItsExitCode() throws Exception {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backend("-backoff", "1", "sleep", "0.01");
        Jar client =
            frontend.client(
                "--requests",
                "10",
                "--threshold",
                "failures < 1%",
                "--threshold=run.p50 < 1ms",
                "--report",
                report("xml").toString())) {
      Jar.Ended ended = client.ended(30);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(1);
      assertThat(ended.stdout()).contains("held    failures < 1%", "FAILED  run.p50 < 1ms: 0.01");
      assertThat(failedCases()).containsExactly("Queue sleep / run.p50 < 1ms");
      assertThat(backend.isAlive()).isTrue();
    }
    Jar.Ended bad = Jar.run("client", "--threshold", "speed > 1");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.stderr()).contains("--threshold: 'speed > 1': figure 'speed' (expected: ");
  }
}
