package io.plimsoll.frontend.external;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What never changes: the discovery of the API, in the form before the aggregated one, which the
 * API server and kubectl fall back to; OpenAPI, without which both would ask again and again; and a
 * version. Stateless.
 */
final class Documents {

  private static final String GROUP =
      """
      "name":"%s","versions":[%s],"preferredVersion":%s\
      """;

  private static final String VERSION =
      """
      {"groupVersion":"%s","version":"%s"}\
      """
          .formatted(ExternalApi.GROUP_VERSION, ExternalApi.VERSION);

  private static final String RESOURCE =
      """
      {"name":"%s","singularName":"","namespaced":true,"kind":"ExternalMetricValueList","verbs":["get"]}\
      """;

  private static final String RESOURCES =
      """
      {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"%s","resources":[%s]}
      """;

  /** Of Kubernetes: the one whose answers these are. */
  private static final String KUBERNETES =
      """
      {"major":"1","minor":"32","gitVersion":"v1.32.0+plimsoll","gitCommit":"","gitTreeState":"clean",\
      "buildDate":"2026-01-01T00:00:00Z","goVersion":"","compiler":"","platform":"linux/amd64"}
      """;

  private static final String OPENAPI_ROOT =
      """
      {"paths":{"apis/%1$s":{"serverRelativeURL":"/openapi/v3/apis/%1$s"}}}
      """;

  private Documents() {}

  /** All of them, under their paths. */
  static Map<String, String> byPath() {
    String group = GROUP.formatted(ExternalApi.GROUP, VERSION, VERSION);
    String resources =
        Arrays.stream(Metric.values())
            .map(metric -> RESOURCE.formatted(metric.label()))
            .collect(Collectors.joining(","));
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put(
        "/apis",
        "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[{" + group + "}]}\n");
    documents.put(
        "/apis/" + ExternalApi.GROUP,
        "{\"kind\":\"APIGroup\",\"apiVersion\":\"v1\"," + group + "}\n");
    documents.put(
        "/apis/" + ExternalApi.GROUP_VERSION,
        RESOURCES.formatted(ExternalApi.GROUP_VERSION, resources));
    documents.put("/version", KUBERNETES);
    documents.put("/openapi/v2", read("openapi-v2.json"));
    documents.put("/openapi/v3", OPENAPI_ROOT.formatted(ExternalApi.GROUP_VERSION));
    documents.put("/openapi/v3/apis/" + ExternalApi.GROUP_VERSION, read("openapi-v3.json"));
    documents.put("/", root(documents));
    return Map.copyOf(documents);
  }

  private static String root(Map<String, String> documents) {
    TreeSet<String> paths = new TreeSet<>(documents.keySet());
    paths.addAll(ExternalMetricsService.HEALTH);
    return paths.stream()
        .map(path -> '"' + path + '"')
        .collect(Collectors.joining(",", "{\"paths\":[", "]}\n"));
  }

  private static String read(String name) {
    try (InputStream in = Documents.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
