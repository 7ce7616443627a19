package io.plimsoll.deploy;

import io.plimsoll.deploy.Manifests.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What one object says of another is so: the other is there, with the port that is meant. */
final class ReferenceRules {

  /** What a user makes beforehand, as docs/kubernetes.md says. */
  private static final Set<String> MADE_BEFORE =
      Set.of("ConfigMap/front-proxy", "Secret/frontend-external");

  /** Where each kind that scales or names another object has the reference. */
  private static final Map<String, String> TARGETS =
      Map.of(
          "HorizontalPodAutoscaler", "/spec/scaleTargetRef",
          "ScaledObject", "/spec/scaleTargetRef",
          "RoleBinding", "/roleRef",
          "ClusterRoleBinding", "/roleRef");

  private final Manifests manifests;
  private final Findings findings;

  private ReferenceRules(Manifests manifests, Findings findings) {
    this.manifests = manifests;
    this.findings = findings;
  }

  static void check(Manifests manifests, Findings findings) {
    ReferenceRules rules = new ReferenceRules(manifests, findings);
    manifests.objects().forEach(rules::object);
    manifests.pods().forEach(rules::pod);
  }

  private void object(JsonNode object) {
    String id = Manifests.idOf(object);
    JsonNode spec = object.path("spec");
    switch (object.path("kind").asString()) {
      case "Service" -> service(id, spec);
      case "Ingress" -> ingress(id, spec);
      case "PodDisruptionBudget" -> selected(id, Selector.of(spec.path("selector")));
      case "NetworkPolicy" -> network(id, spec);
      case "PodMonitor" -> monitored(id, spec, "podMetricsEndpoints");
      case "ServiceMonitor" -> serviceMonitored(id, spec);
      case "APIService" ->
          servicePort(id, spec.path("service").path("name"), spec.path("service").path("port"));
      case "Deployment", "StatefulSet" -> owned(id, object);
      default -> {
        // Has no reference but those below.
      }
    }
    String target = TARGETS.get(object.path("kind").asString());
    if (target != null) {
      JsonNode other = object.at(target);
      String kind = other.path("kind").asString("Deployment");
      // What Kubernetes itself brings is elsewhere.
      boolean ours = !other.path("name").asString().contains("extension-apiserver");
      there(id, ours ? kind : "", other.path("name"));
    }
    for (JsonNode subject : object.path("subjects")) {
      // An account of another namespace is somebody else's.
      boolean here = subject.path("namespace").equals(object.at("/metadata/namespace"));
      there(id, here ? subject.path("kind").asString() : "", subject.path("name"));
    }
  }

  private void there(String id, String kind, JsonNode name) {
    boolean found = kind.isEmpty() || manifests.has(kind, name);
    boolean before = MADE_BEFORE.contains(kind + "/" + name.asString());
    findings.unless(found || before, id, "no " + kind + " " + name.asString());
  }

  private List<Pod> selected(String id, Predicate<JsonNode> selector) {
    List<Pod> pods = manifests.pods(selector);
    findings.unless(!pods.isEmpty(), id, "selects no pod");
    return pods;
  }

  private void port(String id, List<Pod> pods, JsonNode port) {
    for (Pod pod : pods) {
      findings.unless(pod.hasPort(port), id, pod.owner() + " has no port " + port.asString());
    }
  }

  private void owned(String id, JsonNode workload) {
    JsonNode labels = workload.at("/spec/template/metadata/labels");
    boolean own = Selector.of(workload.at("/spec/selector")).test(labels);
    findings.unless(own, id, "does not select its own pods");
    List<Pod> pods = manifests.pods(Selector.of(workload.at("/spec/selector")));
    findings.unless(pods.size() <= 1, id, "selects the pods of others");
  }

  private void service(String id, JsonNode spec) {
    List<Pod> pods = selected(id, Selector.labels(spec.path("selector")));
    for (JsonNode port : spec.path("ports")) {
      port(id, pods, port.path("targetPort"));
    }
  }

  private void ingress(String id, JsonNode spec) {
    Stream<JsonNode> rules = spec.path("rules").valueStream();
    rules
        .flatMap(rule -> rule.at("/http/paths").valueStream())
        .map(path -> path.at("/backend/service"))
        .forEach(
            service -> {
              JsonNode port = service.path("port");
              servicePort(
                  id,
                  service.path("name"),
                  port.has("name") ? port.path("name") : port.path("number"));
            });
  }

  private void servicePort(String id, JsonNode name, JsonNode port) {
    boolean found =
        manifests.of("Service").stream()
            .filter(service -> Manifests.nameOf(service).equals(name.asString()))
            .flatMap(service -> service.at("/spec/ports").valueStream())
            .anyMatch(there -> there.path("name").equals(port) || there.path("port").equals(port));
    findings.unless(found, id, "no port " + port.asString() + " of a Service " + name.asString());
  }

  private void network(String id, JsonNode spec) {
    List<Pod> pods = selected(id, Selector.of(spec.path("podSelector")));
    for (JsonNode rule : spec.path("ingress")) {
      for (JsonNode from : rule.path("from")) {
        if (from.has("podSelector") && !from.has("namespaceSelector")) {
          selected(id + " from", Selector.of(from.path("podSelector")));
        }
      }
      for (JsonNode port : rule.path("ports")) {
        // One policy is for pods of several kinds, of which some have the port.
        findings.unless(
            pods.stream().anyMatch(pod -> pod.hasPort(port.path("port"))),
            id,
            "no pod has port " + port.path("port").asString());
      }
    }
  }

  private void monitored(String id, JsonNode spec, String endpoints) {
    List<Pod> pods = selected(id, Selector.of(spec.path("selector")));
    for (JsonNode endpoint : spec.path(endpoints)) {
      port(id, pods, endpoint.path("port"));
    }
  }

  private void serviceMonitored(String id, JsonNode spec) {
    Predicate<JsonNode> selector = Selector.of(spec.path("selector"));
    List<JsonNode> services =
        manifests.of("Service").stream()
            .filter(service -> selector.test(service.at("/metadata/labels")))
            .toList();
    findings.unless(!services.isEmpty(), id, "selects no Service");
    for (JsonNode endpoint : spec.path("endpoints")) {
      for (JsonNode service : services) {
        servicePort(id, service.at("/metadata/name"), endpoint.path("port"));
      }
    }
  }

  private void pod(Pod pod) {
    JsonNode spec = pod.spec();
    if (spec.has("serviceAccountName")) {
      there(pod.owner(), "ServiceAccount", spec.path("serviceAccountName"));
    }
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.has("configMap")) {
        there(pod.owner(), "ConfigMap", volume.at("/configMap/name"));
      }
      if (volume.has("secret")) {
        there(pod.owner(), "Secret", volume.at("/secret/secretName"));
      }
      findings.unless(
          !volume.has("projected"), pod.owner(), "a projected volume is not looked into");
    }
    for (JsonNode container : pod.allContainers()) {
      findings.unless(!container.has("envFrom"), pod.owner(), "envFrom is not looked into");
      for (JsonNode variable : container.path("env")) {
        for (String kind : List.of("configMap", "secret")) {
          JsonNode reference = variable.path("valueFrom").path(kind + "KeyRef");
          if (reference.isObject()) {
            String of = kind.equals("secret") ? "Secret" : "ConfigMap";
            there(pod.owner(), of, reference.path("name"));
          }
        }
      }
    }
  }
}
