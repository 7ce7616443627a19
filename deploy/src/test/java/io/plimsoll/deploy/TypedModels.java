package io.plimsoll.deploy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an object into the model that the Kubernetes client has of its kind, strictly: a field that
 * the model does not know, or takes as something else, is a finding.
 */
final class TypedModels {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private TypedModels() {}

  /** The object as its model, a {@link GenericKubernetesResource} if there is none of its kind. */
  static HasMetadata read(JsonNode object) {
    return (HasMetadata) SERIALIZATION.unmarshal(object.toString());
  }

  /** What the model of {@code object} does not take as it stands there, as paths. */
  static List<String> findings(JsonNode object) {
    HasMetadata model = read(object);
    List<String> findings = new ArrayList<>();
    unknown(model, Manifests.idOf(object), findings);
    lost(object, Yaml.one(SERIALIZATION.asJson(model)), Manifests.idOf(object), findings);
    return findings;
  }

  /** The models put what they do not know into a map of each. */
  private static void unknown(@Nullable Object value, String path, List<String> findings) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        unknown(list.get(i), path + "[" + i + "]", findings);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> unknown(entry, path + "." + key, findings));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
      for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          field(value, field, path, findings);
        }
      }
    }
  }

  private static void field(Object owner, Field field, String path, List<String> findings) {
    if (Modifier.isStatic(field.getModifiers()) || owner instanceof Enum) {
      return;
    }
    Object value;
    try {
      field.setAccessible(true);
      value = field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    if (field.getName().equals("additionalProperties")) {
      if (value instanceof Map<?, ?> unknown && !(owner instanceof GenericKubernetesResource)) {
        unknown.keySet().forEach(key -> findings.add(path + "." + key + ": unknown"));
      }
    } else {
      unknown(value, path + "." + field.getName(), findings);
    }
  }

  /** What is in the first tree and not the same in the second. */
  private static void lost(
      JsonNode in, @Nullable JsonNode out, String path, List<String> findings) {
    if (in.isObject() && out != null && out.isObject()) {
      in.propertyStream()
          .forEach(
              entry ->
                  lost(
                      entry.getValue(),
                      out.get(entry.getKey()),
                      path + "." + entry.getKey(),
                      findings));
    } else if (in.isArray() && out != null && out.isArray() && in.size() == out.size()) {
      for (int i = 0; i < in.size(); i++) {
        lost(in.get(i), out.get(i), path + "[" + i + "]", findings);
      }
    } else if (!in.equals(out)) {
      findings.add(path + ": " + in + " is read as " + out);
    }
  }
}
