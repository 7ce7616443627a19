package io.plimsoll.deploy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of others' kinds, against the schemas that their makers publish: the
 * CustomResourceDefinitions in {@code testdata/crds}. As the API server does, but strictly: a field
 * that the schema does not have is refused rather than dropped.
 */
final class CustomResources {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  private static final Map<String, Schema> SCHEMAS = read();

  private CustomResources() {}

  /** Whether the Kubernetes client has no model of its own for this kind. */
  static boolean isCustom(JsonNode object) {
    return TypedModels.read(object)
        instanceof io.fabric8.kubernetes.api.model.GenericKubernetesResource;
  }

  /** What is wrong with {@code object}, nothing if its kind is one of Kubernetes. */
  static List<String> findings(JsonNode object) {
    if (!isCustom(object)) {
      return List.of();
    }
    String id = Manifests.idOf(object);
    Schema schema = SCHEMAS.get(key(object.path("apiVersion").asString(), object.path("kind")));
    if (schema == null) {
      return List.of(id + ": no schema of " + object.path("apiVersion").asString());
    }
    return schema.validate(object).stream().map(error -> id + error).toList();
  }

  private static String key(String apiVersion, JsonNode kind) {
    return apiVersion + "/" + kind.asString();
  }

  private static Map<String, Schema> read() {
    Map<String, Schema> schemas = new HashMap<>();
    Path folder = Checkout.root().resolve("testdata/crds");
    if (!Files.isDirectory(folder)) {
      return schemas;
    }
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    for (Path file : Checkout.files(folder)) {
      if (file.toString().endsWith(".yaml")) {
        for (JsonNode definition : Yaml.all(Checkout.read(file))) {
          add(definition, registry, schemas);
        }
      }
    }
    return schemas;
  }

  private static void add(JsonNode definition, SchemaRegistry registry, Map<String, Schema> into) {
    JsonNode spec = definition.path("spec");
    for (JsonNode version : spec.path("versions")) {
      ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema").deepCopy();
      // Its own schema says only that there is metadata.
      ((ObjectNode) schema.path("properties")).putObject("metadata").put("type", "object");
      strict(schema);
      String apiVersion = spec.path("group").asString() + "/" + version.path("name").asString();
      into.put(key(apiVersion, spec.at("/names/kind")), registry.getSchema(schema));
    }
  }

  /**
   * What the schema does not name is refused, and {@code nullable} and int-or-string understood.
   */
  private static void strict(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      if (schema.path("properties").isObject()
          && !schema.has("additionalProperties")
          && !schema.path(PRESERVE).asBoolean(false)) {
        schema.put("additionalProperties", false);
      }
      schema.propertyStream().map(Map.Entry::getValue).forEach(CustomResources::strict);
    } else {
      node.valueStream().forEach(CustomResources::strict);
    }
  }
}
