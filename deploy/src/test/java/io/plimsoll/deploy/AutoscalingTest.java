package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the ways to scale have to do with what they scale and with what they ask. */
class AutoscalingTest {

  private static final String[] BACKENDS = {"backend-sleep", "backend-fakedev"};

  /** Those of the frontend's external metrics API. */
  private static final Set<String> SERVED =
      Set.of(
          "hpa_queue_all",
          "hpa_queue_waiting",
          "hpa_queue_running",
          "hpa_queue_workers_waiting",
          "hpa_queue_maxwait_seconds");

  /** What the documentation of KEDA's scalers knows, as far as it is of use here. */
  private static final Map<String, Set<String>> TRIGGERS =
      Map.of(
          "prometheus",
          Set.of("serverAddress", "query", "threshold", "activationThreshold", "ignoreNullValues"),
          "metrics-api",
          Set.of("url", "valueLocation", "targetValue", "activationTargetValue"));

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(AutoscalingTest.class);
  }

  private static Manifests way(String name) {
    return Kustomize.build(Checkout.deploy().resolve("overlays").resolve(name));
  }

  /** The {@code spec} of all objects of a kind. */
  private static List<JsonNode> specs(String way, String kind) {
    return way(way).of(kind).stream().map(object -> object.path("spec")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "direct, HorizontalPodAutoscaler",
    "adapter-custom, HorizontalPodAutoscaler",
    "adapter-external, HorizontalPodAutoscaler",
    "keda-prometheus, ScaledObject",
    "keda-frontend, ScaledObject"
  })
  void bothQueuesAreScaledAndNothingElseSaysHowManyBackendsThereAre(String way, String kind) {
    assertThat(specs(way, kind))
        .extracting(spec -> spec.at("/scaleTargetRef/name").asString())
        .containsExactlyInAnyOrder(BACKENDS);
    assertThat(way(way).of("Deployment"))
        .filteredOn(each -> Manifests.nameOf(each).startsWith("backend-"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.path("spec").has("replicas")).isFalse());
  }

  @Test
  void jobsTakeThePlaceOfDeploymentsAndTheirBackendsEndWhenTheQueueIsEmpty() {
    assertThat(way("cronjob").of("Deployment"))
        .extracting(Manifests::nameOf)
        .doesNotContain(BACKENDS);
    assertThat(way("cronjob").of("CronJob"))
        .extracting(Manifests::nameOf)
        .containsExactlyInAnyOrder(BACKENDS);
    for (Manifests.Pod pod : way("cronjob").pods()) {
      if (pod.owner().startsWith("CronJob/")) {
        List<String> args = pod.containers().flatMap(each -> Arguments.of(each).stream()).toList();
        assertThat(Arguments.value(args, "-backoff")).as(pod.owner()).hasValue("0");
        assertThat(pod.spec().path("restartPolicy").asString()).isEqualTo("OnFailure");
      }
    }
  }

  /** All metrics of all autoscalers of a way, as the part that names and targets them. */
  private static Stream<JsonNode> metrics(String way, String type) {
    return specs(way, "HorizontalPodAutoscaler").stream()
        .flatMap(spec -> spec.path("metrics").valueStream())
        .map(
            metric -> {
              assertThat(metric.path("type").asString()).isEqualTo(type);
              return metric.path(type.toLowerCase(Locale.ROOT));
            });
  }

  @ParameterizedTest
  @CsvSource({"direct, External", "adapter-custom, Object", "adapter-external, External"})
  void lengthOfAQueueIsAnAverageValueOfTheQueueThatIsScaled(String way, String type) {
    assertThat(metrics(way, type))
        .filteredOn(metric -> !metric.at("/metric/name").asString().endsWith("_time"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            metric -> assertThat(metric.at("/target/type").asString()).isEqualTo("AverageValue"));
    for (JsonNode spec : specs(way, "HorizontalPodAutoscaler")) {
      String target = spec.at("/scaleTargetRef/name").asString();
      for (JsonNode queue : spec.findValues("matchLabels")) {
        assertThat("backend-" + queue.path("name").asString()).isEqualTo(target);
      }
    }
  }

  @Test
  void frontendServesWhatIsAskedOfItDirectly() {
    assertThat(metrics("direct", "External"))
        .extracting(metric -> metric.at("/metric/name").asString())
        .isSubsetOf(SERVED);
  }

  @ParameterizedTest
  @CsvSource({"custom, Object", "external, External"})
  void adapterOffersTheMetricsThatAreUsedAndIsAskedForEach(String kind, String type) {
    JsonNode values =
        Yaml.one(
            Checkout.read(
                Checkout.deploy().resolve("autoscaling/adapter-" + kind + "/adapter-values.yaml")));
    assertThat(values.path("rules").propertyNames()).containsExactlyInAnyOrder("default", kind);
    Set<String> offered = new HashSet<>();
    for (JsonNode rule : values.path("rules").path(kind)) {
      offered.add(rule.at("/name/as").asString());
    }
    assertThat(offered)
        .containsExactlyInAnyOrder("hpa_queue_all", "hpa_queue_wait_count", "hpa_queue_wait_time");
    assertThat(metrics("adapter-" + kind, type))
        .extracting(metric -> metric.at("/metric/name").asString())
        .containsOnly(offered.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda-prometheus", "keda-frontend"})
  void kedaGoesDownToZeroAndKnowsWhatItsTriggersSay(String way) {
    for (JsonNode spec : specs(way, "ScaledObject")) {
      assertThat(spec.path("minReplicaCount").asInt(-1)).isZero();
      assertThat(spec.path("triggers")).hasSize(1);
      JsonNode trigger = spec.at("/triggers/0");
      assertThat(trigger.path("metadata").propertyNames())
          .containsExactlyInAnyOrderElementsOf(
              TRIGGERS.getOrDefault(trigger.path("type").asString(), Set.of()));
      assertThat(trigger.path("metadata").toString())
          .contains(spec.at("/scaleTargetRef/name").asString().replace("backend-", ""));
    }
  }

  @Test
  void oneWayAtATimeProvidesExternalMetrics() {
    for (String way : List.of("adapter-custom", "adapter-external", "cronjob", "keda-frontend")) {
      assertThat(way(way).of("APIService")).as(way).isEmpty();
    }
    assertThat(way("direct").of("APIService"))
        .extracting(Manifests::nameOf)
        .containsExactly("v1beta1.external.metrics.k8s.io");
  }

  @ParameterizedTest
  @CsvSource({
    "overlays/keda-frontend, ScaledObject, /spec/pollInterval, 5, pollInterval",
    "overlays/keda-frontend, ScaledObject, /spec/maxReplicaCount, ten, integer expected",
    "overlays/keda-prometheus, ScaledObject, /spec/triggers/0/metaData, 1, metaData",
    "monitoring, ServiceMonitor, /spec/endpoints/0/interval, 15, string expected",
    "monitoring, ServiceMonitor, /spec/endpoints/0/relabelling, 1, relabelling",
    "monitoring, PodMonitor, /spec/podMetricsEndpoints/0/ports, 1, ports",
    "monitoring, PrometheusRule, /spec/groups/0/rules/0/recording, 1, recording",
  })
  void fieldThatACustomResourceDoesNotHaveIsFound(
      String folder, String kind, String pointer, String value, String finding) {
    JsonNode object = Kustomize.build(Checkout.deploy().resolve(folder)).of(kind).get(0).deepCopy();
    assertThat(CustomResources.findings(object)).isEmpty();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) object.at(at.head())).set(at.last().getMatchingProperty(), Yaml.one(value));
    assertThat(CustomResources.findings(object))
        .singleElement()
        .satisfies(found -> assertThat(found).contains(finding));
  }
}
