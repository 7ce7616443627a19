package io.plimsoll.standin.store;

import tools.jackson.databind.node.ObjectNode;

/** A request that fails, in Kubernetes' words. Carries no stack trace: it is an answer, no bug. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  private ApiException(int code, String reason, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** Without details. */
  public static ApiException of(int code, String reason, String message) {
    return new ApiException(code, reason, message, Json.object());
  }

  private static ApiException about(
      int code, String reason, ResourceType type, String name, String message) {
    ObjectNode details = Json.object().put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    return new ApiException(code, reason, message, details.put("kind", type.plural()));
  }

  public static ApiException notFound(ResourceType type, String name) {
    return about(404, "NotFound", type, name, type.qualifiedName() + " \"" + name + "\" not found");
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return about(
        409,
        "AlreadyExists",
        type,
        name,
        type.qualifiedName() + " \"" + name + "\" already exists");
  }

  /** A version that is not the newest. */
  public static ApiException conflict(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiException conflict(ResourceType type, String name, String why) {
    return about(
        409,
        "Conflict",
        type,
        name,
        "Operation cannot be fulfilled on " + type.qualifiedName() + " \"" + name + "\": " + why);
  }

  /** A field that has no allowed value. */
  public static ApiException invalid(ResourceType type, String name, String why) {
    return about(422, "Invalid", type, name, type.kind() + " \"" + name + "\" is invalid: " + why);
  }

  public static ApiException badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  /** No such path. */
  public static ApiException noSuchResource() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiException methodNotAllowed() {
    return of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiException mediaType(String contentType, String accepted) {
    return of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - Content-Type: "
            + contentType
            + " (expected: "
            + accepted
            + ")");
  }

  static ApiException expired(String message) {
    return of(410, "Expired", message);
  }

  public int code() {
    return code;
  }

  /** The same with a time after which to come again. */
  public ApiException retryAfter(int seconds) {
    details.put("retryAfterSeconds", seconds);
    return this;
  }

  /** Seconds after which to come again, 0 = not said. */
  public int retryAfterSeconds() {
    return details.path("retryAfterSeconds").asInt(0);
  }

  /** The Status object that goes over the wire. */
  public ObjectNode toStatus() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status
        .put("status", "Failure")
        .put("message", getMessage())
        .put("reason", reason)
        .set("details", details.deepCopy());
    return status.put("code", code);
  }
}
