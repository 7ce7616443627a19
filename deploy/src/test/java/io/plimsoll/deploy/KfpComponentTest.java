package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The queue kfp, also where users of Kubeflow Pipelines are kept apart. */
class KfpComponentTest {

  @TempDir private Path own;

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(KfpComponentTest.class);
  }

  private static JsonNode deployment(Manifests manifests, String name) {
    return manifests.of("Deployment").stream()
        .filter(object -> Manifests.nameOf(object).equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void clientSendsWhatBackendsTakeAndTheseKnowTheServiceOfPipelines() {
    Manifests kfp = Kustomize.build(Checkout.deploy().resolve("overlays/kfp"));
    JsonNode backend = deployment(kfp, "backend-kfp").at("/spec/template/spec/containers/0");
    assertThat(Arguments.of(backend)).endsWith("kfp");
    assertThat(environment(backend, "API_HOST")).isEqualTo("ml-pipeline.kubeflow.svc");
    assertThat(environment(backend, "API_PORT")).isEqualTo("8888");
    assertThat(environment(backend, "NAMESPACE")).isEqualTo("kubeflow");
    JsonNode client = deployment(kfp, "client-kfp").at("/spec/template/spec/containers/0");
    assertThat(Arguments.of(client)).endsWith("gets");
  }

  private static String environment(JsonNode container, String name) {
    return container
        .path("env")
        .valueStream()
        .filter(variable -> variable.path("name").asString().equals(name))
        .map(variable -> variable.path("value").asString())
        .findAny()
        .orElseThrow();
  }

  @Test
  void withSeveralUsersBackendsAskWithATokenThatOnlyTheApiOfPipelinesTakes() throws IOException {
    Path there = own.toRealPath().relativize(Checkout.deploy().toRealPath());
    Files.writeString(
        own.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: plimsoll
        resources: [%1$s/base]
        components: [%1$s/components/kfp, %1$s/components/kfp/multi-user]
        """
            .formatted(there));
    Manifests kfp = Kustomize.build(own);
    for (JsonNode object : kfp.objects()) {
      assertThat(TypedModels.findings(object)).isEmpty();
    }
    // Of the token's volume all that can be looked into is below.
    assertThat(Rules.findings(kfp))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("a projected volume is not looked into");
    JsonNode pod = deployment(kfp, "backend-kfp").at("/spec/template/spec");
    assertThat(pod.path("serviceAccountName").asString()).isEqualTo("backend-kfp");
    List<String> args = Arguments.of(pod.at("/containers/0"));
    assertThat(args.subList(args.lastIndexOf("kfp") + 1, args.size())).contains("--multi-user");
    JsonNode volume = one(pod.path("volumes"), found -> found.path("projected").isObject());
    JsonNode token = volume.at("/projected/sources/0/serviceAccountToken");
    assertThat(token.path("audience").asString()).isEqualTo("pipelines.kubeflow.org");
    JsonNode mount =
        one(
            pod.at("/containers/0/volumeMounts"),
            found -> found.path("name").equals(volume.path("name")));
    assertThat(Arguments.value(args, "--token-file"))
        .contains(mount.path("mountPath").asString() + "/" + token.path("path").asString());
  }

  private static JsonNode one(JsonNode list, Predicate<JsonNode> wanted) {
    return list.valueStream().filter(wanted).findAny().orElseThrow();
  }
}
