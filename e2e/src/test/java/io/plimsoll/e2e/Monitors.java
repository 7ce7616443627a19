package io.plimsoll.e2e;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The configuration that the Prometheus Operator makes of our ServiceMonitors and PodMonitor, for
 * targets that are no pods: what the API server would say of a pod is given by hand, and the
 * relabelings are those of the manifests after those that the operator always has.
 */
final class Monitors {

  private static final String META = "__meta_kubernetes_";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> monitors = new LinkedHashMap<>();
  private final List<Map<String, Object>> scrapes = new ArrayList<>();

  Monitors() {
    for (String file : List.of("servicemonitor.yaml", "podmonitor.yaml")) {
      for (JsonNode monitor : Manifests.documents("monitoring/" + file)) {
        monitors.put(monitor.path("metadata").path("name").asString(), monitor);
      }
    }
  }

  /** How many targets there are. */
  int targets() {
    return scrapes.size();
  }

  /**
   * A target.
   *
   * @param monitor the name of a ServiceMonitor or PodMonitor
   * @param address {@code host:port}
   * @param pod the name of the pod that it would be
   * @param labels of its Service or pod, as the manifests give them
   * @param node where it would run
   */
  void add(String monitor, String address, String pod, Map<String, String> labels, String node) {
    JsonNode manifest = requireNonNull(monitors.get(monitor), monitor);
    boolean ofPods = manifest.path("kind").asString().equals("PodMonitor");
    manifest
        .path("spec")
        .path("selector")
        .path("matchLabels")
        .propertyStream()
        .forEach(
            wanted -> {
              if (!wanted.getValue().asString().equals(labels.get(wanted.getKey()))) {
                throw new AssertionError(monitor + " does not select " + pod + ": " + labels);
              }
            });
    JsonNode endpoint =
        manifest.path("spec").path(ofPods ? "podMetricsEndpoints" : "endpoints").path(0);
    Map<String, String> target = new LinkedHashMap<>();
    target.put(META + "namespace", "plimsoll");
    target.put(META + "pod_name", pod);
    target.put(META + "pod_node_name", node);
    target.put(META + "pod_container_name", pod.replaceAll("-.*", ""));
    if (!ofPods) {
      target.put(META + "service_name", pod.replaceAll("-pod$", ""));
    }
    labels.forEach(
        (name, value) ->
            target.put(
                META + (ofPods ? "pod" : "service") + "_label_" + name.replaceAll("[./-]", "_"),
                value));
    List<Map<String, Object>> relabelings = new ArrayList<>();
    relabelings.add(copy("namespace", "namespace"));
    relabelings.add(copy("pod_container_name", "container"));
    relabelings.add(copy("pod_name", "pod"));
    if (!ofPods) {
      relabelings.add(copy("service_name", "service"));
      relabelings.add(copy("service_name", "job"));
    }
    relabelings.add(
        Map.of("target_label", "endpoint", "replacement", endpoint.path("port").asString()));
    for (JsonNode relabeling : endpoint.path("relabelings")) {
      Map<String, Object> ours = new LinkedHashMap<>();
      relabeling
          .propertyStream()
          .forEach(field -> ours.put(snakeCase(field.getKey()), field.getValue()));
      relabelings.add(ours);
    }
    Map<String, Object> scrape = new LinkedHashMap<>();
    scrape.put("job_name", monitor + "/" + scrapes.size());
    scrape.put("static_configs", List.of(Map.of("targets", List.of(address), "labels", target)));
    scrape.put("relabel_configs", relabelings);
    scrapes.add(scrape);
  }

  private static Map<String, Object> copy(String from, String to) {
    return Map.of("source_labels", List.of(META + from), "target_label", to);
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A whole configuration, with a rule file; JSON is YAML. */
  String configuration(String ruleFile) {
    return JSON.writeValueAsString(
        Map.of(
            "global",
            Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"),
            "rule_files",
            List.of(ruleFile),
            "scrape_configs",
            scrapes));
  }
}
