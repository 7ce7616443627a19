package io.plimsoll.replay.profile;

import java.io.StringWriter;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/** Changes {@code metadata.name} and {@code metadata.namespace} of a body. */
final class BodyNames {

  private BodyNames() {}

  /**
   * The body with new names; a body without them, such as a JSON patch, stays as it is in all but
   * its blanks.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static String rename(String body, UnaryOperator<String> name, UnaryOperator<String> namespace) {
    StringWriter text = new StringWriter(body.length() + 64);
    try (JsonParser parser = Formats.BODY.createParser(ObjectReadContext.empty(), body);
        JsonGenerator generator = Formats.BODY.createGenerator(ObjectWriteContext.empty(), text)) {
      int depth = 0;
      boolean inMetadata = false;
      String key = "";
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token.isStructEnd()) {
          depth--;
          inMetadata &= depth > 1;
        } else if (token.isStructStart()) {
          depth++;
          inMetadata |= depth == 2 && token == JsonToken.START_OBJECT && key.equals("metadata");
        }
        if (token == JsonToken.PROPERTY_NAME) {
          key = parser.currentName();
        }
        if (token == JsonToken.VALUE_STRING && inMetadata && depth == 2 && key.equals("name")) {
          generator.writeString(name.apply(parser.getString()));
        } else if (token == JsonToken.VALUE_STRING
            && inMetadata
            && depth == 2
            && key.equals("namespace")) {
          generator.writeString(namespace.apply(parser.getString()));
        } else if (token.isNumeric()) {
          generator.writeNumber(parser.getString());
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not JSON (expected: JSON, for its names to be changed)", e);
    }
    return text.toString();
  }
}
