package io.plimsoll.standin.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds {@code metadata.name} of an object of JSON, without reading all of it. Stateless. */
final class BodyName {

  private static final JsonFactory JSON = new JsonFactory();

  private BodyName() {}

  /** Null where there is none, or the body is no JSON. */
  static @Nullable String find(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return enter(parser, "metadata") && enter(parser, "name") ? parser.getValueAsString() : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** Goes to the value of a field of the object that starts here. */
  private static boolean enter(JsonParser parser, String field) {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(field)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
