package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What one applies: built by kubectl, held against models and rules. */
class OverlaysTest {

  @TempDir private Path own;

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(OverlaysTest.class);
  }

  static List<Path> applied() {
    return Checkout.applied();
  }

  static List<Path> overlays() {
    return Checkout.overlays();
  }

  @ParameterizedTest
  @MethodSource("applied")
  void eachObjectIsWhatKubernetesTakes(Path folder) {
    List<String> findings = new ArrayList<>();
    for (JsonNode object : Kustomize.build(folder).objects()) {
      findings.addAll(TypedModels.findings(object));
      findings.addAll(CustomResources.findings(object));
    }
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("applied")
  void noObjectIsThereTwice(Path folder) {
    List<String> ids =
        Kustomize.build(folder).objects().stream()
            .map(object -> Manifests.idOf(object) + object.at("/metadata/namespace"))
            .toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void overlayKeepsToTheRules(Path overlay) {
    assertThat(Rules.findings(Kustomize.build(overlay))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everythingMovesToANamespaceOfOnesOwn(Path overlay) throws IOException {
    // kubectl takes no absolute path there.
    Path there = own.toRealPath().relativize(overlay.toRealPath());
    Files.writeString(
        own.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: lab
        resources: [%s]
        """
            .formatted(there));
    Manifests moved = Kustomize.build(own);
    assertThat(Rules.findings(moved)).isEmpty();
    for (JsonNode object : moved.objects()) {
      List<String> namespaces =
          object.findValues("namespace").stream()
              .map(JsonNode::asString)
              .filter(namespace -> !namespace.equals("kube-system"))
              .toList();
      assertThat(namespaces).as(Manifests.idOf(object)).allMatch("lab"::equals);
    }
  }
}
