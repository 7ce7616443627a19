package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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
    assertThat(contentType(get(path, "Accept", "*/*"))).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats", "/nodes", "/pods"})
  void textFromTheNetworkIsEscapedInHtml(String path) {
    assertThat(body(path + "?type=html")).doesNotContain("<script", "<a>", "<0>", "<1>");
  }

  @Test
  void errorIsShownEscaped() {
    assertThat(body("/stats?type=html"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39;");
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html, html",
    "?type=html, text/html, html",
    "?type=json, application/json, json",
    "?type=csv, text/csv, csv",
    "?type=xml, application/xml, xml",
    "?type=plain, text/plain, txt"
  })
  void reportIsAFileOfEachType(String type, String contentType, String suffix) {
    HttpResponse<String> report = get("/report" + type);
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(contentType(report)).startsWith(contentType);
    assertThat(report.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"plimsoll-sleep." + suffix + "\"");
  }

  @Test
  void reportIsOfTheRunSoFar() {
    JsonNode report = MAPPER.readTree(body("/report?type=json"));
    assertThat(report.path("ending").asString()).isEqualTo("running");
    assertThat(report.path("whole").path("succeeded").asInt()).isEqualTo(1);
    assertThat(report.path("phases").path(0).path("period").path("failed").asInt()).isEqualTo(1);
  }

  @Test
  void reportOfUnknownTypeIsRefusedWithTheTypesThatThereAre() {
    HttpResponse<String> refused = get("/report?type=pdf");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo("type: 'pdf' (expected: html, json, csv, xml or plain)\n");
  }

  @Test
  void statisticsAreAsTheirSchemaSays() throws IOException {
    String schema = Files.readString(Path.of("../docs/statistics.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(body("/stats?type=json"), InputFormat.JSON))
        .isEmpty();
  }
}
