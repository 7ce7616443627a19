package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.report.ReportForm;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReportForms;
import io.plimsoll.client.testing.SimulatedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AutoscaleFormsTest {

  private static final String NASTY = "=<img src=x onerror=\"alert(1)\">";

  private static final AutoscaleReport REPORT = report(3);

  @TempDir private Path folder;

  /** Three syncs, of which the second misses a metric. */
  private static AutoscaleReport report(int syncs) {
    SimulatedRun run = new SimulatedRun();
    run.seconds = 30;
    run.ratePerSecond = 20;
    TestReport test = run.report();
    HpaSpec spec =
        new HpaSpec(
            NASTY,
            "Deployment/x",
            1,
            9,
            List.of(Hpa.average(2), Hpa.value(1.5)),
            new HpaBehavior(ScalingRules.UP, ScalingRules.DOWN));
    List<Sync> all = new ArrayList<>();
    HpaState state = HpaState.NONE;
    int current = 1;
    for (int i = 0; i < syncs; i++) {
      List<MetricReading> readings = Hpa.readings(4 + 2 * i, i == 1 ? Double.NaN : 1.5);
      HpaDecision decision =
          HpaController.decide(spec, state, 15L * i * HpaController.NANOS, current, 1, readings);
      all.add(Sync.of(15 * i, current, 1, spec, readings, decision));
      state = decision.state();
      current = decision.desired();
    }
    List<FleetPoint> points =
        List.of(
            new FleetPoint(0, 1, 1, 1), new FleetPoint(15, 3, 1, 1), new FleetPoint(25, 3, 3, 3));
    return new AutoscaleReport(
        AutoscaleReport.FORMAT,
        "spike with autoscaler " + NASTY,
        "",
        "local: sleep 1",
        1,
        15,
        10,
        AutoscaleReport.Told.of(spec),
        all,
        points,
        FleetUse.of(points, 30),
        test);
  }

  private static String text(AutoscaleReport report, ReportForm form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AutoscaleForms.write(report, form, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<Error> against(String schema, String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/" + schema)))
        .validate(json, InputFormat.JSON);
  }

  @Test
  void jsonIsAsItsSchemaSaysAndHasTheScenariosReportInIt() throws IOException {
    String json = text(REPORT, ReportForm.JSON);
    assertThat(against("autoscale.schema.json", json)).isEmpty();
    JsonNode tree = new JsonMapper().readTree(json);
    assertThat(against("report.schema.json", tree.path("test").toString())).isEmpty();
    assertThat(tree.path("syncs").path(1).path("metrics").path(1).path("value").isNull()).isTrue();
    assertThat(tree.path("syncs").path(0).path("recommended").asInt()).isEqualTo(2);
  }

  @Test
  void scenariosReportInItIsOneThatTheOtherCommandsRead() throws IOException {
    JsonNode test = new JsonMapper().readTree(text(REPORT, ReportForm.JSON)).path("test");
    Path file = Files.writeString(folder.resolve("test.json"), test.toString());
    assertThat(TestReportForms.read(file)).isEqualTo(REPORT.test());
  }

  @Test
  void theSchemaFindsWhatIsMissing() throws IOException {
    String json = text(REPORT, ReportForm.JSON);
    for (String field : List.of("stabilized", "wanted", "replicaSeconds", "targetType", "select")) {
      String broken = json.replaceFirst("\"" + field + "\"", "\"other\"");
      assertThat(against("autoscale.schema.json", broken)).as(field).hasSize(1);
    }
  }

  @Test
  void runThatBrokeBeforeItBeganIsAReportToo() throws IOException {
    AutoscaleReport nothing =
        new AutoscaleReport(
            AutoscaleReport.FORMAT,
            "t",
            "backend local-1: ended with exit code 1",
            "local: sleep 1",
            1,
            15,
            10,
            REPORT.autoscaler(),
            List.of(),
            List.of(),
            null,
            REPORT.test());
    assertThat(against("autoscale.schema.json", text(nothing, ReportForm.JSON))).isEmpty();
    assertThat(text(nothing, ReportForm.HTML)).contains("Broken off", "local-1: ended with");
    assertThat(text(nothing, ReportForm.CSV).lines()).hasSize(1);
    assertThat(AutoscaleText.end(nothing)).doesNotContain("replica seconds");
    assertThat(nothing.passed()).isFalse();
  }

  @Test
  void csvHasARowForEachSyncAndTheSameCellsInEach() throws IOException {
    List<String> lines = text(REPORT, ReportForm.CSV).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "seconds,replicas,ready,metric1_name,metric1_value,metric1_target,metric1_ratio,"
                + "metric1_replicas,metric2_name,metric2_value,metric2_target,metric2_ratio,"
                + "metric2_replicas,recommended,stabilized,desired,limit,why");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .startsWith("0,1,1,\"hpa_queue_waiting{name=\"\"sleep\"\"}\",4,2,2,2,")
        .endsWith(",1.5,1.5,1,1,2,2,2,none,hpa_queue_waiting above target: 2");
    assertThat(lines.get(2)).contains("\"hpa_queue_waiting{name=\"\"sleep\"\"}\",,1.5,,,3,3,3,");
  }

  @Test
  void pageHasChartsDecisionsAndTheScenarioAndNoMarkupFromOutside() throws IOException {
    String html = text(REPORT, ReportForm.HTML);
    assertThat(html)
        .contains("Replica seconds", "Decisions", "The scenario")
        .contains("\"fleet\":{\"seconds\":[0.0,15.0,25.0]", "hpa_queue_waiting above target: 2")
        .doesNotContain("<img src=x");
  }

  @Test
  void longTableOfDecisionsIsCutAndSaysSo() throws IOException {
    AutoscaleReport most = report(AutoscaleHtml.MAX_ROWS);
    assertThat(text(most, ReportForm.HTML)).doesNotContain("all are in the report as JSON or CSV");
    assertThat(text(report(AutoscaleHtml.MAX_ROWS + 1), ReportForm.HTML))
        .contains("The first 500 of 501; all are in the report as JSON or CSV");
  }

  @Test
  void lineOfASyncSaysWhatTheValueIsHeldAgainst() {
    HpaSpec spec = Hpa.spec(1, 9, null, Hpa.average(2));
    List<MetricReading> readings = Hpa.readings(7);
    HpaDecision decision = HpaController.decide(spec, HpaState.NONE, 0, 3, 2, readings);
    assertThat(AutoscaleText.line(spec, Sync.of(15, 3, 2, spec, readings, decision)))
        .isEqualTo(
            "      15         3      2            7       3x2        4"
                + "  hpa_queue_waiting above target: 4");
  }
}
