package io.plimsoll.replay.audit;

import io.plimsoll.replay.profile.Verb;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The least that stands for a body that is not in the log. */
final class Synthesized {

  private Synthesized() {}

  /** The body; null where none can be made up, since what it would have to say is not known. */
  static @Nullable String body(AuditEvent event, Verb verb, String name) {
    ObjectNode body = EventParser.MAPPER.createObjectNode();
    if (verb == Verb.PATCH) {
      body.putObject("metadata").putObject("annotations").put("plimsoll/synthesized", "true");
      return body.toString();
    }
    String kind = Kinds.of(event.apiGroup(), event.resource());
    if (kind == null || !(event.subresource().isEmpty() || event.subresource().equals("status"))) {
      return null;
    }
    body.put(
        "apiVersion",
        event.apiGroup().isEmpty()
            ? event.apiVersion()
            : event.apiGroup() + "/" + event.apiVersion());
    body.put("kind", kind);
    ObjectNode metadata = body.putObject("metadata");
    if (name.isEmpty()) {
      metadata.put("generateName", "plimsoll-");
    } else {
      metadata.put("name", name);
    }
    if (!event.namespace().isEmpty() && !kind.equals("Namespace")) {
      metadata.put("namespace", event.namespace());
    }
    return body.toString();
  }
}
