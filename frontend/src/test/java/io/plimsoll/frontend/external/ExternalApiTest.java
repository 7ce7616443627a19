package io.plimsoll.frontend.external;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.RootPaths;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.VersionInfo;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Paths and what they lead to; the answers are read by the typed models of Kubernetes. */
class ExternalApiTest {

  private static final String API = "/apis/external.metrics.k8s.io/v1beta1";

  /** Knows every field that it meets. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static Route route(String path, String... query) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.put(query[i], query[i + 1]);
    }
    return ExternalApi.route(path, parameters::get, "");
  }

  private static HttpReply reply(Route route) {
    assertThat(route).isInstanceOf(Route.Ready.class);
    return ((Route.Ready) route).reply();
  }

  private static String body(HttpReply reply) {
    assertThat(reply.contentType()).isEqualTo("application/json");
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static <T> T document(String path, Class<T> type) {
    HttpReply reply = reply(route(path));
    assertThat(reply.status()).isEqualTo(200);
    return STRICT.readValue(body(reply), type);
  }

  private static Status status(Route route) {
    HttpReply reply = reply(route);
    Status status = STRICT.readValue(body(reply), Status.class);
    assertThat(status.getCode()).isEqualTo(reply.status());
    assertThat(status.getStatus()).isEqualTo("Failure");
    assertThat(status.getKind()).isEqualTo("Status");
    assertThat(status.getApiVersion()).isEqualTo("v1");
    assertThat(status.getAdditionalProperties()).isEmpty();
    return status;
  }

  @Test
  void groupsAreListed() {
    APIGroupList groups = document("/apis", APIGroupList.class);
    assertThat(groups.getKind()).isEqualTo("APIGroupList");
    assertThat(groups.getAdditionalProperties()).isEmpty();
    APIGroup alone = document("/apis/external.metrics.k8s.io", APIGroup.class);
    assertThat(alone.getKind()).isEqualTo("APIGroup");
    assertThat(alone.getAdditionalProperties()).isEmpty();
    assertThat(groups.getGroups()).hasSize(1);
    for (APIGroup group : List.of(alone, groups.getGroups().get(0))) {
      assertThat(group.getName()).isEqualTo("external.metrics.k8s.io");
      assertThat(group.getVersions())
          .singleElement()
          .satisfies(
              version -> {
                assertThat(version.getGroupVersion()).isEqualTo("external.metrics.k8s.io/v1beta1");
                assertThat(version.getVersion()).isEqualTo("v1beta1");
                assertThat(version.getAdditionalProperties()).isEmpty();
              });
      assertThat(group.getPreferredVersion()).isEqualTo(group.getVersions().get(0));
    }
  }

  @Test
  void everyMetricIsAResource() {
    APIResourceList resources = document(API, APIResourceList.class);
    assertThat(resources.getGroupVersion()).isEqualTo("external.metrics.k8s.io/v1beta1");
    assertThat(resources.getAdditionalProperties()).isEmpty();
    assertThat(resources.getResources())
        .extracting(APIResource::getName)
        .containsExactly(
            "hpa_queue_all",
            "hpa_queue_waiting",
            "hpa_queue_running",
            "hpa_queue_workers_waiting",
            "hpa_queue_maxwait_seconds",
            "hpa_queue_maxrun_seconds",
            "hpa_queue_maxtotal_seconds");
    assertThat(resources.getResources())
        .allSatisfy(
            resource -> {
              assertThat(resource.getKind()).isEqualTo("ExternalMetricValueList");
              assertThat(resource.getNamespaced()).isTrue();
              assertThat(resource.getVerbs()).containsExactly("get");
              assertThat(resource.getAdditionalProperties()).isEmpty();
              assertThat(route(API + "/namespaces/x/" + resource.getName()))
                  .isInstanceOf(Route.Values.class);
            });
  }

  @Test
  void rootNamesEveryPathThatThereIs() {
    RootPaths root = document("/", RootPaths.class);
    assertThat(root.getPaths())
        .contains("/apis", API, "/openapi/v2", "/openapi/v3", "/version")
        .contains("/healthz", "/livez", "/readyz");
    for (String path : root.getPaths()) {
      if (!ExternalMetricsService.HEALTH.contains(path)) {
        assertThat(reply(route(path)).status()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void versionIsOneOfKubernetes() {
    VersionInfo version = STRICT.readValue(body(reply(route("/version"))), VersionInfo.class);
    assertThat(version.getMajor()).isEqualTo("1");
    assertThat(Integer.parseInt(version.getMinor())).isPositive();
  }

  @Test
  void openApiDescribesThePathThatIsServed() {
    JsonNode second = STRICT.readTree(body(reply(route("/openapi/v2"))));
    assertThat(second.path("swagger").asString()).isEqualTo("2.0");
    JsonNode root = STRICT.readTree(body(reply(route("/openapi/v3"))));
    String relative =
        root.at("/paths/apis~1external.metrics.k8s.io~1v1beta1/serverRelativeURL").asString();
    JsonNode third = STRICT.readTree(body(reply(route(relative))));
    assertThat(third.path("openapi").asString()).startsWith("3.0");
    for (JsonNode openApi : List.of(second, third)) {
      assertThat(openApi.path("paths").propertyNames())
          .containsExactly(API + "/namespaces/{namespace}/{metric}");
      Stream.of(openApi.findValuesAsString("$ref"))
          .flatMap(List::stream)
          .forEach(
              reference ->
                  assertThat(openApi.at(reference.substring(1)).path("type").asString())
                      .as(reference)
                      .isEqualTo("object"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/apis/",
        "/apis/apps",
        "/apis/external.metrics.k8s.io/v1",
        API + "/hpa_queue_waiting",
        API + "/namespaces",
        API + "/namespaces/",
        API + "/namespaces/x",
        API + "/namespaces/x/",
        API + "/namespaces//hpa_queue_waiting",
        API + "/namespaces/x/hpa_queue_waiting/sleep",
        API + "/namespaces/x/nosuch",
        API + "/namespaces/x/HPA_QUEUE_WAITING",
        "/openapi/v3/apis/apps/v1",
        "/metrics",
        ""
      })
  void whatThereIsNotIsNotFound(String path) {
    Status status = status(route(path));
    assertThat(status.getCode()).isEqualTo(404);
    assertThat(status.getReason()).isEqualTo("NotFound");
  }

  @Test
  void unknownMetricIsToldWhichThereAre() {
    assertThat(status(route(API + "/namespaces/x/" + "y".repeat(5000))).getMessage())
        .startsWith("y".repeat(100) + "...: no such metric (expected: hpa_queue_all, ")
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          labelSelector | name=== | 400 | BadRequest       | labelSelector: '=' at character 7 (expected: a label's value)
          fieldSelector | a=b     | 400 | BadRequest       | fieldSelector: a=b (expected: none)
          watch         | true    | 405 | MethodNotAllowed | watch: not supported (expected: get or list)
          watch         | 1       | 405 | MethodNotAllowed | watch: not supported (expected: get or list)
          """)
  void badQueryIsRefused(String name, String value, int code, String reason, String message) {
    Status status = status(route(API + "/namespaces/x/hpa_queue_all", name, value));
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getReason()).isEqualTo(reason);
    assertThat(status.getMessage()).isEqualTo(message);
  }

  @Test
  void otherParametersOfAListAreNoHindrance() {
    Route asked =
        route(
            API + "/namespaces/any-one/hpa_queue_all",
            "limit",
            "500",
            "watch",
            "false",
            "fieldSelector",
            "",
            "labelSelector",
            "name=sleep");
    assertThat(asked).isEqualTo(new Route.Values(Metric.ALL, LabelSelector.parse("name=sleep")));
  }

  @Test
  void whoTakesNoJsonIsToldSo() {
    for (String path : List.of("/openapi/v2", API + "/namespaces/x/hpa_queue_all")) {
      Status status =
          status(ExternalApi.route(path, name -> null, "application/vnd.kubernetes.protobuf"));
      assertThat(status.getCode()).isEqualTo(406);
      assertThat(status.getReason()).isEqualTo("NotAcceptable");
    }
  }

  @Test
  void everyStatusThatARequestIsRefusedWithHasItsReason() {
    for (int code : new int[] {400, 401, 403, 404, 405, 406, 413, 500, 503}) {
      ApiError error = requireNonNull(ApiError.of(code));
      assertThat(STRICT.readValue(body(error.reply("why\n\"")), Status.class).getMessage())
          .isEqualTo("why\n\"");
    }
    assertThat(ApiError.of(418)).isNull();
  }

  private static QueueSnapshot queue(String name, int waiting, int running, int workers) {
    return TestQueues.snapshot(name, waiting, running, workers);
  }

  @Test
  void valueListIsAsTheAutoscalerReadsIt() {
    List<QueueSnapshot> queues = List.of(queue("sleep", 5, 2, 3), queue("gpu", 1000, 0, 0));
    for (Metric metric : Metric.values()) {
      for (String selector : List.of("", "name=gpu", "name=nosuch", "!name")) {
        Route.Values asked = new Route.Values(metric, LabelSelector.parse(selector));
        JsonNode list =
            STRICT.readTree(body(ValueList.of(asked, queues, metric::value, 0, TestQueues.NOW)));
        assertThat(list.path("kind").asString()).isEqualTo("ExternalMetricValueList");
        assertThat(list.path("items").size())
            .isEqualTo(selector.isEmpty() ? 2 : selector.equals("name=gpu") ? 1 : 0);
      }
    }
    Route.Values waiting = new Route.Values(Metric.WAITING, LabelSelector.parse("name in (sleep)"));
    assertThat(body(ValueList.of(waiting, queues, Metric.WAITING::value, 0, TestQueues.NOW)))
        .isEqualTo(
            "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
                + "\"metadata\":{},\"items\":[{\"metricName\":\"hpa_queue_waiting\","
                + "\"metricLabels\":{\"name\":\"sleep\"},\"timestamp\":\"2026-01-01T00:00:00Z\","
                + "\"value\":\"5\"}]}\n");
    Route.Values longest = new Route.Values(Metric.MAX_WAIT, LabelSelector.parse("name=sleep"));
    assertThat(body(ValueList.of(longest, queues, q -> 1.25, 30, TestQueues.NOW)))
        .endsWith("\"timestamp\":\"2026-01-01T00:00:00Z\",\"window\":30,\"value\":\"1250m\"}]}\n");
    assertThat(body(ValueList.of(longest, queues, q -> 0.0001, 0, TestQueues.NOW)))
        .endsWith("\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":\"1m\"}]}\n");
  }

  @ParameterizedTest
  @CsvSource({"ALL, 7", "WAITING, 5", "RUNNING, 2", "WORKERS_WAITING, 3", "MAX_WAIT, 0"})
  void everyMetricIsTheFigureOfItsName(Metric metric, double value) {
    assertThat(metric.value(queue("sleep", 5, 2, 3))).isEqualTo(value);
  }
}
