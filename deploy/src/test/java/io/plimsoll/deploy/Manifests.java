package io.plimsoll.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The objects that are applied together. */
record Manifests(List<JsonNode> objects) {

  /** Where each kind of workload has the template of its pods. */
  private static final Map<String, String> TEMPLATES =
      Map.of(
          "Deployment", "/spec/template",
          "StatefulSet", "/spec/template",
          "DaemonSet", "/spec/template",
          "Job", "/spec/template",
          "CronJob", "/spec/jobTemplate/spec/template");

  /**
   * The pods that a workload makes.
   *
   * @param owner the workload, such as {@code Deployment/frontend}
   * @param stays whether they run until they are told to end
   */
  record Pod(String owner, boolean stays, JsonNode labels, JsonNode spec) {

    /** All containers, those that run before the others too. */
    List<JsonNode> allContainers() {
      return Stream.concat(spec.path("initContainers").valueStream(), containers()).toList();
    }

    Stream<JsonNode> containers() {
      return spec.path("containers").valueStream();
    }

    boolean hasPort(JsonNode port) {
      return containers()
          .flatMap(container -> container.path("ports").valueStream())
          .anyMatch(
              there -> there.path("name").equals(port) || there.path("containerPort").equals(port));
    }
  }

  static String nameOf(JsonNode object) {
    return object.at("/metadata/name").asString();
  }

  /** Such as {@code Service/frontend}. */
  static String idOf(JsonNode object) {
    return object.path("kind").asString() + "/" + nameOf(object);
  }

  /** Of all pods of these objects. */
  List<Pod> pods() {
    List<Pod> pods = new ArrayList<>();
    for (JsonNode object : objects) {
      String kind = object.path("kind").asString();
      String template = TEMPLATES.get(kind);
      if (template != null) {
        pods.add(
            new Pod(
                idOf(object),
                !kind.endsWith("Job"),
                object.at(template + "/metadata/labels"),
                object.at(template + "/spec")));
      }
    }
    return pods;
  }

  List<JsonNode> of(String kind) {
    return objects.stream().filter(object -> object.path("kind").asString().equals(kind)).toList();
  }

  boolean has(String kind, JsonNode name) {
    return of(kind).stream().anyMatch(object -> nameOf(object).equals(name.asString()));
  }

  /** Pods with labels that a selector asks for. */
  List<Pod> pods(Predicate<JsonNode> selector) {
    return pods().stream().filter(pod -> selector.test(pod.labels())).toList();
  }
}
