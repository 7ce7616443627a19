package io.plimsoll.deploy;

import io.plimsoll.deploy.Manifests.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What every pod keeps to: nobody's user, no privileges, bounded resources, probes while it stays,
 * images that are known, volumes that are there and used.
 */
final class PodRules {

  private static final int NOBODY = 65534;

  /** Images of others, with the tag that was chosen. */
  private static final Set<String> OTHER_IMAGES =
      Set.of("ubuntu:24.04", "nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0-ubuntu22.04");

  private static final List<String> PROBES = List.of("readinessProbe", "livenessProbe");

  private final Manifests manifests;
  private final Set<String> images;
  private final Findings findings;

  private PodRules(Manifests manifests, Set<String> images, Findings findings) {
    this.manifests = manifests;
    this.images = images;
    this.findings = findings;
  }

  /**
   * Checks the pods of {@code manifests}.
   *
   * @param version tag of our own images
   */
  static void check(Manifests manifests, String version, Findings findings) {
    Set<String> images = new HashSet<>(OTHER_IMAGES);
    for (String program : List.of("frontend", "backend", "client")) {
      images.add("plimsoll/" + program + ":" + version);
    }
    PodRules rules = new PodRules(manifests, images, findings);
    manifests.pods().forEach(rules::pod);
  }

  private void pod(Pod pod) {
    String where = pod.owner();
    JsonNode spec = pod.spec();
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      findings.unless(!spec.path(host).asBoolean(false), where, host);
    }
    JsonNode account = spec.path("serviceAccountName");
    boolean bound =
        manifests.of("RoleBinding").stream()
            .flatMap(binding -> binding.path("subjects").valueStream())
            .anyMatch(subject -> subject.path("name").equals(account));
    boolean mounted = spec.path("automountServiceAccountToken").asBoolean(true);
    findings.unless(mounted == bound, where, "token mounted " + mounted + ", role bound " + bound);
    findings.unless(
        spec.path("terminationGracePeriodSeconds").isInt(),
        where,
        "no terminationGracePeriodSeconds");
    for (JsonNode container : pod.allContainers()) {
      String at = where + " " + container.path("name").asString();
      security(at, spec.path("securityContext"), container.path("securityContext"));
      resources(at, container.path("resources"));
      String image = container.path("image").asString();
      findings.unless(images.contains(image), at, "unknown image " + image);
    }
    if (pod.stays()) {
      pod.containers().forEach(container -> probes(pod, container));
    }
    volumes(pod);
  }

  private void security(String at, JsonNode pod, JsonNode own) {
    JsonNode user = own.has("runAsUser") ? own.path("runAsUser") : pod.path("runAsUser");
    findings.unless(user.asInt(0) == NOBODY, at, "runs as user " + user);
    JsonNode nonRoot =
        own.has("runAsNonRoot") ? own.path("runAsNonRoot") : pod.path("runAsNonRoot");
    findings.unless(nonRoot.asBoolean(false), at, "may run as root");
    JsonNode seccomp =
        own.has("seccompProfile") ? own.path("seccompProfile") : pod.path("seccompProfile");
    findings.unless(
        seccomp.path("type").asString("").equals("RuntimeDefault"),
        at,
        "no seccomp RuntimeDefault");
    findings.unless(!own.path("privileged").asBoolean(false), at, "privileged");
    findings.unless(
        !own.path("allowPrivilegeEscalation").asBoolean(true), at, "may gain privileges");
    findings.unless(own.path("readOnlyRootFilesystem").asBoolean(false), at, "writable root");
    JsonNode capabilities = own.path("capabilities");
    findings.unless(
        capabilities.path("drop").toString().equals("[\"ALL\"]"), at, "keeps capabilities");
    findings.unless(
        capabilities.path("add").isEmpty(), at, "adds capabilities " + capabilities.path("add"));
  }

  private void resources(String at, JsonNode resources) {
    for (String kind : List.of("requests", "limits")) {
      for (String resource : List.of("cpu", "memory")) {
        findings.unless(resources.path(kind).has(resource), at, "no " + resource + " " + kind);
      }
    }
  }

  private void probes(Pod pod, JsonNode container) {
    String at = pod.owner() + " " + container.path("name").asString();
    for (String probe : PROBES) {
      findings.unless(container.has(probe), at, "no " + probe);
    }
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      JsonNode port = container.path(probe).at("/httpGet/port");
      findings.unless(
          !container.has(probe) || pod.hasPort(port), at, probe + ": no port " + port.asString(""));
    }
  }

  private void volumes(Pod pod) {
    Set<String> there = new HashSet<>();
    for (JsonNode volume : pod.spec().path("volumes")) {
      String name = volume.path("name").asString();
      there.add(name);
      String at = pod.owner() + " volume " + name;
      findings.unless(
          !volume.has("emptyDir") || volume.path("emptyDir").has("sizeLimit"), at, "no sizeLimit");
      findings.unless(!volume.has("hostPath"), at, "a path of the node");
    }
    Set<String> mounted = new HashSet<>();
    for (JsonNode container : pod.allContainers()) {
      for (JsonNode mount : container.path("volumeMounts")) {
        String name = mount.path("name").asString();
        mounted.add(name);
        findings.unless(there.contains(name), pod.owner(), "no volume " + name);
      }
    }
    there.removeAll(mounted);
    findings.unless(there.isEmpty(), pod.owner(), "volumes that nothing mounts: " + there);
  }
}
