package io.plimsoll.standin.api;

import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ResourceCatalog;
import io.plimsoll.standin.store.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server tells of its groups and kinds. Stateless. */
final class Discovery {

  /** The version of Kubernetes that the kinds and their behaviour are taken from. */
  private static final String MINOR = "32";

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private Discovery() {}

  /** By path. */
  static Map<String, ObjectNode> documents(ResourceCatalog catalog) {
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    documents.put("/version", version());
    documents.put("/api", coreVersions());
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    TreeSet<String> paths = new TreeSet<>(List.of("/api", "/apis", "/healthz", "/version"));
    for (String apiVersion : catalog.apiVersions()) {
      int slash = apiVersion.indexOf('/');
      String path = (slash < 0 ? "/api/" : "/apis/") + apiVersion;
      documents.put(path, resources(apiVersion, catalog.types(apiVersion)));
      paths.add(path);
      if (slash > 0) {
        addVersion(groups, apiVersion.substring(0, slash), apiVersion);
      }
    }
    ObjectNode groupList = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode list = groupList.putArray("groups");
    groups.forEach(
        (name, group) -> {
          list.add(group);
          documents.put("/apis/" + name, group);
        });
    documents.put("/apis", groupList);
    ObjectNode root = Json.object();
    paths.forEach(root.putArray("paths")::add);
    documents.put("/", root);
    return documents;
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", MINOR)
        .put("gitVersion", "v1." + MINOR + ".0-standin")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  /** The newest version comes last in the catalog, and is the preferred one. */
  private static void addVersion(Map<String, ObjectNode> groups, String name, String apiVersion) {
    ObjectNode version =
        Json.object()
            .put("groupVersion", apiVersion)
            .put("version", apiVersion.substring(name.length() + 1));
    ObjectNode group =
        groups.computeIfAbsent(
            name,
            key -> {
              ObjectNode made =
                  Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", key);
              made.putArray("versions");
              return made;
            });
    if (group.get("versions") instanceof ArrayNode versions) {
      versions.insert(0, version);
    }
    group.set("preferredVersion", version);
  }

  private static ObjectNode resources(String apiVersion, List<ResourceType> types) {
    ObjectNode list =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", apiVersion);
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : types) {
      List<String> verbs = Reviews.isOne(type) ? List.of("create") : VERBS;
      ObjectNode resource = resource(type.plural(), type.singular(), type, type.kind(), verbs);
      if (!type.shortNames().isEmpty()) {
        type.shortNames().forEach(resource.putArray("shortNames")::add);
      }
      if (type.plural().equals("pods")) {
        resource.putArray("categories").add("all");
      }
      resources.add(resource);
      new TreeSet<>(type.subresources())
          .forEach(subresource -> resources.add(subresource(type, subresource)));
    }
    return list;
  }

  private static ObjectNode resource(
      String name, String singular, ResourceType type, String kind, List<String> verbs) {
    ObjectNode resource =
        Json.object()
            .put("name", name)
            .put("singularName", singular)
            .put("namespaced", type.namespaced())
            .put("kind", kind);
    verbs.forEach(resource.putArray("verbs")::add);
    return resource;
  }

  private static ObjectNode subresource(ResourceType type, String name) {
    List<String> change = List.of("get", "patch", "update");
    String path = type.plural() + "/" + name;
    return switch (name) {
      case "scale" ->
          resource(path, "", type, "Scale", change)
              .put("group", "autoscaling")
              .put("version", "v1");
      case "eviction" ->
          resource(path, "", type, "Eviction", List.of("create"))
              .put("group", "policy")
              .put("version", "v1");
      case "token" ->
          resource(path, "", type, "TokenRequest", List.of("create"))
              .put("group", "authentication.k8s.io")
              .put("version", "v1");
      case "binding" -> resource(path, "", type, "Binding", List.of("create"));
      case "log" -> resource(path, "", type, type.kind(), List.of("get"));
      default -> resource(path, "", type, type.kind(), change);
    };
  }
}
