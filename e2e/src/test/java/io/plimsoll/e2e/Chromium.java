package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The installed Chromium without a window, and what its pages asked for and complained of. Used by
 * the thread that made it.
 */
final class Chromium implements AutoCloseable {

  /** Of a page on a busy machine with two processors. */
  static final double PATIENCE_MILLIS = 40_000;

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Playwright playwright;
  private final Browser browser;
  private final Set<String> hosts = Collections.synchronizedSet(new TreeSet<>());
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable()));
    return new Chromium(playwright, browser);
  }

  private static Path executable() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no Chromium (expected: " + NAMES + " in the PATH)"));
  }

  /** A page that nobody has opened before, with axe in it. */
  Page open(String url, int width, ColorScheme scheme) {
    Page page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, 900).setColorScheme(scheme));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.addInitScript(axe());
    page.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log") && !message.type().equals("info")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(url);
    return page;
  }

  /** Hosts and ports that were asked for anything. */
  Set<String> hosts() {
    return hosts;
  }

  /** Errors and warnings on the console, and what no script caught. */
  List<String> complaints() {
    return complaints;
  }

  /** What axe finds wrong in a part of the page: how bad it is, the rule, and where. */
  static List<String> violations(Page page, String selector) {
    Object found =
        page.evaluate(
            """
            async part => (await axe.run(part, {resultTypes: ["violations"]})).violations
              .flatMap(rule => rule.nodes.map(node =>
                [rule.impact, rule.id, node.target.join(" "), node.failureSummary].join("; ")))
            """,
            selector);
    assertThat(found).isInstanceOf(List.class);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).as("axe.min.js").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
