package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plimsoll.client.report.ReportForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidationFormsTest {

  /**
   * Markup, a formula, a quote, a line end, a character that XML cannot hold, one of two halves.
   */
  private static final String NASTY = "=<img src=x onerror=\"alert(1)\">,'\u0001\n]]>\ud83d\ude00";

  static Stream<ValidationReport> reports() {
    return Stream.of(
        SampleReports.passed(),
        SampleReports.failed(NASTY),
        SampleReports.brokenOff("frontend gone"),
        SampleReports.empty("no backend"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void jsonIsAsItsSchemaSays(ValidationReport report) throws IOException {
    assertThat(againstSchema(text(report, ReportForm.JSON))).isEmpty();
  }

  @Test
  void theSchemaFindsWhatIsMissing() throws IOException {
    String json = text(SampleReports.passed(), ReportForm.JSON);
    assertThat(againstSchema(json.replaceFirst("\"knee\"", "\"Knee\""))).hasSize(1);
    assertThat(againstSchema(json.replaceFirst("\"passed_closely\"", "\"nearly\""))).hasSize(1);
  }

  @Test
  void jsonHasEveryFigure() throws IOException {
    JsonNode json = json(SampleReports.failed(NASTY));
    assertThat(json.path("title").asString()).isEqualTo(NASTY);
    assertThat(json.path("knee").asInt()).isEqualTo(2);
    assertThat(json.path("usl").path("coherency").path("high").asDouble()).isEqualTo(0.5);
    JsonNode step = json.path("steps").path(2);
    assertThat(step.path("throughputPerSecond").path("low").asDouble()).isEqualTo(4);
    assertThat(step.path("failed").asInt()).isEqualTo(1);
    JsonNode round = step.path("rounds").path(0);
    assertThat(round.path("period").path("nodes").path(0).path("node").asString()).isEqualTo(NASTY);
    assertThat(round.path("throughputPerSecond").asDouble()).isEqualTo(4.01 * 0.999);
    assertThat(json.path("growths").path(1).path("outcome").asString()).isEqualTo("failed");
  }

  @Test
  void whatIsNotKnownIsNullInJson() throws IOException {
    JsonNode json = json(SampleReports.brokenOff("x"));
    assertThat(json.path("usl").isNull()).isTrue();
    assertThat(json.path("steps").path(0).path("throughputPerSecond").path("low").isNull())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theSuiteIsAsTheSchemaOfSurefireSays(ValidationReport report) throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Path.of("../testdata/junit/surefire-test-report.xsd").toFile());
    NodeList suites = junit(report).getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(1);
    schema.newValidator().validate(new DOMSource(suites.item(0)));
  }

  @Test
  void junitHasACaseForEachGrowthAndOneForFailures() throws Exception {
    assertThat(cases(SampleReports.passed()))
        .containsExactly("run", "no request failed", "1 -> 2", "2 -> 4");
    assertThat(cases(SampleReports.failed("card0 is slow")))
        .containsExactly(
            "run",
            "no request failed: 1 request failed, the first with 4 replicas",
            "1 -> 2",
            "2 -> 4: 2 -> 4: 1.002 times the throughput (expected: at least 1.9); card0 is slow");
    assertThat(cases(SampleReports.empty("no backend")))
        .containsExactly("run: broken off: no backend", "no request failed");
  }

  @Test
  void csvHasARowForEachMeasurement() throws IOException {
    List<String> rows = text(SampleReports.passed(), ReportForm.CSV).lines().toList();
    assertThat(rows).hasSize(1 + 3 * 3);
    assertThat(rows.get(0))
        .startsWith(
            "replicas,round,parallelism,seconds,succeeded,failed,throughput_per_second,"
                + "counted_per_second,wait_mean_seconds,wait_p50_seconds");
    assertThat(rows.get(1)).startsWith("1,1,1,").contains(",20,0,1.993005,1.993005,0.0005,");
    int cells = rows.get(0).split(",", -1).length;
    assertThat(rows).allSatisfy(row -> assertThat(row.split(",", -1)).hasSize(cells));
  }

  @Test
  void whatComesFromTheNetworkIsNeverMarkupOfThePage() throws IOException {
    String html = text(SampleReports.failed(NASTY), ReportForm.HTML);
    assertThat(html).doesNotContain("<img").contains("=&lt;img src=x onerror=");
    assertThat(html.split("</script>", -1)).as("one of data, three of code").hasSize(5);
    assertThat(html.replaceAll("(?s)<script>.*?</script>|<!--.*?-->|&lt;.*?&gt;", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
  }

  /** Written to the build folder, to be looked at. */
  @Test
  void thePageHasEveryPart() throws IOException {
    String html = text(SampleReports.failed("card0 is slow"), ReportForm.HTML);
    Files.writeString(Path.of("target/sample-validation-report.html"), html);
    assertThat(html)
        .contains("<strong>FAIL.</strong><ul><li>2 -&gt; 4: 1.002 times the throughput")
        .contains("<h3>Throughput</h3>", "<h3>Growth</h3>", "<h3>Universal Scalability Law</h3>")
        .contains("<h3>Where requests ran</h3>", "<h3>Errors</h3>", "<h3>Options</h3>")
        .contains("--max=4", "2 replicas, the last size up to which throughput grew as wanted");
    assertThat(text(SampleReports.passed(), ReportForm.HTML))
        .contains("<div class=\"verdict doubtful\"><strong>PASS: ");
  }

  @Test
  void aRunThatNeverBeganIsAPageToo() throws IOException {
    assertThat(text(SampleReports.empty("no backend"), ReportForm.HTML))
        .contains("broken off: no backend")
        .doesNotContain("class=\"charts\"", "<h3>Growth</h3>");
  }

  private static List<Error> againstSchema(String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/validation.schema.json")))
        .validate(json, InputFormat.JSON);
  }

  private static JsonNode json(ValidationReport report) throws IOException {
    return JsonMapper.shared().readTree(text(report, ReportForm.JSON));
  }

  private static List<String> cases(ValidationReport report) throws Exception {
    List<String> cases = new ArrayList<>();
    NodeList all = junit(report).getElementsByTagName("testcase");
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      NodeList failures = each.getElementsByTagName("failure");
      cases.add(
          each.getAttribute("name")
              + (failures.item(0) instanceof Element failure
                  ? ": " + failure.getAttribute("message")
                  : ""));
    }
    return cases;
  }

  private static Document junit(ValidationReport report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                text(report, ReportForm.XML).getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(ValidationReport report, ReportForm form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ValidationForms.write(report, form, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
