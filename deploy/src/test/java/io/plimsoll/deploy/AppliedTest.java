package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one applies, given to a server that keeps objects. */
@EnableKubernetesMockClient(crud = true, https = false)
class AppliedTest {

  /** Filled in by the annotation. */
  @SuppressWarnings("NullAway.Init")
  KubernetesClient client;

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(AppliedTest.class);
  }

  static List<Path> applied() {
    return Checkout.applied();
  }

  @ParameterizedTest
  @MethodSource("applied")
  void whatIsAppliedIsListedAgain(Path folder) {
    Map<String, HasMetadata> applied = new HashMap<>();
    for (var object : Kustomize.build(folder).objects()) {
      HasMetadata model = TypedModels.read(object);
      applied.put(Manifests.idOf(object), model);
      assertThat(client.resource(model).create()).isNotNull();
    }
    applied.forEach(
        (id, model) -> {
          HasMetadata listed = client.resource(model).get();
          assertThat(listed).as(id).isNotNull();
          // What the server adds.
          listed.getMetadata().setUid(null);
          listed.getMetadata().setResourceVersion(null);
          listed.getMetadata().setCreationTimestamp(null);
          listed.getMetadata().setGeneration(null);
          assertThat(listed).as(id).isEqualTo(model);
        });
  }
}
