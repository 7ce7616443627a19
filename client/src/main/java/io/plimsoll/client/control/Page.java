package io.plimsoll.client.control;

import io.plimsoll.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the web page, out of the jar. */
final class Page {

  /** Nothing but this host, and no script or style inside the page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HttpReply HTML = file("page.html", HttpReply.HTML);
  private static final HttpReply STYLE = file("page.css", "text/css; charset=utf-8");
  private static final HttpReply SCRIPT = file("page.js", "text/javascript; charset=utf-8");

  private Page() {}

  static HttpReply html() {
    return HTML;
  }

  static HttpReply style() {
    return STYLE;
  }

  static HttpReply script() {
    return SCRIPT;
  }

  private static HttpReply file(String name, String contentType) {
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
