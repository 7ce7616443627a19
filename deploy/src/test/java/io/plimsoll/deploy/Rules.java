package io.plimsoll.deploy;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All rules that an overlay keeps to, and where it may not. */
final class Rules {

  /** What may be so, and why, of whatever makes these pods. */
  private static final Set<String> EXCEPTIONS =
      Set.of(
          // The kubelet makes the directory that simulated devices share for root; this gives it
          // away.
          "backend-fakedev device-dir: runs as user 0",
          "backend-fakedev device-dir: may run as root",
          "backend-fakedev device-dir: adds capabilities [\"CHOWN\"]",
          // Backends of a node share devices there.
          "backend-fakedev volume devices: a path of the node");

  private Rules() {}

  /** What {@code overlay} breaks, but for the exceptions. */
  static List<String> findings(Manifests overlay) {
    return all(overlay).stream()
        .filter(finding -> EXCEPTIONS.stream().noneMatch(may -> finding.endsWith("/" + may)))
        .toList();
  }

  static Set<String> exceptions() {
    return EXCEPTIONS;
  }

  /** Everything that {@code manifests} break. */
  static List<String> all(Manifests manifests) {
    Findings findings = new Findings();
    PodRules.check(manifests, Checkout.version(), findings);
    ReferenceRules.check(manifests, findings);
    ProgramRules.check(manifests, findings);
    namespaces(manifests, findings);
    return findings.lines();
  }

  private static void namespaces(Manifests manifests, Findings findings) {
    List<JsonNode> there = manifests.of("Namespace");
    findings.unless(there.size() == 1, "Namespace", "there are " + there.size());
    for (JsonNode object : manifests.objects()) {
      JsonNode namespace = object.at("/metadata/namespace");
      boolean known =
          namespace.isMissingNode()
              || there.stream().anyMatch(one -> Manifests.nameOf(one).equals(namespace.asString()));
      findings.unless(known, Manifests.idOf(object), "no namespace " + namespace.asString(""));
    }
  }
}
