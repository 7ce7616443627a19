package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A reply with all of its body.
 *
 * @param body shared: must not be changed
 * @param retryAfterSeconds for the header of that name; 0 = none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record Reply(int status, String contentType, byte[] body, int retryAfterSeconds)
    implements Answer {

  static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  static Reply json(int status, byte[] body) {
    return new Reply(status, JSON, body, 0);
  }

  /** A reply of any tree. */
  public static Reply json(int status, JsonNode body) {
    return json(status, Json.write(body));
  }

  static Reply text(String body) {
    return text(body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply text(byte[] body) {
    return new Reply(200, TEXT, body, 0);
  }

  /** A failure as its Status object. */
  public static Reply of(ApiException failure) {
    return new Reply(
        failure.code(), JSON, Json.write(failure.toStatus()), failure.retryAfterSeconds());
  }
}
