package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static io.plimsoll.replay.report.Results.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final String NASTY = "</script><img src=x onerror=alert(1)>\"'&\u202e";

  @Test
  void whatComesFromTheNetworkIsTextAndNeverMarkup() {
    ReplayStats stats = new ReplayStats(true, MILLI);
    stats.record(Results.ok("GET /" + NASTY, 0, MILLI));
    stats.record(Results.failed("GET /", 0, new RequestError("unknown", 0, NASTY)));
    ReplayReport one = ReplayReport.of(0, NASTY, NASTY, stats, SECOND, null, List.of(NASTY));
    ReplayReport both =
        ReplayReport.merge(List.of(one, ReplayReport.failedRunner(1, NASTY, NASTY, NASTY)));
    String html =
        HtmlReport.write(
            NASTY, List.of(new HtmlReport.Section(NASTY, both), new HtmlReport.Section("b", one)));
    assertThat(html).doesNotContain("<img").doesNotContain("\u202e");
    assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
    assertThat(html.split("</script>", -1)).as("two of data, three of code").hasSize(6);
  }

  @Test
  void pageAsksNoOtherHost() {
    String html = sample().toHtml("x");
    assertThat(html.replaceAll("(?s)<script>.*?</script>|<!--.*?-->", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void chartsComeWithTheirLicence() {
    assertThat(sample().toHtml("x")).contains("Permission is hereby granted");
  }

  @Test
  void reportOfNothingIsAPageToo() {
    assertThat(new ReplayReport(new ReplayStats(), 0, null, List.of(), List.of()).toHtml("none"))
        .contains("<h1>none</h1>")
        .endsWith("</html>\n");
  }

  @Test
  void manyUrlsShowTheMostUsedAndSaySo() {
    ReplayStats stats = new ReplayStats();
    for (int i = 0; i < 600; i++) {
      stats.record(Results.ok("GET /rare-" + i, 0, MILLI));
    }
    stats.record(Results.ok("GET /often", 0, MILLI));
    stats.record(Results.ok("GET /often", 0, MILLI));
    String html = ReplayReport.of(0, "", "", stats, SECOND, null, List.of()).toHtml("x");
    assertThat(html).contains("GET /often").contains("The 500 most used of 601");
    assertThat(html.split("class=\"url\"", -1)).hasSize(501);
  }

  /** Written to the build folder, to be looked at. */
  @Test
  void samplePageHasEveryPart() throws IOException {
    String html = sample().toHtml("Replay of pod-life-cycle.yaml");
    Files.writeString(Path.of("target/sample-report.html"), html);
    assertThat(html)
        .contains("Not faithful", "Over time", "By URL", "Errors", "Runners", "Warnings")
        .contains("runner-1");
  }

  private static ReplayReport sample() {
    Random random = new Random(1);
    ReplayStats one = new ReplayStats();
    ReplayStats two = new ReplayStats();
    for (int i = 0; i < 20_000; i++) {
      long due = (long) (120 * SECOND * Math.sqrt(i / 20_000.0));
      boolean stall = due > 60 * SECOND && due < 75 * SECOND;
      double latency = 8 * MILLI * Math.exp(0.7 * random.nextGaussian()) * (stall ? 12 : 1);
      String key =
          switch (i % 5) {
            case 0 -> "POST /api/v1/namespaces/default/pods";
            case 1 -> "PATCH /apis/apps/v1/namespaces/default/deployments/:name";
            case 2 -> "GET /api/v1/namespaces/kube-system/configmaps/coredns?timeout=5s";
            default -> "GET /api/v1/pods?limit=500&resourceVersion=0";
          };
      RequestError error =
          stall && random.nextInt(4) == 0
              ? new RequestError("http", 429, "Too Many Requests")
              : random.nextInt(500) == 0
                  ? new RequestError("connection", 0, "connection reset by peer")
                  : null;
      RequestOutcome outcome = error == null ? RequestOutcome.SUCCEEDED : RequestOutcome.FAILED;
      long late = stall ? random.nextInt(40_000_000) : random.nextInt(900_000);
      (i % 3 == 0 ? one : two)
          .record(Results.result(key, outcome, due, late, (long) latency, error));
    }
    return ReplayReport.merge(
        List.of(
            ReplayReport.of(
                0, "runner-0", "node-a", one, 121 * SECOND + 500 * MILLI, null, List.of()),
            ReplayReport.of(
                1,
                "runner-1",
                "node-b",
                two,
                120 * SECOND,
                null,
                List.of("clientsPerRunner: 10 (expected: at least 27 for this rate)"))));
  }
}
