package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Prometheus finds, and what Grafana imports. That queries have data is tested with jars. */
class MonitoringTest {

  private static final String UNITS =
      "short|s|percent|percentunit|bytes|reqps|ops|cps|hertz|watt|celsius|joule";

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(MonitoringTest.class);
  }

  @Test
  void monitorsFindFrontendBackendsAndClients() {
    List<JsonNode> objects = new ArrayList<>();
    for (String folder : List.of("overlays/all", "monitoring")) {
      objects.addAll(Kustomize.build(Checkout.deploy().resolve(folder)).objects());
    }
    Manifests both = new Manifests(objects);
    assertThat(both.of("ServiceMonitor")).hasSize(2);
    assertThat(both.of("PodMonitor")).hasSize(1);
    assertThat(Rules.findings(both)).isEmpty();
  }

  @Test
  void grafanaFindsTheDashboards() {
    Manifests monitoring = Kustomize.build(Checkout.deploy().resolve("monitoring"));
    assertThat(monitoring.of("ConfigMap"))
        .singleElement()
        .satisfies(
            map -> {
              assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
              assertThat(map.path("data").propertyNames())
                  .containsExactlyInAnyOrder("plimsoll-queues.json", "plimsoll-devices.json");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"plimsoll-queues", "plimsoll-devices"})
  void dashboardIsForAnyDataSourceAndExplainsItself(String name) {
    JsonNode dashboard =
        Yaml.one(
            Checkout.read(Checkout.deploy().resolve("monitoring/dashboards/" + name + ".json")));
    assertThat(dashboard.path("uid").asString()).isEqualTo(name);
    assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
    // Whoever imports it has no data source of these names.
    assertThat(dashboard.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
    String page = Checkout.read(Checkout.root().resolve("docs/dashboards.md"));
    Set<String> titles = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    int row = 0;
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asString();
      assertThat(title).isNotBlank();
      assertThat(titles.add(title)).as("one %s", title).isTrue();
      assertThat(ids.add(panel.path("id").asInt())).as("id of %s", title).isTrue();
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isBetween(1, 24);
      assertThat(at.path("y").asInt()).as(title).isGreaterThanOrEqualTo(row);
      row = at.path("y").asInt();
      if (!panel.path("type").asString().equals("row")) {
        assertThat(panel.path("description").asString()).as(title).endsWith(".");
        assertThat(page).contains("**" + title + "**");
        String unit = panel.at("/fieldConfig/defaults/unit").asString("");
        String axis = panel.at("/options/yAxis/unit").asString("");
        assertThat(unit + axis).as("unit of %s", title).matches(UNITS);
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
    assertThat(titles).hasSizeGreaterThan(15);
  }
}
