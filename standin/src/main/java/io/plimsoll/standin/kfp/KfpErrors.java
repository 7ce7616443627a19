package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.Reply;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import tools.jackson.databind.node.ObjectNode;

/** Failures in the forms of the real server. Stateless. */
final class KfpErrors {

  private KfpErrors() {}

  static ApiException notFound(String kind, String id) {
    return ApiException.of(
        404, "NotFound", "ResourceNotFoundError: " + kind + " " + id + " not found.");
  }

  static ApiException invalid(String message) {
    return ApiException.badRequest("Invalid input error: " + message);
  }

  static ApiException exists(String message) {
    return ApiException.of(409, "AlreadyExists", "Already exist error: " + message);
  }

  static ApiException full(String kind, int most) {
    return ApiException.of(
        507, "Full", kind + ": there are " + most + " already (expected: old ones are deleted)");
  }

  /** As the gateway in front of the API words it. */
  static Reply ofGateway(ApiException failure) {
    String message = String.valueOf(failure.getMessage());
    ObjectNode body =
        Json.object()
            .put("error", message)
            .put("code", rpcCode(failure.code()))
            .put("message", message);
    body.putArray("details");
    return reply(failure, body);
  }

  /** As uploads word it, which go past the gateway. */
  static Reply ofUpload(ApiException failure) {
    String message = String.valueOf(failure.getMessage());
    return reply(
        failure, Json.object().put("error_message", message).put("error_details", message));
  }

  private static Reply reply(ApiException failure, ObjectNode body) {
    return new Reply(
        failure.code(), "application/json", Json.write(body), failure.retryAfterSeconds());
  }

  /** The {@code google.rpc.Code} that the gateway turns into that status. */
  private static int rpcCode(int status) {
    return switch (status) {
      case 400 -> 3;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 5;
      case 409 -> 6;
      case 429 -> 8;
      case 405, 501 -> 12;
      case 503 -> 14;
      case 504 -> 4;
      case 500 -> 13;
      default -> 2;
    };
  }
}
