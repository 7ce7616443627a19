package io.plimsoll.standin.api;

import static java.util.Objects.requireNonNull;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ObjectStore;
import io.plimsoll.standin.store.PatchKind;
import io.plimsoll.standin.store.StoredObject;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** What a path may have after an object's name. */
final class Subresources {

  private final ObjectStore store;

  Subresources(ObjectStore store) {
    this.store = store;
  }

  Reply answer(ApiRequest request, Query query, ResourcePath path) {
    return switch (requireNonNull(path.subresource())) {
      case "log" -> log(request, query, path);
      case "binding" -> bind(request, path);
      case "eviction" -> evict(request, query, path);
      case "token" -> token(request, path);
      case "scale" -> scale(request, query, path);
      case "status" -> object(request, query, path, true);
      default -> object(request, query, path, false);
    };
  }

  private static String name(ResourcePath path) {
    return requireNonNull(path.name());
  }

  private static String namespace(ResourcePath path) {
    return requireNonNull(path.namespace());
  }

  private static StoredObject parent(ResourcePath path) {
    return path.table().get(namespace(path), name(path));
  }

  /** One that is the object itself, or a part of it. */
  private Reply object(ApiRequest request, Query query, ResourcePath path, boolean statusOnly) {
    ObjectStore.Change change =
        switch (request.method()) {
          case "GET" -> null;
          case "PUT" -> {
            ObjectNode next = KubernetesApi.body(request);
            yield present -> next.deepCopy();
          }
          case "PATCH" ->
              PatchKind.of(request.mediaType(), path.table().type()).read(request.body());
          default -> throw ApiException.methodNotAllowed();
        };
    if (change == null) {
      return Reply.json(200, parent(path).json());
    }
    boolean dryRun = KubernetesApi.dryRun(query);
    return Reply.json(
        200,
        store.change(path.table(), namespace(path), name(path), statusOnly, dryRun, change).json());
  }

  private Reply scale(ApiRequest request, Query query, ResourcePath path) {
    if (request.method().equals("GET")) {
      return Reply.json(200, scaleOf(parent(path)));
    }
    ObjectStore.Change change =
        switch (request.method()) {
          case "PUT" -> {
            ObjectNode next = KubernetesApi.body(request);
            yield present -> next.deepCopy();
          }
          case "PATCH" ->
              PatchKind.of(request.mediaType(), path.table().type()).read(request.body());
          default -> throw ApiException.methodNotAllowed();
        };
    StoredObject scaled =
        store.change(
            path.table(),
            namespace(path),
            name(path),
            false,
            KubernetesApi.dryRun(query),
            present -> withReplicas(present, change));
    return Reply.json(200, scaleOf(scaled));
  }

  private static ObjectNode withReplicas(ObjectNode present, ObjectStore.Change change) {
    ObjectNode scale = change.apply(scaleOf(present));
    int replicas = scale.path("spec").path("replicas").asInt(0);
    if (replicas < 0) {
      throw ApiException.of(
          422,
          "Invalid",
          "spec.replicas: Invalid value: " + replicas + ": must be greater than or equal to 0");
    }
    if (present.get("metadata") instanceof ObjectNode metadata) {
      String version = Json.text(scale.path("metadata"), "resourceVersion");
      metadata.put("resourceVersion", version == null ? "" : version);
    }
    if (present.get("spec") instanceof ObjectNode spec) {
      spec.put("replicas", replicas);
    } else {
      present.putObject("spec").put("replicas", replicas);
    }
    return present;
  }

  private static ObjectNode scaleOf(StoredObject object) {
    return scaleOf(object.tree());
  }

  private static ObjectNode scaleOf(ObjectNode object) {
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      metadata.put(field, object.path("metadata").path(field).asString(""));
    }
    scale.putObject("spec").put("replicas", object.path("spec").path("replicas").asInt(1));
    ObjectNode status = scale.putObject("status");
    status.put("replicas", object.path("status").path("replicas").asInt(0));
    status.put("selector", SelectorText.of(object.path("spec").path("selector")));
    return scale;
  }

  private Reply log(ApiRequest request, Query query, ResourcePath path) {
    require("GET", request);
    StoredObject pod = parent(path);
    return Reply.text(PodLogs.read(pod.tree(), pod.name(), query));
  }

  private Reply bind(ApiRequest request, ResourcePath path) {
    require("POST", request);
    ObjectNode binding = KubernetesApi.body(request);
    String node = Json.text(binding.path("target"), "name");
    if (node == null || node.isEmpty()) {
      throw ApiException.badRequest("target.name: missing (expected: the name of a node)");
    }
    store.change(
        path.table(),
        namespace(path),
        name(path),
        false,
        false,
        pod -> {
          if (pod.get("spec") instanceof ObjectNode spec) {
            spec.put("nodeName", node);
          } else {
            pod.putObject("spec").put("nodeName", node);
          }
          return pod;
        });
    return Reply.json(201, KubernetesApi.success().put("code", 201));
  }

  private Reply evict(ApiRequest request, Query query, ResourcePath path) {
    require("POST", request);
    ObjectNode eviction = KubernetesApi.body(request);
    ObjectNode options =
        eviction.get("deleteOptions") instanceof ObjectNode given ? given : Json.object();
    store.delete(path.table(), namespace(path), name(path), options, KubernetesApi.dryRun(query));
    return Reply.json(201, KubernetesApi.success().put("code", 201));
  }

  private static Reply token(ApiRequest request, ResourcePath path) {
    require("POST", request);
    StoredObject account = parent(path);
    ObjectNode answer = KubernetesApi.body(request);
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    answer
        .putObject("status")
        .put(
            "token",
            "stand-in."
                + Integer.toHexString(
                    new String(account.json(), StandardCharsets.UTF_8).hashCode()))
        .put("expirationTimestamp", "2100-01-01T00:00:00Z");
    return Reply.json(201, answer);
  }

  private static void require(String method, ApiRequest request) {
    if (!request.method().equals(method)) {
      throw ApiException.methodNotAllowed();
    }
  }
}
