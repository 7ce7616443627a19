package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
      assertThat(resource(model).create()).isNotNull();
    }
    applied.forEach(
        (id, model) -> {
          HasMetadata listed = resource(model).get();
          assertThat(listed).as(id).isNotNull();
          // What the server adds.
          listed.getMetadata().setUid(null);
          listed.getMetadata().setResourceVersion(null);
          listed.getMetadata().setCreationTimestamp(null);
          listed.getMetadata().setGeneration(null);
          assertThat(listed).as(id).isEqualTo(model);
        });
  }

  /** Of a custom resource the client does not know where it is. */
  private Resource<? extends HasMetadata> resource(HasMetadata model) {
    if (model instanceof GenericKubernetesResource custom) {
      String kind = custom.getKind();
      ResourceDefinitionContext context =
          new ResourceDefinitionContext.Builder()
              .withGroup(custom.getApiVersion().replaceFirst("/.*", ""))
              .withVersion(custom.getApiVersion().replaceFirst(".*/", ""))
              .withKind(kind)
              .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
              .withNamespaced(true)
              .build();
      return client.genericKubernetesResources(context).resource(custom);
    }
    return client.resource(model);
  }
}
