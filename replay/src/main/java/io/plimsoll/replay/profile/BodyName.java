package io.plimsoll.replay.profile;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Finds {@code metadata.name} in a body without building a tree of it. */
final class BodyName {

  private BodyName() {}

  /** The name; empty if there is none, or the body is not JSON. Of several, the last counts. */
  static String of(@Nullable String body) {
    if (body == null) {
      return "";
    }
    try (JsonParser parser = Formats.BODY.createParser(ObjectReadContext.empty(), body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? find(parser) : "";
    } catch (JacksonException notJson) {
      return "";
    }
  }

  private static String find(JsonParser parser) {
    String found = "";
    String key;
    while ((key = parser.nextName()) != null) {
      JsonToken value = parser.nextToken();
      if (key.equals("metadata") && value == JsonToken.START_OBJECT) {
        found = nameIn(parser);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private static String nameIn(JsonParser parser) {
    String found = "";
    String key;
    while ((key = parser.nextName()) != null) {
      JsonToken value = parser.nextToken();
      if (key.equals("name") && value == JsonToken.VALUE_STRING) {
        found = parser.getString();
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }
}
