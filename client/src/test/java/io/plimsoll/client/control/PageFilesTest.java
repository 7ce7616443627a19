package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The files of the page, and what it is told. How it looks and works is for a browser to say. */
class PageFilesTest extends ControlPort {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from \"\\.(/[^\"]+)\"");

  @Test
  void everyFileThatThePageAsksForIsThere() {
    String page = body("/?type=html");
    assertThat(page).doesNotContain("//");
    Set<String> seen = new TreeSet<>();
    Queue<String> open = new ArrayDeque<>(matches(LINK, page, ""));
    while (!open.isEmpty()) {
      String path = open.remove();
      if (seen.add(path)) {
        HttpResponse<String> file = get(path);
        assertThat(file.statusCode()).as(path).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
            .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
        open.addAll(matches(IMPORT, file.body(), "/page"));
      }
    }
    assertThat(seen)
        .contains("/page/uplot.js", "/page/uplot.css", "/page/page.js", "/page/history.js")
        .hasSizeGreaterThan(10);
    assertThat(contentType(get("/page/page.js"))).startsWith("text/javascript");
    assertThat(contentType(get("/page/page.css"))).startsWith("text/css");
    assertThat(contentType(get("/page/icon.svg"))).isEqualTo("image/svg+xml");
  }

  @Test
  void nothingElseOfTheJarCanBeRead() {
    assertThat(get("/page/page.html").statusCode()).isEqualTo(404);
    assertThat(get("/page/").statusCode()).isEqualTo(404);
    assertThat(get("/page/../Page.class").statusCode()).isEqualTo(404);
  }

  @Test
  void changesOfTheLoadComeWithTheEventOfTheirSecondAndStayInTheTimeline() throws IOException {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
      BufferedReader in = reader(socket);
      JsonNode first = event(in);
      assertThat(first.propertyNames())
          .containsExactly("load", "period", "sample", "changes", "adjustable");
      assertThat(first.get("adjustable").asBoolean()).isTrue();
      body("/reset");
      JsonNode event = first;
      while (event.get("changes").isEmpty()) {
        event = event(in);
      }
      JsonNode change = event.get("changes").get(0);
      assertThat(change.get("kind").asString()).isEqualTo("reset");
      assertThat(change.get("seconds").asDouble())
          .isBetween(
              event.get("sample").get("fromSeconds").asDouble(),
              event.get("sample").get("toSeconds").asDouble());
      assertThat(MAPPER.readTree(body("/timeline")).get("changes").get(0)).isEqualTo(change);
    }
  }

  private static JsonNode event(BufferedReader in) throws IOException {
    while (true) {
      String line = in.readLine();
      assertThat(line).isNotNull();
      if (line.startsWith("data: ")) {
        return MAPPER.readTree(line.substring("data: ".length()));
      }
    }
  }

  private static Set<String> matches(Pattern pattern, String text, String folder) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(folder + matcher.group(1));
    }
    return found;
  }
}
