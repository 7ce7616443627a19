package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through objects of Kubernetes and finds what their types do not know. */
final class StrictModels {

  private StrictModels() {}

  static void assertNothingUnknown(@Nullable Object model) {
    if (model instanceof Collection<?> elements) {
      elements.forEach(StrictModels::assertNothingUnknown);
    } else if (model instanceof Map<?, ?> map) {
      map.values().forEach(StrictModels::assertNothingUnknown);
    } else if (model instanceof KubernetesResource) {
      for (Method method : model.getClass().getMethods()) {
        if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
          Object value = get(model, method);
          if (method.getName().equals("getAdditionalProperties")) {
            assertThat((Map<?, ?>) value).as("unknown of %s", model.getClass()).isEmpty();
          } else {
            assertNothingUnknown(value);
          }
        }
      }
    }
  }

  private static @Nullable Object get(Object model, Method getter) {
    try {
      return getter.invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
