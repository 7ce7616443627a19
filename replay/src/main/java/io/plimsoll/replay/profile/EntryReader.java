package io.plimsoll.replay.profile;

import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads and checks the entries of {@code requests}, one after the other. */
final class EntryReader {

  /** A year: far beyond any recording, and in nanoseconds still far from what a long holds. */
  static final long MAX_TIMESTAMP_MILLIS = 366L * 24 * 60 * 60 * 1000;

  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;

  private static final int TIMESTAMP = 0;
  private static final int VERB = 1;
  private static final int NAMESPACE = 2;
  private static final int KIND = 3;
  private static final int NAME = 4;
  private static final int PATH = 5;
  private static final int BODY = 6;
  private static final int PATCH_TYPE = 7;
  private static final int EXPECT = 8;
  private static final int SELECTOR = 9;

  private final Tokens tokens;
  private final Fields fields;

  /** Fields whose value was there and wrong, so that they are not called missing as well. */
  private final BitSet bad = new BitSet();

  private int index;
  private int line;
  private long previousTimestamp;

  private long timestamp;
  private @Nullable Verb verb;
  private String namespace = "";
  private String kind = "";
  private String name = "";
  private String path = "";
  private @Nullable String body;
  private @Nullable PatchType patchType;
  private int expect;
  private String selector = "";

  EntryReader(Tokens tokens) {
    this.tokens = tokens;
    this.fields =
        new Fields(
            tokens,
            "timestamp",
            "verb",
            "namespace",
            "resourceKind",
            "name",
            "apiPath",
            "body",
            "patchType",
            "expect",
            "labelSelector");
  }

  /** The line in which the entry read last starts. */
  int line() {
    return line;
  }

  /** Reads the entry that starts with the current token; null if it is bad. */
  @Nullable ReplayRequest read(int entry) throws IOException, SyntaxException {
    index = entry;
    if (tokens.parser().currentToken() != JsonToken.START_OBJECT) {
      tokens.reportValue("requests[" + index + "]", "a mapping");
      return null;
    }
    long violations = tokens.violations().count();
    reset();
    fields.begin();
    line = fields.line(TIMESTAMP);
    int field;
    while ((field = fields.next(this::field)) >= 0) {
      long before = tokens.violations().count();
      set(field);
      if (tokens.violations().count() > before) {
        bad.set(field);
      }
    }
    check();
    Verb known = verb;
    if (known == null || tokens.violations().count() > violations) {
      return null;
    }
    return new ReplayRequest(
        timestamp, known, namespace, kind, name, path, body, patchType, expect, selector);
  }

  private void reset() {
    bad.clear();
    timestamp = 0;
    verb = null;
    namespace = "";
    kind = "";
    name = "";
    path = "";
    body = null;
    patchType = null;
    expect = 0;
    selector = "";
  }

  private void set(int field) throws IOException, SyntaxException {
    switch (field) {
      case TIMESTAMP -> timestamp();
      case VERB -> verb = verb();
      case NAMESPACE -> namespace = text(field);
      case KIND -> kind = text(field);
      case NAME -> name = text(field);
      case PATH -> path = text(field);
      case BODY -> body = body();
      case PATCH_TYPE -> patchType = patchType();
      case EXPECT -> expect = (int) fields.number(this::field, field, MIN_STATUS, MAX_STATUS);
      case SELECTOR -> selector = text(field);
      default -> throw new IllegalStateException("no field " + field);
    }
  }

  private void timestamp() throws IOException, SyntaxException {
    timestamp = fields.number(this::field, TIMESTAMP, 0, MAX_TIMESTAMP_MILLIS);
    if (timestamp < 0) {
      return;
    }
    if (timestamp < previousTimestamp) {
      tokens.report(
          field("timestamp"),
          timestamp + " (expected: at least " + previousTimestamp + ", as the entry before)");
    }
    previousTimestamp = timestamp;
  }

  private String text(int field) throws IOException, SyntaxException {
    String text = fields.text(this::field, field);
    return text == null ? "" : text;
  }

  private @Nullable Verb verb() throws IOException, SyntaxException {
    String text = fields.text(this::field, VERB);
    Verb known = text == null ? null : Names.verb(text);
    if (text != null && known == null) {
      tokens.reportValue(field("verb"), "one of " + Names.VERBS);
    }
    return known;
  }

  private @Nullable PatchType patchType() throws IOException, SyntaxException {
    String text = fields.text(this::field, PATCH_TYPE);
    PatchType known = text == null ? null : Names.patchType(text);
    if (text != null && known == null) {
      tokens.reportValue(field("patchType"), "one of " + Names.PATCH_TYPES);
    }
    return known;
  }

  /** Empty is the same as none: some recorders write an empty body for every request. */
  private @Nullable String body() throws IOException, SyntaxException {
    JsonToken token = tokens.parser().currentToken();
    String text =
        token != null && token.isStructStart()
            ? BodyText.read(tokens, field("body"))
            : fields.text(this::field, BODY, Formats.MAX_BODY_CHARS);
    return text == null || text.isEmpty() ? null : text;
  }

  /** What is missing, or does not go with the verb. A bad value has been reported before. */
  private void check() {
    if (!fields.has(TIMESTAMP)) {
      missing(TIMESTAMP, "milliseconds from the start");
    }
    if (!fields.has(VERB)) {
      missing(VERB, "one of " + Names.VERBS);
    }
    require(KIND, kind, "a kind such as Pod");
    require(PATH, path, "a path such as /api/v1/namespaces/default/pods");
    Verb known = verb;
    if (known == null) {
      return;
    }
    if (known.needsName()) {
      require(NAME, name, "the object's name, for " + known);
    }
    if (known.needsBody() && body == null && !bad.get(BODY)) {
      missing(BODY, "a body, for " + known);
    }
    if (patchType != null && known != Verb.PATCH) {
      unwanted(PATCH_TYPE, "none for " + known + ", only for PATCH");
    }
    if (!selector.isEmpty() && known != Verb.LIST && known != Verb.WATCH) {
      unwanted(SELECTOR, "none for " + known + ", only for LIST and WATCH");
    }
  }

  private void require(int field, String text, String expected) {
    if (text.isEmpty() && !bad.get(field)) {
      missing(field, expected);
    }
  }

  private void missing(int field, String expected) {
    fields.report(this::field, field, "missing (expected: " + expected + ")");
  }

  private void unwanted(int field, String expected) {
    fields.report(this::field, field, "not wanted (expected: " + expected + ")");
  }

  private String field(String name) {
    return "requests[" + index + "]." + name;
  }
}
