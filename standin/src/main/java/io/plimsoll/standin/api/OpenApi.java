package io.plimsoll.standin.api;

import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ResourceCatalog;
import io.plimsoll.standin.store.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of the schemas as kubectl needs before it creates or applies: that the server validates
 * fields itself, and takes dry runs. It says nothing of the fields of the kinds. Stateless.
 */
final class OpenApi {

  private OpenApi() {}

  /** By path. */
  static Map<String, ObjectNode> documents(ResourceCatalog catalog) {
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    ObjectNode root = Json.object();
    ObjectNode paths = root.putObject("paths");
    for (String apiVersion : catalog.apiVersions()) {
      String path = (apiVersion.indexOf('/') < 0 ? "api/" : "apis/") + apiVersion;
      paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
      documents.put("/openapi/v3/" + path, groupVersion("/" + path, catalog, apiVersion));
    }
    documents.put("/openapi/v3", root);
    return documents;
  }

  private static ObjectNode groupVersion(String base, ResourceCatalog catalog, String apiVersion) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0-standin");
    ObjectNode paths = document.putObject("paths");
    for (ResourceType type : catalog.types(apiVersion)) {
      String collection =
          base + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
      operation(paths.putObject(collection), "post", type);
      ObjectNode object = paths.putObject(collection + "/{name}");
      operation(object, "patch", type);
      operation(object, "put", type);
    }
    return document;
  }

  private static void operation(ObjectNode path, String method, ResourceType type) {
    ObjectNode operation = path.putObject(method);
    ArrayNode parameters = operation.putArray("parameters");
    for (String name : new String[] {"dryRun", "fieldManager", "fieldValidation"}) {
      ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
      parameter.putObject("schema").put("type", "string");
    }
    operation.putObject("responses").putObject("200").put("description", "OK");
    operation
        .putObject("x-kubernetes-group-version-kind")
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }
}
