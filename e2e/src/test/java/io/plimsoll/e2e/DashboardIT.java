package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.e2e.Prometheus.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A real Prometheus that scrapes the jars under the labels of a cluster: what dashboards, rules and
 * autoscalers ask for is there, and is what the frontend says.
 */
@Tag("long")
class DashboardIT {

  private static final List<String> QUEUES = List.of("sleep", "fakedev");

  /** Only a failing test waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What Grafana puts in place of its variables. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "$__rate_interval", "10s",
          "$namespace", "plimsoll",
          "$queue", ".*",
          "$node", ".*",
          "$device", ".*");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static ScrapedPrograms programs;

  @BeforeAll
  static void start() throws IOException {
    programs = ScrapedPrograms.start(folder);
  }

  @AfterAll
  static void stop() {
    programs.close();
  }

  private static Prometheus prometheus() {
    return programs.prometheus();
  }

  private static Frontend frontend() {
    return programs.frontend();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plimsoll-queues", "plimsoll-devices"})
  void everyVariableAndEveryQueryOfADashboardHasData(String name) {
    JsonNode dashboard = Manifests.document("monitoring/dashboards/" + name + ".json");
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(replaced(target.path("expr").asString()));
      }
    }
    assertThat(queries).hasSizeGreaterThan(20).noneMatch(query -> query.contains("$"));
    awaitData(queries);
    int variables = 0;
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asString().equals("query")) {
        Matcher values = LABEL_VALUES.matcher(variable.path("definition").asString());
        assertThat(values.matches()).as("%s", variable).isTrue();
        assertThat(prometheus().labelValues(values.group(2), replaced(values.group(1))))
            .as("%s", variable)
            .isNotEmpty();
        variables++;
      }
    }
    assertThat(variables).isGreaterThanOrEqualTo(2);
  }

  private static String replaced(String query) {
    String replaced = query;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      replaced = replaced.replace(variable.getKey(), variable.getValue());
    }
    return replaced;
  }

  private static void awaitData(Collection<String> queries) {
    for (String query : queries) {
      Wait.until(
          PATIENCE,
          () -> "data for " + query + ": " + prometheus().samples(query),
          () -> prometheus().samples(query).stream().anyMatch(each -> !Double.isNaN(each.value())));
    }
  }

  @Test
  void everyRuleIsEvaluatedAndEveryRecordingHasData() {
    List<String> records = new ArrayList<>();
    for (JsonNode group : Manifests.document("monitoring/rules/plimsoll.yaml").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("record")) {
          records.add(rule.path("record").asString());
        }
      }
    }
    assertThat(records).hasSize(6);
    awaitData(records);
    assertThat(prometheus().rules())
        .hasSizeGreaterThan(records.size())
        .allSatisfy(
            rule -> assertThat(rule.path("health").asString()).as("%s", rule).isEqualTo("ok"));
  }

  @Test
  void panelsOfQueuesShowWhatTheirTitlesSay() {
    Map<String, String> fields =
        Map.of(
            "Requests that wait", "waiting",
            "Items that run", "running",
            "Free workers", "workersWaiting");
    int seen = 0;
    for (JsonNode panel :
        Manifests.document("monitoring/dashboards/plimsoll-queues.json").path("panels")) {
      String field = fields.get(panel.path("title").asString());
      if (field != null) {
        seen++;
        String query = replaced(panel.path("targets").path(0).path("expr").asString());
        for (String queue : List.of("sleep", "fakedev", "lonely")) {
          awaitSame(query, Map.of("name", queue), queue, field);
        }
      }
    }
    assertThat(seen).isEqualTo(fields.size());
  }

  /** The one sample with these labels, against {@code /queues} now. */
  private static void awaitSame(
      String query, Map<String, String> labels, String queue, String field) {
    Wait.until(
        PATIENCE,
        () -> query + ": " + prometheus().samples(query) + "; " + field + frontend().queue(queue),
        () -> {
          List<Sample> samples =
              prometheus().samples(query).stream()
                  .filter(each -> each.labels().entrySet().containsAll(labels.entrySet()))
                  .toList();
          return samples.size() == 1
              && samples.get(0).value() == frontend().queue(queue).path(field).asDouble(-1);
        });
  }

