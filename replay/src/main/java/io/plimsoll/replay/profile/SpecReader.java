package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Partition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads and checks {@code spec}. */
final class SpecReader {

  private static final int RUNNERS = 0;
  private static final int CONNS = 1;
  private static final int CLIENTS = 2;
  private static final int CONTENT_TYPE = 3;
  private static final int DISABLE_HTTP2 = 4;

  private final Tokens tokens;
  private final Fields fields;

  SpecReader(Tokens tokens) {
    this.tokens = tokens;
    this.fields =
        new Fields(
            tokens,
            "runnerCount",
            "connsPerRunner",
            "clientsPerRunner",
            "contentType",
            "disableHTTP2");
  }

  /** Reads the mapping that starts with the current token; null if it is bad. */
  @Nullable ReplaySpec read() throws IOException, SyntaxException {
    if (tokens.parser().currentToken() != JsonToken.START_OBJECT) {
      tokens.reportValue("spec", "a mapping");
      return null;
    }
    long violations = tokens.violations().count();
    int runners = 0;
    int conns = 0;
    int clients = 0;
    ContentType contentType = ContentType.JSON;
    boolean disableHttp2 = false;
    fields.begin();
    int field;
    while ((field = fields.next(SpecReader::field)) >= 0) {
      switch (field) {
        case RUNNERS -> runners = number(field, 1, Partition.MAX_RUNNERS);
        case CONNS -> conns = number(field, 1, ReplaySpec.MAX_CONNECTIONS);
        case CLIENTS -> clients = number(field, 0, ReplaySpec.MAX_CLIENTS);
        case CONTENT_TYPE -> contentType = contentType();
        case DISABLE_HTTP2 -> disableHttp2 = fields.bool(SpecReader::field, field);
        default -> throw new IllegalStateException("no field " + field);
      }
    }
    require(RUNNERS, "partitions");
    require(CONNS, "connections per runner");
    return tokens.violations().count() > violations
        ? null
        : new ReplaySpec(runners, conns, clients, contentType, disableHttp2);
  }

  private int number(int field, int min, int max) throws IOException, SyntaxException {
    return (int) fields.number(SpecReader::field, field, min, max);
  }

  private ContentType contentType() throws IOException, SyntaxException {
    String text = fields.text(SpecReader::field, CONTENT_TYPE);
    ContentType known = text == null ? null : Names.contentType(text);
    if (text != null && known == null) {
      tokens.reportValue(field("contentType"), "one of " + Names.CONTENT_TYPES);
    }
    return known == null ? ContentType.JSON : known;
  }

  private void require(int field, String what) {
    if (!fields.has(field)) {
      fields.report(SpecReader::field, field, "missing (expected: " + what + ", at least 1)");
    }
  }

  private static String field(String name) {
    return "spec." + name;
  }
}
