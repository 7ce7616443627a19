package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reports of the real client, and the commands that read them. */
@Tag("long")
class ReportIT {

  @TempDir private Path folder;

  @Test
  void everyFormIsWrittenAndReadAgainMergedAndCompared() throws IOException {
    Path json = folder.resolve("a.json");
    Path html = folder.resolve("a.html");
    Path csv = folder.resolve("a.csv");
    Path xml = folder.resolve("a.xml");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = frontend.backendOn("pod-1", "node-a", "-backoff", "0.1", "sleep")) {
      assertThat(backend.isAlive()).isTrue();
      Jar.Ended ended =
          Jar.run(
              "client",
              "-faddr",
              frontend.clients(),
              "-caddr=127.0.0.1:0",
              "--requests=50",
              "--control-token=very-secret",
              "--report",
              json.toString(),
              "--report",
              html.toString(),
              "--report=" + csv,
              "--report=" + xml,
              "0.01");
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    }
    JsonNode report = Peer.json(Files.readString(json));
    assertThat(report.path("ending").asString()).isEqualTo("finished");
    assertThat(report.path("whole").path("succeeded").asInt()).isEqualTo(50);
    assertThat(html).content().startsWith("<!DOCTYPE html>").contains("uPlot");
    assertThat(csv).content().startsWith("phase,time,").contains("\r\nsleep,");
    assertThat(xml).content().contains("<testsuite ", "name=\"run\"");
    for (Path file : new Path[] {json, html, csv, xml}) {
      assertThat(file).content().doesNotContain("very-secret");
    }

    Path shown = folder.resolve("shown.json");
    run(0, "report", "show", json.toString(), "--report", shown.toString());
    assertThat(shown).hasSameTextualContentAs(json);
    Path merged = folder.resolve("merged.json");
    run(0, "report", "merge", json.toString(), json.toString(), "--report", merged.toString());
    assertThat(Peer.json(Files.readString(merged)).path("whole").path("succeeded").asInt())
        .isEqualTo(100);
    Jar.Ended compared =
        run(0, "report", "compare", json.toString(), json.toString(), "--fail-on-regression");
    assertThat(compared.stdout()).contains("throughput", "total.p99", "too short");
    Files.writeString(shown, "{\"format\":\"x\"}");
    assertThat(run(2, "report", "show", shown.toString()).stderr())
        .contains(shown + ": format: 'x' (expected: plimsoll-test-report/1)");
  }

  @Test
  void aRunWithoutAFrontendIsReportedAsBroken() throws IOException {
    Path json = folder.resolve("broken.json");
    Jar.Ended ended =
        run(3, "-faddr=127.0.0.1:1", "-caddr=127.0.0.1:0", "--report", json.toString());
    JsonNode report = Peer.json(Files.readString(json));
    assertThat(report.path("ending").asString()).isEqualTo("broken");
    assertThat(ended.stderr()).contains(report.path("error").asString());
    assertThat(report.path("error").asString()).isNotEmpty();
  }

  @Test
  void anInterruptedRunIsReported() throws IOException {
    Path json = folder.resolve("interrupted.json");
    try (Frontend frontend = Frontend.start("sleep");
        Jar client =
            Jar.start(
                "client",
                "-faddr",
                frontend.clients(),
                "-caddr=127.0.0.1:0",
                "--report",
                json.toString())) {
      client.awaitLog("control page: (http://\\S+)/");
      client.signal("INT");
      assertThat(client.exitCode(30)).as(client.stderr()).isZero();
    }
    assertThat(Peer.json(Files.readString(json)).path("ending").asString())
        .isEqualTo("interrupted");
  }

  private static Jar.Ended run(int exitCode, String... args) {
    Jar.Ended ended = Jar.run("client", args);
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(exitCode);
    return ended;
  }
}
