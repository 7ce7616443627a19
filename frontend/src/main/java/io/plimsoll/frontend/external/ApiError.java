package io.plimsoll.frontend.external;

import io.plimsoll.http.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * What a request may be refused for, and what Kubernetes calls it ({@code StatusReason} of {@code
 * k8s.io/apimachinery/pkg/apis/meta/v1}).
 */
enum ApiError {
  BAD_REQUEST(400, "BadRequest"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "NotFound"),
  METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
  NOT_ACCEPTABLE(406, "NotAcceptable"),
  BODY_TOO_LARGE(413, "RequestEntityTooLarge"),
  HEAD_TOO_LARGE(431, ""),
  INTERNAL(500, "InternalError"),
  UNAVAILABLE(503, "ServiceUnavailable");

  private final int code;
  private final String reason;

  ApiError(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  int code() {
    return code;
  }

  /** The one with that status, or null. */
  static @Nullable ApiError of(int code) {
    for (ApiError error : values()) {
      if (error.code == code) {
        return error;
      }
    }
    return null;
  }

  /** The answer: a {@code Status} object. */
  HttpReply reply(String message) {
    return Json.reply(
        code,
        json -> {
          json.writeStringProperty("kind", "Status");
          json.writeStringProperty("apiVersion", "v1");
          json.writeObjectPropertyStart("metadata");
          json.writeEndObject();
          json.writeStringProperty("status", "Failure");
          json.writeStringProperty("message", message);
          if (!reason.isEmpty()) {
            json.writeStringProperty("reason", reason);
          }
          json.writeNumberProperty("code", code);
        });
  }
}
