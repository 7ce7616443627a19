package io.plimsoll.client.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.client.testing.SimulatedRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportFormsTest {

  /**
   * Markup, a formula, a quote, a line end, a character that XML cannot hold, one of two halves.
   */
  private static final String NASTY = "=<img src=x onerror=\"alert(1)\">,'\u0001\n]]>\ud83d\ude00";

  private static final TestReport REPORT = report();

  @Test
  void jsonIsAsItsSchemaSays() throws IOException {
    String schema = Files.readString(Path.of("../docs/report.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(text(ReportForm.JSON), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void theSchemaFindsWhatIsMissing() throws IOException {
    String schema = Files.readString(Path.of("../docs/report.schema.json"));
    String json = text(ReportForm.JSON).replaceFirst("\"ending\"", "\"End\"");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json, InputFormat.JSON))
        .hasSize(1);
  }

  @Test
  void everySuiteIsAsTheSchemaOfSurefireSays() throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Path.of("../testdata/junit/surefire-test-report.xsd").toFile());
    NodeList suites = junit().getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(3);
    for (int i = 0; i < suites.getLength(); i++) {
      schema.newValidator().validate(new DOMSource(suites.item(i)));
    }
  }

  @Test
  void junitHasACaseForTheRunAndForEachThreshold() throws Exception {
    List<String> cases = new ArrayList<>();
    NodeList all = junit().getElementsByTagName("testcase");
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      boolean failed = each.getElementsByTagName("failure").getLength() > 0;
      cases.add(each.getAttribute("name") + (failed ? " failed" : ""));
    }
    assertThat(cases)
        .containsExactly("run", "failures < 50%", "run", "wait.p99 < 1ms failed", "run");
  }

  @Test
  void junitOfABrokenRunFailsAndSaysWhy() throws Exception {
    TestReport broken =
        TestReport.of(
            "x",
            REPORT.startedAt(),
            1,
            Ending.BROKEN,
            "frontend gone " + NASTY,
            List.of(),
            REPORT.phases().subList(0, 1));
    Element failure = (Element) junit(broken).getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).startsWith("the run broke: frontend gone =<img");
  }

  @Test
  void csvHasARowForEachSampleAndTheSameCellsInEach() throws IOException {
    List<List<String>> rows = csv(text(ReportForm.CSV));
    assertThat(rows).hasSize(1 + 3 + 3);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
    assertThat(rows.get(0)).startsWith("phase", "time", "from_seconds").doesNotHaveDuplicates();
    assertThat(rows.get(1)).startsWith("gpu", "2026-01-31T12:00:00Z", "0", "1", "open", "1", "50");
    assertThat(rows.get(4)).startsWith("'" + NASTY, "2026-01-31T12:00:10Z", "10", "11");
  }

  @Test
  void noCellOfCsvIsAFormula() {
    assertThat(CsvCells.text("=1+1")).isEqualTo("'=1+1");
    assertThat(CsvCells.text("+1")).isEqualTo("'+1");
    assertThat(CsvCells.text("-1")).isEqualTo("'-1");
    assertThat(CsvCells.text("@a")).isEqualTo("'@a");
    assertThat(CsvCells.text("a,b")).isEqualTo("\"a,b\"");
    assertThat(CsvCells.text("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
    assertThat(CsvCells.text("a-b")).isEqualTo("a-b");
  }

  @Test
  void whatComesFromTheNetworkIsNeverMarkupOfThePage() throws IOException {
    String html = text(ReportForm.HTML);
    assertThat(html).doesNotContain("<img").contains("=&lt;img src=x onerror=");
    assertThat(html.split("</script>", -1)).as("three of data, three of code").hasSize(7);
  }

  @Test
  void thePageAsksNoOtherHostAndAllowsNoOtherScript() throws IOException {
    String html = text(ReportForm.HTML);
    assertThat(html).contains("default-src 'none'; style-src 'sha256-");
    assertThat(html).doesNotContain("unsafe-inline", " style=");
    assertThat(html.replaceAll("(?s)<script>.*?</script>|<!--.*?-->|&lt;.*?&gt;", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
  }

  /** Written to the build folder, to be looked at. */
  @Test
  void thePageHasEveryPart() throws IOException {
    String html = text(ReportForm.HTML);
    Files.writeString(Path.of("target/sample-test-report.html"), html);
    assertThat(html)
        .contains("Finished; 1 of 2 thresholds held", "Thresholds", "Over time", "Times", "Errors")
        .contains(
            "Nodes", "Devices", "Pods", "Options", "Environment", "--queue=gpu", "warm-up over");
  }

  private static TestReport report() {
    SimulatedRun gpu = new SimulatedRun();
    gpu.seconds = 3;
    gpu.ratePerSecond = 50;
    gpu.failures = 0.1;
    SimulatedRun nasty = new SimulatedRun();
    nasty.seconds = 3;
    nasty.failures = 0.1;
    nasty.runSeconds = 0.003;
    nasty.name = NASTY;
    nasty.text = NASTY;
    TestReport report =
        TestReport.of(
            NASTY,
            "2026-01-31T12:00:00Z",
            13,
            Ending.FINISHED,
            "",
            List.of("--queue=gpu", NASTY),
            List.of(gpu.phase(0), nasty.phase(10)));
    return report.withThresholds(
        List.of(
            Threshold.parse("failures < 50%").of(report),
            Threshold.parse("wait.p99 < 1ms").of(report.phases().get(0))));
  }

  private static String text(ReportForm form) throws IOException {
    return text(REPORT, form);
  }

  private static String text(TestReport report, ReportForm form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TestReportForms.write(report, form, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Document junit() throws Exception {
    return junit(REPORT);
  }

  private static Document junit(TestReport report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                text(report, ReportForm.XML).getBytes(StandardCharsets.UTF_8)));
  }

  /** By the grammar of RFC 4180. */
  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(text.charAt(i++));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      } else {
        cell.append(c);
      }
    }
    return rows;
  }
}
