package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The rules for Prometheus, as promtool and those who read about them see them. */
class RulesIT {

  private static final String RULES = "monitoring/rules/plimsoll.yaml";
  private static final String TESTS = "monitoring/tests/alerts.yaml";

  @TempDir private Path folder;

  @Test
  void promtoolTakesTheRules() throws Exception {
    assertThat(promtool("check", "rules", Manifests.path(RULES).toString())).contains("SUCCESS");
  }

  @Test
  void everyAlertFiresWhenItShouldAndNotWhenItShouldNot() throws Exception {
    assertThat(promtool("test", "rules", Manifests.path(TESTS).toString())).contains("SUCCESS");
    Map<String, Integer> fired = new TreeMap<>();
    Map<String, Integer> silent = new TreeMap<>();
    for (JsonNode course : Manifests.document(TESTS).path("tests")) {
      for (JsonNode test : course.path("alert_rule_test")) {
        (test.path("exp_alerts").isEmpty() ? silent : fired)
            .merge(test.path("alertname").asString(), 1, Integer::sum);
      }
    }
    List<String> alerts = alerts().stream().map(each -> each.path("alert").asString()).toList();
    assertThat(alerts).hasSizeGreaterThan(10);
    assertThat(fired.keySet()).containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(silent.keySet()).containsExactlyInAnyOrderElementsOf(alerts);
  }

  private String promtool(String... args) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    String[] command = new String[args.length + 1];
    command[0] = "promtool";
    System.arraycopy(args, 0, command, 1, args.length);
    Process promtool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(out);
    assertThat(promtool.exitValue()).as(said).isZero();
    return said;
  }

  @Test
  void operatorGetsTheRulesThatPromtoolTook() {
    JsonNode rule = Manifests.document("monitoring/prometheusrule.yaml");
    assertThat(rule.path("kind").asString()).isEqualTo("PrometheusRule");
    assertThat(rule.path("spec")).isEqualTo(Manifests.document(RULES));
  }

  @Test
  void everyAlertSaysWhatToDo() throws Exception {
    String page = Files.readString(Jar.root().resolve("docs/dashboards.md"));
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asString();
      JsonNode annotations = alert.path("annotations");
      assertThat(annotations.path("summary").asString()).as(name).isNotBlank();
      assertThat(annotations.path("description").asString()).as(name).isNotBlank();
      assertThat(annotations.path("runbook").asString())
          .isEqualTo("docs/dashboards.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(alert.path("labels").path("severity").asString()).isIn("critical", "warning");
      assertThat(page).contains("\n### " + name + "\n");
    }
  }

  private static List<JsonNode> alerts() {
    return Manifests.document(RULES)
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .filter(rule -> rule.has("alert"))
        .toList();
  }
}
