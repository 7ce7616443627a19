package io.plimsoll.replay.audit;

import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.Verb;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a request out of what the log says about one. Pure. */
final class Rebuilder {

  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;

  /** As in a profile. */
  private static final int MAX_URI_CHARS = 64 << 10;

  /** As in a profile. */
  private static final int MAX_BODY_CHARS = 16 << 20;

  /** They upgrade the connection or pass on to something that is not the API server. */
  private static final Set<String> STREAMS = Set.of("exec", "attach", "portforward", "proxy");

  private final AuditOptions options;

  Rebuilder(AuditOptions options) {
    this.options = options;
  }

  /** The request of an event, or why there is none. */
  Rebuilt rebuild(AuditEvent event) {
    if (isExcluded(event)) {
      return new Rebuilt.Skipped(SkipReason.EXCLUDED_USER);
    }
    if (event.resource().isEmpty()) {
      return new Rebuilt.Skipped(SkipReason.NO_RESOURCE);
    }
    RequestUri uri = new RequestUri(event.requestUri());
    if (STREAMS.contains(event.subresource()) || uri.value("follow").equals("true")) {
      return new Rebuilt.Skipped(SkipReason.STREAM);
    }
    Verb verb = verb(event, uri);
    if (verb == null) {
      return new Rebuilt.Skipped(SkipReason.UNKNOWN_VERB);
    }
    if (event.receivedMicros() == AuditEvent.NO_TIME) {
      return new Rebuilt.Skipped(SkipReason.NO_TIME);
    }
    return request(event, verb, uri);
  }

  private Rebuilt request(AuditEvent event, Verb verb, RequestUri uri) {
    String kind = kind(event);
    String name = name(event, verb);
    if (verb.needsName() && name.isEmpty()) {
      return new Rebuilt.Skipped(SkipReason.NO_NAME);
    }
    boolean synthesized = false;
    String body = null;
    if (event.body() != null && takesBody(verb)) {
      body = body(event, event.body());
    } else if (verb.needsBody()) {
      body = options.synthesize() ? Synthesized.body(event, verb, name) : null;
      synthesized = body != null;
      if (body == null) {
        return new Rebuilt.Skipped(SkipReason.NO_BODY);
      }
    }
    ReplayRequest request =
        new ReplayRequest(
            0,
            verb,
            // A namespace is not in itself, but its objectRef says so.
            isNamespace(event) ? "" : event.namespace(),
            kind,
            name,
            path(verb, uri),
            body,
            verb == Verb.PATCH ? patchType(event.body(), synthesized) : null,
            event.code() < MIN_STATUS || event.code() > MAX_STATUS ? 0 : event.code(),
            selects(verb) ? uri.value("labelSelector") : "");
    if (!options.filter().keeps(request)) {
      return new Rebuilt.Skipped(SkipReason.FILTERED);
    }
    if (event.requestUri().length() > MAX_URI_CHARS
        || (body != null && body.length() > MAX_BODY_CHARS)) {
      return new Rebuilt.Skipped(SkipReason.TOO_LONG);
    }
    return new Rebuilt.Request(request, synthesized);
  }

  private boolean isExcluded(AuditEvent event) {
    return isExcluded(event.user())
        || isExcluded(event.impersonatedUser())
        || (options.excludeImpersonated() && !event.impersonatedUser().isEmpty());
  }

  private boolean isExcluded(String user) {
    return options.excludedUsers().contains(user) || (options.excludeSystem() && isSystem(user));
  }

  /** The control plane and nodes; other service accounts are what users run. */
  private static boolean isSystem(String user) {
    return user.startsWith("system:")
        && (!user.startsWith("system:serviceaccount:")
            || user.startsWith("system:serviceaccount:kube-system:"));
  }

  private @Nullable Verb verb(AuditEvent event, RequestUri uri) {
    return switch (event.verb()) {
      case "get" -> Verb.GET;
      case "list" -> Verb.LIST;
      case "watch" -> Verb.WATCH;
      case "create" -> Verb.CREATE;
      case "update" -> Verb.UPDATE;
      case "delete" -> Verb.DELETE;
      case "deletecollection" -> Verb.DELETECOLLECTION;
      case "patch" -> isApply(event.body(), uri) ? Verb.APPLY : Verb.PATCH;
      default -> null;
    };
  }

  /**
   * The log does not have the media type. A server-side apply must name its field manager, and its
   * body must have apiVersion and kind, which other patches have no use for.
   */
  private boolean isApply(@Nullable JsonNode body, RequestUri uri) {
    return options.patchType() == null
        && uri.has("fieldManager")
        && (uri.has("force") || (body != null && body.has("apiVersion") && body.has("kind")));
  }

  private @Nullable PatchType patchType(@Nullable JsonNode body, boolean synthesized) {
    if (synthesized) {
      return PatchType.MERGE;
    }
    if (options.patchType() != null) {
      return options.patchType();
    }
    return body != null && body.isArray() ? PatchType.JSON : null;
  }

  private static String kind(AuditEvent event) {
    String known = Kinds.of(event.apiGroup(), event.resource());
    if (known != null) {
      return known;
    }
    JsonNode body = event.body();
    if (body != null && event.subresource().isEmpty() && !event.verb().startsWith("delete")) {
      String kind = body.path("kind").asString("");
      if (!kind.isEmpty()) {
        return kind;
      }
    }
    return event.resource();
  }

  /** A create that leaves the name to the server has none, whatever the log says it became. */
  private static String name(AuditEvent event, Verb verb) {
    if (verb != Verb.CREATE || !event.subresource().isEmpty() || event.body() == null) {
      return event.name();
    }
    JsonNode metadata = event.body().path("metadata");
    String name = metadata.path("name").asString("");
    return name.isEmpty() && metadata.has("generateName")
        ? ""
        : name.isEmpty() ? event.name() : name;
  }

  private String body(AuditEvent event, JsonNode body) {
    Bodies.unbind(body);
    if (options.redact()) {
      if (event.apiGroup().isEmpty() && event.resource().equals("secrets")) {
        Bodies.redactSecret(body);
      } else if (event.resource().equals("tokenreviews")) {
        Bodies.redactToken(body);
      }
    }
    return body instanceof ObjectNode object && object.isEmpty() ? "{}" : body.toString();
  }

  /**
   * The path as it was, without what is set anew when it is sent, and without what only the
   * recorded server could answer: a continuation, or a resource version other than 0.
   */
  private static String path(Verb verb, RequestUri uri) {
    RequestUri path = new RequestUri(uri.toString());
    if (verb == Verb.APPLY) {
      path.remove("fieldManager");
      path.remove("force");
    }
    if (selects(verb)) {
      path.remove("labelSelector");
    }
    if (!uri.value("resourceVersion").equals("0")) {
      path.remove("resourceVersion");
      if (!uri.value("sendInitialEvents").equals("true")) {
        path.remove("resourceVersionMatch");
      }
    }
    path.remove("continue");
    return path.toString();
  }

  private static boolean takesBody(Verb verb) {
    return verb.needsBody() || verb == Verb.DELETE || verb == Verb.DELETECOLLECTION;
  }

  private static boolean selects(Verb verb) {
    return verb == Verb.LIST || verb == Verb.WATCH;
  }

  private static boolean isNamespace(AuditEvent event) {
    return event.apiGroup().isEmpty() && event.resource().equals("namespaces");
  }
}
