package io.plimsoll.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The client's web page in a real browser, over the real jars. */
@Tag("long")
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
class PageIT {

  private static final String EVIL = "<img src=x onerror=\"document.title='owned'\">";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Chromium chromium;
  private Frontend frontend;
  private Jar backend;
  private Jar failing;
  private Jar client;
  private String control;

  /** A node that works, and one with an awkward name whose program fails. */
  @BeforeAll
  void start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE_MILLIS);
    frontend = Frontend.start("sleep");
    backend = frontend.backendOn("pod-1", "node-1", "-backoff", "1", "--slots", "4", "sleep", ".1");
    failing =
        frontend.backendOn("pod-2", EVIL, "-backoff", "1", "/bin/sh", "-c", "sleep 0.2; exit 3");
    client = frontend.client("-req-now", "2", "-req-max", "9");
    control = client.awaitLog("(http://\\S+)/");
    chromium = Chromium.start();
  }

  @AfterAll
  void end() {
    chromium.close();
    client.close();
    failing.close();
    backend.close();
    frontend.close();
  }

  /** Of all tests but those that say what they expect. */
  @AfterEach
  void nothingElseWasAskedAndNothingComplained() {
    assertThat(chromium.hosts()).containsOnly(host(control));
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void chartsMoveAndTheirFiguresWithThem() {
    try (Page page = open()) {
      assertThat(value(page, "Requests per second", "succeeded")).not().hasText("0");
      Locator canvas = page.locator("#charts canvas").first();
      Object before = canvas.evaluate("c => c.toDataURL()");
      Locator time = figure(page, "Requests per second").locator(".time");
      String earlier = time.innerText();
      assertThat(time).not().hasText(earlier);
      Wait.until(
          PATIENCE,
          () -> "another picture",
          () -> !canvas.evaluate("c => c.toDataURL()").equals(before));
      assertThat((int) canvas.evaluate(PIXELS_OF, "--good")).isGreaterThan(100);
      assertThat(tile(page, "Outstanding")).hasText("2");
      assertThat(page.locator("#bars li").first()).isVisible();
    }
  }

  /** How many pixels have a colour of the style sheet. */
  private static final String PIXELS_OF =
      """
      (canvas, name) => {
        const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
        const wanted = parseInt(hex.slice(1), 16);
        const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) {
          found += data[i] * 65536 + data[i + 1] * 256 + data[i + 2] === wanted ? 1 : 0;
        }
        return found;
      }
      """;

  @Test
  void parallelismSetOnThePageChangesTheRunAndIsMarked() {
    try (Page page = open()) {
      page.fill("#parallelism", "5");
      page.click("text=Set parallelism");
      assertThat(page.locator("#done"))
          .hasText("Now 5 requests in parallel. The statistics begin anew.");
      Wait.until(
          PATIENCE,
          () -> "5 in the frontend: " + frontend.queue("sleep"),
          () -> frontend.queue("sleep").path("all").asInt() == 5);
      assertThat(page.locator("#changes tbody tr").first()).containsText("parallelism set to 5");
      assertThat(tile(page, "Load")).containsText("5 of at most 9");

      page.fill("#parallelism", "1000");
      page.press("#parallelism", "Enter");
      assertThat(page.locator("#done"))
          .hasText(
              "Asked for 1000. Now 9 requests in parallel; out of range 0 to 9, set to the nearest"
                  + " end. The statistics begin anew.");
      assertThat(page.locator("#parallelism")).hasValue("9");

      page.fill("#parallelism", "");
      page.click("text=Set parallelism");
      assertThat(page.locator("#done")).containsText("Not done: value: '' (expected: a whole");
      Http.get(control + "/parallelism?value=2");
      assertThat(page.locator("#parallelism")).hasValue("");
      chromium.complaints().removeIf(each -> each.contains("400 (Bad Request)"));
    }
  }

  @Test
  void rateSetOnThePageChangesTheRunAndZeroGoesBack() {
    try (Page page = open()) {
      page.fill("#rate", "12.5");
      page.click("text=Set rate");
      assertThat(page.locator("#done")).containsText("Now 12.5 requests started per second");
      assertThat(stats().path("load").path("ratePerSecond").asDouble()).isEqualTo(12.5);
      assertThat(tile(page, "Load")).containsText("12.5 starts/s");
      assertThat(value(page, "Load", "starts per second")).hasText("12.5");
      page.fill("#rate", "0");
      page.click("text=Set rate");
      assertThat(page.locator("#done")).containsText("Now 0 requests started per second");
      assertThat(stats().path("load").path("model").asString()).isEqualTo("closed");
    }
  }

  @Test
  void resetOnThePageBeginsANewPeriod() {
    try (Page page = open()) {
      Wait.until(
          PATIENCE,
          () -> "two seconds of a period",
          () -> stats().path("period").path("seconds").asDouble() > 2);
      double began = System.nanoTime();
      page.click("text=Reset statistics");
      assertThat(page.locator("#done")).hasText("The statistics are reset.");
      assertThat(stats().path("period").path("seconds").asDouble())
          .isLessThan((System.nanoTime() - began) / 1e9);
    }
  }

  @Test
  void textsWithMarkupAreShownAsTexts() {
    try (Page page = open();
        Peer worker = frontend.workerPeer()) {
      worker.send("{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"sleep\",\"Wait\":60}\n");
      worker.readOnce();
      String text = EVIL.replace("\"", "\\\"");
      worker.send("{\"Id\":0,\"Node\":\"n\",\"Error\":\"" + text + "\",\"Retcode\":1}\n");
      assertThat(page.locator("#errors tbody th").getByText(EVIL)).isVisible();
      assertThat(page.locator("#errors tbody th").getByText("exit code 3")).isVisible();
      assertThat(page.locator("#nodes tbody th").getByText(EVIL)).isVisible();
      assertThat(page.locator("#bars li span").getByText(EVIL).first()).isVisible();
      assertThat(page.locator("img")).hasCount(0);
      assertThat(page.title()).doesNotContain("owned").endsWith(" - sleep - Plimsoll");
    }
  }

  @Test
  void pageThatIsOpenedLateShowsWhatWasBefore() {
    Wait.until(
        PATIENCE,
        () -> "three samples",
        () -> Http.json(control + "/timeline").path("samples").size() > 3);
    try (Page page = open()) {
      Locator slider = page.locator("#charts [role=slider]").first();
      assertThat(value(page, "Requests per second", "succeeded")).not().isEmpty();
      slider.press("Home");
      assertThat(slider).hasAttribute("aria-valuetext", Pattern.compile("^0:01: succeeded .*"));
    }
  }

  @Test
  void deadClientIsShownAndItsSuccessorPickedUp() {
    String address = Ports.free(1).get(0);
    String url = "http://" + address;
    Jar first = Jar.start("client", "-faddr", frontend.clients(), "-caddr", address);
    try (Page page = openAt(first.awaitLog("(http://\\S+)/"))) {
      Locator link = page.locator("#link");
      assertThat(link).hasText("Live.");
      assertThat(value(page, "Load", "parallelism")).hasText("1");
      first.close();
      assertThat(link).containsText("The client is gone");
      assertThat(page.locator("#charts .plot").first()).hasCSS("filter", "grayscale(1)");
      assertThat(page.title()).startsWith("Gone - ");
      page.click("text=Reset statistics");
      assertThat(page.locator("#done")).hasText("Not done: the client does not answer.");
      try (Jar second =
          Jar.start("client", "-faddr", frontend.clients(), "-caddr", address, "-req-now", "0")) {
        second.awaitLog("control page");
        assertThat(link).hasText("Live.");
        assertThat(page.locator("#charts .plot").first()).hasCSS("filter", "none");
        assertThat(value(page, "Load", "parallelism")).hasText("0");
        JsonNode course = Http.json(url + "/timeline").path("samples");
        double end = course.get(course.size() - 1).path("toSeconds").asDouble();
        page.locator("#charts [role=slider]").first().press("End");
        assertThat(
                Double.parseDouble(
                    page.locator("#charts [role=slider]").first().getAttribute("aria-valuenow")))
            .isBetween(end - 2, end + 60);
      }
    } finally {
      first.close();
    }
    chromium.complaints().removeIf(each -> each.contains("net::ERR"));
    assertThat(chromium.hosts()).contains(address);
    chromium.hosts().remove(address);
  }

  @Test
  void everythingCanBeDoneWithKeysAloneAndTheFocusIsSeen() {
    try (Page page = open()) {
      assertThat(value(page, "Requests per second", "succeeded")).not().isEmpty();
      List<String> reached = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        page.keyboard().press("Tab");
        String id = String.valueOf(page.evaluate(FOCUSED));
        if (id.equals("body")) {
          break;
        }
        reached.add(id);
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
            .as(id)
            .isNotEqualTo("none");
        switch (id) {
          case "#parallelism" -> {
            page.keyboard().press("Control+A");
            page.keyboard().type("3");
            page.keyboard().press("Enter");
            assertThat(page.locator("#done")).containsText("Now 3 requests in parallel");
          }
          case "#rate" -> {
            page.keyboard().press("Control+A");
            page.keyboard().type("0");
            page.keyboard().press("Enter");
            assertThat(page.locator("#done")).containsText("Now 0 requests started");
          }
          case "Reset statistics" -> {
            page.keyboard().press("Enter");
            assertThat(page.locator("#done")).hasText("The statistics are reset.");
          }
          case "Control token" -> page.keyboard().press("Enter");
          case "#span" -> {
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#span")).hasValue("60");
          }
          case "p90" -> {
            page.keyboard().press("Space");
            assertThat(figure(page, "Run").locator(".legend li:visible")).hasCount(2);
          }
          default -> {}
        }
      }
      assertThat(reached)
          .containsSubsequence(
              "#parallelism", "Set parallelism", "#rate", "Set rate", "Reset statistics")
          .containsSubsequence("Control token", "#token", "Use token")
          .containsSubsequence("#span", "p50", "p90", "p99", "slider", "slider", "slider")
          .containsSubsequence("#place", "Table of errors", "Table of times")
          .containsSubsequence("Table of nodes", "Table of changes")
          .containsSubsequence("HTML", "JSON", "CSV", "JUnit");
      Http.get(control + "/parallelism?value=2");
    }
  }

  /** What has the focus: by its id, its role, its value, its name or its text. */
  private static final String FOCUSED =
      """
      () => {
        const at = document.activeElement;
        return at === document.body ? "body"
          : at.id !== "" ? "#" + at.id
          : at.type === "checkbox" ? at.value
          : at.role === "slider" ? at.role
          : at.getAttribute("aria-label") ?? at.textContent.trim();
      }
      """;

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingWrong(ColorScheme scheme) {
    try (Page page = chromium.open(control + "/", 1024, scheme)) {
      assertThat(page.locator("#errors tbody tr").first()).isVisible();
      page.click("text=Control token");
      page.click("text=Reset statistics");
      assertThat(page.locator("#done")).hasText("The statistics are reset.");
      assertThat(Chromium.violations(page, "html")).isEmpty();
      page.evaluate("document.documentElement.classList.add('gone')");
      assertThat(Chromium.violations(page, "header")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768, 1024, 1920})
  void nothingIsWiderThanTheScreen(int width) {
    try (Page page = chromium.open(control + "/", width, ColorScheme.LIGHT)) {
      assertThat(page.locator("#nodes tbody tr").first()).isVisible();
      assertThat(page.locator("#bars li").first()).isVisible();
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .isEqualTo(0);
      for (Locator plot : page.locator(".plot").all()) {
        assertThat(plot.evaluate("p => p.querySelector('canvas').clientWidth - p.clientWidth"))
            .isEqualTo(0);
      }
    }
  }

  /** Ten hours, second by second, with a timeline that halves itself as the client's does. */
  @Test
  void pageThatStaysOpenForHoursKeepsABoundedHistory() {
    int seconds = 36_000;
    try (Page page = open()) {
      @SuppressWarnings("unchecked")
      List<Integer> found =
          (List<Integer>)
              page.evaluate(
                  """
                  async seconds => {
                    const {History} = await import("/page/history.js");
                    const history = new History();
                    let timeline = [];
                    let width = 1;
                    let longest = 0;
                    let gaps = 0;
                    for (let t = 0; t < seconds; t++) {
                      const sample = {fromSeconds: t, toSeconds: t + 1};
                      const last = timeline.at(-1);
                      if (last !== undefined && last.toSeconds - last.fromSeconds < width) {
                        last.toSeconds = t + 1;
                      } else {
                        timeline.push({...sample});
                      }
                      if (timeline.length > 600) {
                        width *= 2;
                        timeline = timeline.flatMap((one, i) => i % 2 === 1 ? [] : [{
                          fromSeconds: one.fromSeconds,
                          toSeconds: (timeline[i + 1] ?? one).toSeconds}]);
                      }
                      const changes = [{seconds: t, kind: "reset", value: 0}];
                      if (!history.add(sample, changes)) {
                        gaps++;
                      }
                      if (history.isLong) {
                        history.replace({samples: timeline.map(one => ({...one})), changes: []});
                      }
                      longest = Math.max(longest, history.samples.length);
                    }
                    const all = history.samples;
                    all.forEach((one, i) => {
                      gaps += i > 0 && one.fromSeconds !== all[i - 1].toSeconds ? 1 : 0;
                    });
                    return [longest, gaps, all[0].fromSeconds, all.at(-1).toSeconds,
                      history.changes.length];
                  }
                  """,
                  seconds);
      assertThat(found.get(0)).isBetween(600, 960);
      assertThat(found.subList(1, 4)).containsExactly(0, 0, seconds);
      assertThat(found.get(4)).isLessThanOrEqualTo(1000);
    }
  }

  @Test
  void reportsThatThePageLinksToAreThere() {
    try (Page page = open()) {
      for (Locator link : page.locator("footer nav a").all()) {
        HttpResponse<String> report = Http.get(control + link.getAttribute("href"));
        assertThat(report.statusCode()).as(link.innerText()).isEqualTo(200);
        assertThat(report.headers().firstValue("Content-Disposition")).isPresent();
      }
      assertThat(page.locator("footer nav a")).hasCount(4);
    }
  }

  @Test
  void tokenIsAskedForAndKeptInThisTabOnly() {
    try (Jar guarded = frontend.client("-req-now", "0", "--control-token", "open-sesame")) {
      String url = guarded.awaitLog("(http://\\S+)/");
      try (Page page = openAt(url)) {
        page.fill("#parallelism", "1");
        page.click("text=Set parallelism");
        assertThat(page.locator("#done")).containsText("Not done: enter the control token below");
        page.fill("#token", "open-sesame");
        page.press("#token", "Enter");
        assertThat(page.locator("#done")).containsText("is used from now on");
        page.click("text=Set parallelism");
        assertThat(page.locator("#done")).containsText("Now 1 requests in parallel");
        assertThat(page.evaluate("localStorage.length + document.cookie.length")).isEqualTo(0);
        assertThat(page.url()).doesNotContain("sesame");
        page.fill("#token", "naïve");
        page.press("#token", "Enter");
        assertThat(page.locator("#done")).containsText("Not used");
      }
      chromium.complaints().removeIf(each -> each.contains("401 (Unauthorized)"));
      chromium.hosts().remove(host(url));
    }
  }

  private Page open() {
    return openAt(control);
  }

  private Page openAt(String url) {
    return chromium.open(url + "/", 1280, ColorScheme.LIGHT);
  }

  private JsonNode stats() {
    return Http.json(control + "/stats?type=json");
  }

  private static Locator figure(Page page, String title) {
    return page.locator("#charts figure")
        .filter(new Locator.FilterOptions().setHasText(title))
        .first();
  }

  /** The figure of a line in a chart's legend. */
  private static Locator value(Page page, String chart, String line) {
    return figure(page, chart)
        .locator(".legend li")
        .filter(new Locator.FilterOptions().setHasText(line))
        .locator("b");
  }

  private static Locator tile(Page page, String name) {
    return page.locator("#now div")
        .filter(new Locator.FilterOptions().setHasText(name))
        .locator("dd");
  }

  private static String host(String url) {
    return url.substring("http://".length());
  }
}
