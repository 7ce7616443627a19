package io.plimsoll.replay.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one audit event; fields that a replay does not need are passed over. */
final class EventParser {

  /** Ten times the largest object that a usual etcd takes (1.5 MiB). */
  private static final int MAX_TEXT_CHARS = 16 << 20;

  /** Schemas of custom resources nest deepest, to about 60; an event adds two levels. */
  private static final int MAX_NESTING = 200;

  /** Numbers stay as they are written. */
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                  .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_TEXT_CHARS)
                          .maxNestingDepth(MAX_NESTING)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, String> texts = new HashMap<>();
  private int code;
  private @Nullable JsonNode body;

  /**
   * Reads the event that starts with the parser's current token.
   *
   * @return null if it is JSON, but not an event
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  @Nullable AuditEvent read(JsonParser parser) {
    texts.clear();
    code = 0;
    body = null;
    String key;
    while ((key = parser.nextName()) != null) {
      JsonToken token = parser.nextToken();
      switch (key) {
        case "auditID", "stage", "verb", "requestURI", "requestReceivedTimestamp" ->
            text(key, parser, token);
        case "user", "impersonatedUser", "objectRef", "responseStatus" ->
            fields(key, parser, token);
        case "requestObject" -> body = token == JsonToken.VALUE_NULL ? null : tree(parser);
        default -> parser.skipChildren();
      }
    }
    if (text("stage").isEmpty() || text("verb").isEmpty() || text("requestURI").isEmpty()) {
      return null;
    }
    return new AuditEvent(
        text("auditID"),
        text("stage"),
        text("verb"),
        text("requestURI"),
        text("user.username"),
        text("impersonatedUser.username"),
        text("objectRef.apiGroup"),
        text("objectRef.apiVersion"),
        text("objectRef.resource"),
        text("objectRef.subresource"),
        text("objectRef.namespace"),
        text("objectRef.name"),
        code,
        micros(text("requestReceivedTimestamp")),
        body);
  }

  private static JsonNode tree(JsonParser parser) {
    return MAPPER.readTree(parser);
  }

  private void fields(String owner, JsonParser parser, JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    String key;
    while ((key = parser.nextName()) != null) {
      JsonToken value = parser.nextToken();
      if (key.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
        code = parser.getIntValue();
      } else {
        text(owner + "." + key, parser, value);
      }
    }
  }

  private void text(String key, JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      texts.put(key, parser.getString());
    } else {
      parser.skipChildren();
    }
  }

  private String text(String key) {
    return texts.getOrDefault(key, "");
  }

  private static long micros(String timestamp) {
    try {
      Instant time = OffsetDateTime.parse(timestamp).toInstant();
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    } catch (DateTimeException | ArithmeticException e) {
      return AuditEvent.NO_TIME;
    }
  }
}
