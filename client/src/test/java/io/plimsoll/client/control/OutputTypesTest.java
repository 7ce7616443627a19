package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTypesTest extends ControlPort {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/stats",
        "/nodes",
        "/pods",
        "/fails",
        "/reqs-per-sec",
        "/reqs-per-seq",
        "/parallelism",
        "/parallel",
        "/rate",
        "/report",
        "/reset"
      })
  void everyPathHasEveryType(String path) {
    String plain = "text/plain; charset=utf-8";
    String json = "application/json; charset=utf-8";
    String html = "text/html; charset=utf-8";
    assertThat(contentType(get(path + "?type=plain"))).isEqualTo(plain);
    HttpResponse<String> asJson = get(path + "?type=json");
    assertThat(contentType(asJson)).isEqualTo(json);
    assertThat(MAPPER.readTree(asJson.body()).isObject()).isTrue();
    HttpResponse<String> asHtml = get(path + "?type=html");
    assertThat(contentType(asHtml)).isEqualTo(html);
    assertThat(asHtml.body()).startsWith("<!DOCTYPE html>");
    assertThat(asHtml.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none';");
    assertThat(contentType(get(path, "Accept", "text/html,*/*;q=0.8"))).isEqualTo(html);
    assertThat(contentType(get(path, "Accept", "*/*")))
        .isEqualTo(path.equals("/report") ? html : plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats", "/nodes", "/pods", "/report"})
  void textFromTheNetworkIsEscapedInHtml(String path) {
    assertThat(body(path + "?type=html")).doesNotContain("<script", "<a>", "<0>", "<1>");
  }

  @Test
  void errorIsShownEscaped() {
    assertThat(body("/stats?type=html"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39;");
  }

  @Test
  void reportIsAFile() {
    assertThat(get("/report").headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"plimsoll-sleep.html\"");
    assertThat(get("/report?type=json").headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"plimsoll-sleep.json\"");
    assertThat(body("/report?type=html")).doesNotContain("http:", "https:", "src=");
  }
}