  @Test
  void kedaGetsFromPrometheusWhatTheFrontendSays() {
    for (String queue : QUEUES) {
      JsonNode trigger = trigger("keda-prometheus", queue);
      assertThat(trigger.path("type").asString()).isEqualTo("prometheus");
      String query = trigger.path("metadata").path("query").asString();
      assertThat(prometheus().samples(query)).hasSize(1);
      awaitSame(query, Map.of(), queue, "all");
      assertThat(frontend().queue(queue).path("all").asInt()).isEqualTo(ScrapedPrograms.STANDING);
    }
  }

  @Test
  void kedaFindsItsNumberInTheFrontendsQueues() {
    for (String queue : QUEUES) {
      JsonNode metadata = trigger("keda-frontend", queue).path("metadata");
      assertThat(metadata.path("url").asString()).endsWith("/queues");
      JsonNode value = Http.json(frontend().metrics() + "/queues");
      for (String part : metadata.path("valueLocation").asString().split("\\.", -1)) {
        value = value.path(part);
      }
      assertThat(value.isNumber()).isTrue();
      assertThat(value.asInt()).isEqualTo(ScrapedPrograms.STANDING);
    }
  }

  private static JsonNode trigger(String way, String queue) {
    return Manifests.documents("autoscaling/" + way + "/scaledobjects.yaml").stream()
        .filter(each -> each.path("metadata").path("name").asString().equals("backend-" + queue))
        .findFirst()
        .orElseThrow()
        .path("spec")
        .path("triggers")
        .path(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom", "external"})
  void adapterGetsWhatTheFrontendSays(String kind) {
    // One more is handed out, after a wait of which both tell; nobody else asks as we do.
    programs.takeSleeper();
    double wait = frontend().queue("sleep").path("maxwaitSeconds").asDouble();
    assertThat(wait).isPositive();
    JsonNode rules =
        Manifests.document("autoscaling/adapter-" + kind + "/adapter-values.yaml")
            .path("rules")
            .path(kind);
    assertThat(rules.size()).isEqualTo(3);
    for (JsonNode rule : rules) {
      String metric = rule.path("name").path("as").asString();
      assertThat(prometheus().samples(rule.path("seriesQuery").asString())).isNotEmpty();
      String query = adapterQuery(kind, rule, "sleep");
      switch (metric) {
        case "hpa_queue_all" -> awaitSame(query, Map.of(), "sleep", "all");
        case "hpa_queue_wait_count" -> awaitSame(query, Map.of(), "sleep", "waiting");
        case "hpa_queue_wait_time" ->
            Wait.until(
                PATIENCE,
                () -> query + " is " + wait + ": " + prometheus().samples(query),
                () -> prometheus().samples(query).stream().anyMatch(each -> each.value() == wait));
        default -> throw new AssertionError("a metric that nobody knows: " + metric);
      }
    }
  }

  /**
   * As {@code pkg/naming/metrics_query.go} of the adapter fills the template: for an external
   * metric there is nothing to group by.
   */
  private static String adapterQuery(String kind, JsonNode rule, String queue) {
    Matcher series = Pattern.compile("^(\\w+)\\{").matcher(rule.path("seriesQuery").asString());
    assertThat(series.find()).isTrue();
    String matchers = "name=\"" + queue + "\",namespace=\"plimsoll\"";
    boolean custom = kind.equals("custom");
    return rule.path("metricsQuery")
        .asString()
        .replace("<<.Series>>", series.group(1))
        .replace("<<.LabelMatchers>>", custom ? matchers + ",service=\"frontend\"" : matchers)
        .replace("<<.GroupBy>>", custom ? "service" : "");
  }

  @Test
  void queueWithRequestsAndNoWorkerRaisesItsAlertAndOtherQueuesDoNot() {
    // Those left out are about time, which a busy machine has its own ideas of.
    String firing =
        "ALERTS{alertstate=\"firing\",alertname!~\".*(Down|Grows|Late|TooLong)\",namespace!=\"\"}";
    Wait.until(
        PATIENCE,
        () -> "an alert: " + prometheus().samples("ALERTS"),
        () -> !prometheus().samples(firing).isEmpty());
    assertThat(prometheus().samples(firing))
        .extracting(each -> each.labels().get("alertname"), each -> each.labels().get("name"))
        .containsExactly(tuple("PlimsollNoWorkers", "lonely"));
  }
}
