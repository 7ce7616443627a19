package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What one applies: built by kubectl, held against models and rules. */
class OverlaysTest {

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

  /** It is applied beside an overlay, into the same namespace. */
  @ParameterizedTest
  @MethodSource("overlays")
  void monitoringFindsWhatIsThere(Path overlay) {
    // Without a client that stays, there is none to scrape.
    Assumptions.assumeFalse(overlay.endsWith("replay"));
    List<JsonNode> both = new ArrayList<>(Kustomize.build(overlay).objects());
    both.addAll(Kustomize.build(Checkout.deploy().resolve("monitoring")).objects());
    assertThat(Rules.findings(new Manifests(both))).isEmpty();
  }
}
