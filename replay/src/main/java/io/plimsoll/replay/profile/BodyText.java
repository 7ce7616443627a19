package io.plimsoll.replay.profile;

import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamWriteException;

/** Turns a body that is written as YAML or JSON, not as text, into the JSON text it stands for. */
final class BodyText {

  private BodyText() {}

  /**
   * Reads the value that starts with the current token.
   *
   * @return its JSON; null if that cannot be, which is reported then
   */
  static @Nullable String read(Tokens tokens, String field) throws IOException, SyntaxException {
    StringWriter text = new StringWriter();
    int depth = 0;
    String problem = null;
    try (JsonGenerator generator =
        Formats.BODY_WRITER.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonToken token = tokens.parser().currentToken();
      while (token != null) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (problem == null) {
          problem = copy(tokens, token, generator);
          if (text.getBuffer().length() > Formats.MAX_BODY_CHARS) {
            problem = "too long (expected: at most " + Formats.MAX_BODY_CHARS + " characters)";
          }
          if (problem != null) {
            tokens.report(field, problem);
            text.getBuffer().setLength(0);
          }
        }
        if (depth == 0) {
          break;
        }
        token = tokens.next();
      }
    }
    return problem == null ? text.toString() : null;
  }

  /** Copies one token; says what is wrong with it, if anything. */
  private static @Nullable String copy(Tokens tokens, JsonToken token, JsonGenerator generator)
      throws IOException, SyntaxException {
    try {
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        String number = tokens.text();
        if (!isJsonNumber(number)) {
          return Tokens.shown(number) + " (expected: a number that JSON can hold)";
        }
        generator.writeNumber(number);
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        generator.writeNumber(tokens.text());
      } else {
        generator.copyCurrentEvent(tokens.parser());
      }
      return null;
    } catch (StreamWriteException e) {
      return Tokens.shown(e.getOriginalMessage());
    } catch (JacksonException e) {
      return "not JSON: " + Tokens.shown(e.getOriginalMessage());
    }
  }

  private static boolean isJsonNumber(String number) {
    return number.matches("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  }
}
