package io.plimsoll.frontend.external;

import io.plimsoll.http.HttpReply;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers in JSON. Stateless. */
final class Json {

  /** As Kubernetes has it, whose own clients compare it as a whole in some places. */
  static final String TYPE = "application/json";

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** An answer that is one object. */
  static HttpReply reply(int status, Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return HttpReply.of(status, TYPE, text.append('\n').toString());
  }
}
