package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.Verb;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an HTTP request of an entry of a profile. Pure and immutable. */
public final class RequestBuilder {

  private static final String JSON = "application/json";
  private static final String APPLY_YAML = "application/apply-patch+yaml";

  /**
   * The API groups whose types know strategic merge patches, besides the core group: those that
   * Kubernetes itself serves. From the folders of kubernetes/api, with {@code apiextensions.k8s.io}
   * and {@code apiregistration.k8s.io}, which have repositories of their own, and {@code
   * extensions} of old servers. Whatever else is below {@code k8s.io} is a custom resource or an
   * aggregated server, and answers 415 to them.
   */
  private static final Set<String> STRATEGIC_MERGE_GROUPS =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "apps",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "extensions",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private final String server;
  private final String accept;
  private final boolean maskGets;

  /**
   * @param server URL of the server, may have a path
   * @param accept the {@code Accept} header of every request
   * @param maskGets whether the name is masked in the key of a GET, too
   */
  public RequestBuilder(String server, String accept, boolean maskGets) {
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    this.accept = accept;
    this.maskGets = maskGets;
  }

  /** The request as it is sent. */
  public ApiRequest build(ReplayRequest request) {
    String repaired = Urls.repair(request.apiPath());
    int mark = repaired.indexOf('?');
    String path = Urls.escapePath(mark < 0 ? repaired : repaired.substring(0, mark));
    String query = mark < 0 ? "" : Urls.escapeQuery(repaired.substring(mark + 1));
    query = query(request, query);
    String body = body(request);
    return new ApiRequest(
        request.verb().method(),
        server + path + (query.isEmpty() ? "" : "?" + query),
        accept,
        body == null ? null : contentType(request, path),
        body,
        request.verb().method()
            + " "
            + (masks(request.verb()) ? new ApiPath(path).masked(request.name()) : path),
        request.verb() == Verb.WATCH);
  }

  private static String query(ReplayRequest request, String recorded) {
    return switch (request.verb()) {
      case WATCH -> withDefault(watching(recorded), "labelSelector", request.labelSelector());
      // Without its selector, a collection delete would delete more than was recorded.
      case LIST, DELETECOLLECTION ->
          withDefault(recorded, "labelSelector", request.labelSelector());
      case APPLY ->
          withDefault(withDefault(recorded, "fieldManager", "plimsoll-replay"), "force", "true");
      case CREATE, GET, UPDATE, PATCH, DELETE -> recorded;
    };
  }

  /** A query that has {@code watch=true}, whatever it said about that before. */
  private static String watching(String query) {
    String[] kept =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> !parameter.isEmpty() && !isNamed(parameter, "watch"))
            .toArray(String[]::new);
    return append(String.join("&", kept), "watch", "true");
  }

  private static String withDefault(String query, String name, String value) {
    boolean there = Arrays.stream(query.split("&", -1)).anyMatch(p -> isNamed(p, name));
    return there || value.isEmpty() ? query : append(query, name, value);
  }

  private static boolean isNamed(String parameter, String name) {
    int equals = parameter.indexOf('=');
    return Urls.decode(equals < 0 ? parameter : parameter.substring(0, equals)).equals(name);
  }

  private static String append(String query, String name, String value) {
    String separator = query.isEmpty() || query.endsWith("&") ? "" : "&";
    return query + separator + name + "=" + Urls.encode(value);
  }

  private static @Nullable String body(ReplayRequest request) {
    return switch (request.verb()) {
      // A delete may have options as its body.
      case CREATE, UPDATE, PATCH, APPLY, DELETE, DELETECOLLECTION -> request.body();
      case GET, LIST, WATCH -> null;
    };
  }

  private static String contentType(ReplayRequest request, String path) {
    return switch (request.verb()) {
      case PATCH -> patchType(request, new ApiPath(path)).mediaType();
      // The only form of apply there is. JSON is YAML, so that bodies need no change.
      case APPLY -> APPLY_YAML;
      case CREATE, GET, LIST, UPDATE, DELETE, DELETECOLLECTION, WATCH -> JSON;
    };
  }

  private static PatchType patchType(ReplayRequest request, ApiPath path) {
    if (request.patchType() != null) {
      return request.patchType();
    }
    return path.isApi() && STRATEGIC_MERGE_GROUPS.contains(path.group())
        ? PatchType.STRATEGIC_MERGE
        : PatchType.MERGE;
  }

  private boolean masks(Verb verb) {
    return switch (verb) {
      case UPDATE, DELETE, PATCH, APPLY -> true;
      case GET -> maskGets;
      case CREATE, LIST, DELETECOLLECTION, WATCH -> false;
    };
  }
}
