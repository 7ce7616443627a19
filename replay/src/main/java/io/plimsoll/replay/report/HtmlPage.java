package io.plimsoll.replay.report;

import io.plimsoll.cli.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * The frame of every report in HTML: one file that needs nothing else. Styles, scripts and data are
 * in it, and its content policy allows these by their hashes, and no other host. Everything from
 * outside is text. For one thread.
 */
public final class HtmlPage {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  private static final String CHARTS = resource(HtmlPage.class, UPLOT + "dist/uPlot.iife.min.js");

  private static final String SHARED = resource(HtmlPage.class, "charts.js");

  private static final String STYLE =
      "\n"
          + resource(HtmlPage.class, UPLOT + "dist/uPlot.min.css")
          + resource(HtmlPage.class, "report.css");

  private final StringBuilder html = new StringBuilder(1 << 17);
  private final String script;

  /**
   * Begins a page.
   *
   * @param title text
   * @param script draws the charts when the page is there, with what {@code charts.js} has
   */
  public HtmlPage(String title, String script) {
    this.script = script;
    String policy =
        "default-src 'none'; style-src"
            + hash(STYLE)
            + "; img-src data:; base-uri 'none'; form-action 'none'; script-src"
            + hash(CHARTS)
            + hash(SHARED)
            + hash(script);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(policy)
        .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(Text.html(title))
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(Text.html(title))
        .append("</h1>\n");
  }

  /** Adds HTML: what comes from outside must have gone through {@link Text#html}. */
  public HtmlPage append(String more) {
    html.append(more);
    return this;
  }

  /** Adds a number. */
  public HtmlPage append(long number) {
    html.append(number);
    return this;
  }

  /** Adds a figure with its name, in a list of the class {@code figures}. */
  public void figure(String name, String value) {
    html.append("<div><dt>")
        .append(Text.html(name))
        .append("</dt><dd>")
        .append(Text.html(value))
        .append("</dd></div>\n");
  }

  /** Adds texts under a heading; nothing if there are none. */
  public void list(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      html.append("<h3>").append(heading).append("</h3>\n<ul>\n");
      texts.forEach(t -> html.append("<li>").append(Text.html(t)).append("</li>\n"));
      html.append("</ul>\n");
    }
  }

  /** Adds a place for charts, with the data that the script draws them of. */
  public void charts(JsonNode data) {
    html.append("<div class=\"charts\"><script type=\"application/json\">")
        .append(data.toString().replace("<", "\\u003c"))
        .append("</script><noscript>The charts need JavaScript.</noscript></div>\n");
  }

  /** Begins a table; a heading with {@code !} is that of a column of numbers. */
  public void table(String... headings) {
    html.append("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
    for (String heading : headings) {
      boolean number = heading.startsWith("!");
      html.append(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(number ? heading.substring(1) : heading)
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  /** Begins a row with what it is about. */
  public void row(String about) {
    html.append("<tr><th scope=\"row\" class=\"name\">").append(Text.html(about)).append("</th>");
  }

  /** Ends a row. */
  public void endRow() {
    html.append("</tr>\n");
  }

  /** Ends a table. */
  public void endTable() {
    html.append("</tbody></table></div>\n");
  }

  /** Adds a cell with a number. */
  public void numberCell(String value) {
    html.append("<td class=\"number\">").append(Text.html(value)).append("</td>");
  }

  /** Adds a cell with a text. */
  public void cell(String value) {
    html.append("<td>").append(Text.html(value)).append("</td>");
  }

  /** Ends the page: the file's content. */
  public String finish() {
    return html.append("<footer>Charts by uPlot, under the MIT licence.</footer>\n</main>\n<!--\n")
        .append(resource(HtmlPage.class, UPLOT + "LICENSE"))
        .append("-->\n<script>")
        .append(CHARTS)
        .append("</script>\n<script>")
        .append(SHARED)
        .append("</script>\n<script>")
        .append(script)
        .append("</script>\n</body>\n</html>\n")
        .toString();
  }

  /** A number with narrow spaces between thousands. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  /**
   * A text in the jar.
   *
   * @param owner whose package it is in
   */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
