package io.plimsoll.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Pictures of the page for {@code docs/images}: {@code -Dplimsoll.screenshots=true}. */
@EnabledIfSystemProperty(named = "plimsoll.screenshots", matches = "true")
class PageScreenshotsIT {

  private static final List<String> NODES =
      List.of("node-a", "node-b", "node-c", "gpu-pool-eu-west-1-standard-8xlarge-0017.internal");

  /** Runs of 40 ms to some 200 ms, and on the third node some that fail. */
  private static String program(int node) {
    String busy = "sleep 0." + (node == 3 ? "1" : "0" + (3 + node)) + "$((RANDOM % 90 + 10))";
    return node == 2 ? busy + "; [ $((RANDOM % 15)) -ne 0 ] || exit 3" : busy;
  }

  @Test
  void taken() throws IOException {
    Path images = Jar.root().resolve("docs/images");
    Files.createDirectories(images);
    Path devices = Files.createTempDirectory("dev");
    for (int i = 0; i < 4; i++) {
      Files.createFile(devices.resolve("renderD" + (128 + i)));
    }
    List<Jar> backends = new ArrayList<>();
    try (Frontend frontend = Frontend.start("sleep");
        Chromium chromium = Chromium.start()) {
      for (int i = 0; i < NODES.size(); i++) {
        String[] args = {
          "-backoff",
          "1",
          "--slots",
          "4",
          "-glob",
          devices + "/renderD*",
          "/bin/bash",
          "-c",
          program(i)
        };
        backends.add(frontend.backendOn("bench-5d9f-" + i, NODES.get(i), args));
      }
      try (Jar client = frontend.client("-req-now", "6", "-req-max", "40")) {
        String control = client.awaitLog("(http://\\S+)/");
        afterSeconds(control, 20);
        Http.get(control + "/parallelism?value=16");
        afterSeconds(control, 40);
        Http.get(control + "/rate?value=40");
        afterSeconds(control, 60);
        for (int width : new int[] {360, 1024, 1920}) {
          for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Page page = chromium.open(control + "/", width, scheme)) {
              assertThat(page.locator("#bars li").first()).isVisible();
              assertThat(page.locator("#changes tbody tr").first()).isVisible();
              String name = "page-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
              page.screenshot(
                  new Page.ScreenshotOptions()
                      .setFullPage(true)
                      .setPath(images.resolve(name + ".png")));
            }
          }
        }
      }
    } finally {
      backends.forEach(Jar::close);
      for (int i = 0; i < 4; i++) {
        Files.delete(devices.resolve("renderD" + (128 + i)));
      }
      Files.delete(devices);
    }
  }

  /** Until the load has gone on for so long. */
  private static void afterSeconds(String control, int seconds) {
    Wait.until(
        Duration.ofSeconds(seconds + 60L),
        () -> seconds + " samples",
        () -> Http.json(control + "/timeline").path("samples").size() >= seconds);
  }
}
