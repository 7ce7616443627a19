package io.plimsoll.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param contentType with its character set
 * @param body left out of the answer to a HEAD request; not to be changed afterwards
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, written once, never compared.
public record HttpReply(int status, String contentType, byte[] body, Map<String, String> headers) {

  public static final String PLAIN = "text/plain; charset=utf-8";
  public static final String JSON = "application/json; charset=utf-8";
  public static final String HTML = "text/html; charset=utf-8";

  /** A text with status 200. */
  public static HttpReply ok(String contentType, String body) {
    return of(200, contentType, body);
  }

  /** A text. */
  public static HttpReply of(int status, String contentType, String body) {
    return new HttpReply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** One line of plain text that says what is wrong. */
  public static HttpReply error(int status, String text) {
    return of(status, PLAIN, text + "\n");
  }
}
