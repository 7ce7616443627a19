package io.plimsoll.standin.api;

import org.jspecify.annotations.Nullable;

/**
 * A request that has been looked at and not been answered yet.
 *
 * @param countedAs the path under which statistics count it
 * @param objectKey what it is about; null if that is not one object
 * @param path null if it names no resource of Kubernetes
 */
public record ApiCall(
    ApiRequest request,
    Verb verb,
    String countedAs,
    @Nullable String objectKey,
    @Nullable ResourcePath path) {

  /** Of a path that is one of a resource. */
  static ApiCall of(ApiRequest request, ResourcePath path) {
    return new ApiCall(
        request, verb(request, path), request.path(), objectKey(request, path), path);
  }

  /** Of any other. */
  static ApiCall of(ApiRequest request) {
    Verb verb = request.method().equals("GET") ? Verb.GET : Verb.OTHER;
    return new ApiCall(request, verb, request.path(), null, null);
  }

  private static Verb verb(ApiRequest request, ResourcePath path) {
    boolean collection = path.name() == null;
    return switch (request.method()) {
      case "GET" -> path.isWatch(request) ? Verb.WATCH : collection ? Verb.LIST : Verb.GET;
      case "POST" -> Verb.CREATE;
      case "PUT" -> Verb.UPDATE;
      case "PATCH" -> Verb.PATCH;
      case "DELETE" -> collection ? Verb.DELETECOLLECTION : Verb.DELETE;
      default -> Verb.OTHER;
    };
  }

  private static @Nullable String objectKey(ApiRequest request, ResourcePath path) {
    String name = path.name();
    if (name == null && request.method().equals("POST")) {
      name = BodyName.find(request.body());
    }
    return name == null || path.isWatch(request)
        ? null
        : path.table().type().qualifiedName() + "/" + path.namespace() + "/" + name;
  }
}
