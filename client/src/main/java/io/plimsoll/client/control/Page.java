package io.plimsoll.client.control;

import io.plimsoll.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the web page, out of the jar. */
final class Page {

  /** Nothing but this host, and no script or style inside the page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String FOLDER = "/page/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  private static final HttpReply HTML = read("page/page.html", HttpReply.HTML);
  private static final Map<String, HttpReply> FILES = files();

  private Page() {}

  static HttpReply html() {
    return HTML;
  }

  /** What the page is made of, by path; null if there is no such file. */
  static @Nullable HttpReply file(String path) {
    return FILES.get(path);
  }

  private static Map<String, HttpReply> files() {
    Map<String, HttpReply> files = new HashMap<>();
    for (String script :
        List.of(
            "page",
            "bars",
            "charts",
            "controls",
            "dom",
            "feed",
            "format",
            "history",
            "lines",
            "tables")) {
      files.put(FOLDER + script + ".js", read("page/" + script + ".js", SCRIPT));
    }
    files.put(FOLDER + "page.css", read("page/page.css", STYLE));
    files.put(FOLDER + "icon.svg", read("page/icon.svg", "image/svg+xml"));
    files.put(FOLDER + "uplot.js", read(UPLOT + "dist/uPlot.iife.min.js", SCRIPT));
    files.put(FOLDER + "uplot.css", read(UPLOT + "dist/uPlot.min.css", STYLE));
    files.put(FOLDER + "uplot-license.txt", read(UPLOT + "LICENSE", HttpReply.PLAIN));
    return Map.copyOf(files);
  }

  private static HttpReply read(String name, String contentType) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new HttpReply(200, contentType, in.readAllBytes(), Map.of(Html.POLICY_HEADER, POLICY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
