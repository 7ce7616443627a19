package io.plimsoll.kfp;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What answers say, errors in words. Stateless. */
final class Answers {

  /** Of an error that is no JSON. */
  private static final int MOST_ERROR_CHARACTERS = 300;

  private static final JsonMapper MAPPER = new JsonMapper();

  private Answers() {}

  /**
   * The body of an answer.
   *
   * @param what the request, for the error
   * @throws KfpException if it says that the request failed, or is no JSON
   */
  static JsonNode read(String what, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String text = new String(response.body(), StandardCharsets.UTF_8);
    boolean success = status / 100 == 2;
    JsonNode body;
    try {
      body = text.isBlank() ? JsonNodeFactory.instance.objectNode() : MAPPER.readTree(text);
    } catch (JacksonException e) {
      // A proxy's page, for one.
      throw new KfpException(
          status, what + ": status " + status + ", which is no JSON: " + shortened(text));
    }
    if (success) {
      return body;
    }
    throw new KfpException(status, what + ": status " + status + ": " + said(body, text));
  }

  /** Of the errors of the gateway, and of uploads, which have other fields. */
  private static String said(JsonNode body, String text) {
    for (String field : new String[] {"message", "error_message", "error"}) {
      String said = body.path(field).asString("");
      if (!said.isEmpty()) {
        return shortened(said);
      }
    }
    return shortened(text);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MOST_ERROR_CHARACTERS
        ? line
        : line.substring(0, MOST_ERROR_CHARACTERS) + "...";
  }
}
