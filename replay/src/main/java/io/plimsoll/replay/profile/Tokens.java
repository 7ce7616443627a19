package io.plimsoll.replay.profile;

import io.plimsoll.cli.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The tokens of a profile, and where violations go. Anchors and aliases of YAML are violations: a
 * stream cannot repeat what it has passed, and an alias of aliases is how small files get huge.
 */
final class Tokens implements AutoCloseable {

  private static final int MAX_SHOWN_CHARS = 100;
  private static final int MAX_SYNTAX_CHARS = 200;

  /**
   * What the JSON parser adds to an error text for those who program it. It comes last, but for a
   * bracket that closes what was before.
   */
  private static final Pattern PARSER_TALK =
      Pattern.compile(
          "\\s*(?:\\((?:for|start marker|not recognized) |: enable `|, from `Stream[^`]*`(\\))?).*",
          Pattern.DOTALL);

  private final JsonParser parser;
  private final boolean yaml;
  private final @Nullable ScanGuard guard;
  private final Violations violations;

  /** Hashes of the names of anchors that are reported; the names may be long. */
  private final Set<Integer> anchors = new HashSet<>();

  private Tokens(JsonParser parser, @Nullable ScanGuard guard, Violations violations) {
    this.parser = parser;
    this.yaml = parser instanceof YAMLParser;
    this.guard = guard;
    this.violations = violations;
  }

  /** Of JSON, whose parser has limits for all that it keeps. */
  static Tokens json(JsonParser parser, Violations violations) {
    return new Tokens(parser, null, violations);
  }

  /**
   * Of YAML.
   *
   * @param guard what the parser reads
   */
  static Tokens yaml(JsonParser parser, ScanGuard guard, Violations violations) {
    return new Tokens(parser, guard, violations);
  }

  JsonParser parser() {
    return parser;
  }

  Violations violations() {
    return violations;
  }

  /** The next token, null at the end. */
  @Nullable JsonToken next() throws IOException, SyntaxException {
    try {
      JsonToken token = parser.nextToken();
      if (guard != null) {
        guard.onToken();
      }
      if (yaml
          && token != null
          && token != JsonToken.PROPERTY_NAME // Still has the anchor of the mapping it is in.
          && (parser.getObjectId() != null || isAlias())) {
        reportAnchor();
      }
      return token;
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** The next key of the object we are in, null at its end. */
  @Nullable String nextKey() throws IOException, SyntaxException {
    return next() == JsonToken.PROPERTY_NAME ? parser.currentName() : null;
  }

  /** Skips the rest of the value that starts with the current token. */
  void skip() throws IOException, SyntaxException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (token != null) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      token = next();
    }
  }

  /** The text of the current scalar, as it stands there. */
  String text() throws IOException, SyntaxException {
    try {
      return parser.getString();
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** Where the current token starts, from 1. */
  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Something is wrong with the current token. */
  void report(String field, String problem) {
    TokenStreamLocation at = parser.currentTokenLocation();
    violations.add(new Violation(at.getLineNr(), at.getColumnNr(), field, problem));
  }

  /** The current value is not what it must be; it is skipped. */
  void reportValue(String field, String expected) throws IOException, SyntaxException {
    report(field, shown() + " (expected: " + expected + ")");
    skip();
  }

  /** Something is wrong with what started in that line. */
  void report(int line, String field, String problem) {
    violations.add(new Violation(line, 0, field, problem));
  }

  /** Text from the profile, fit for a message. */
  static String shown(String text) {
    String brief =
        text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "...";
    return Text.printable(brief);
  }

  private String shown() throws IOException, SyntaxException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return "a mapping";
    }
    if (token == JsonToken.START_ARRAY) {
      return "a list";
    }
    return token == null ? "nothing" : shown(text());
  }

  /** Once for each name: an anchor with many aliases is one mistake. */
  private void reportAnchor() {
    boolean alias = isAlias();
    String name = alias ? parser.getString() : String.valueOf(parser.getObjectId());
    if (anchors.size() == Violations.MAX_KEPT || anchors.add(name.hashCode())) {
      report(
          "profile",
          (alias ? "an alias, *" : "an anchor, &")
              + shown(name)
              + " (expected: each value where it belongs)");
    }
  }

  private boolean isAlias() {
    return parser instanceof YAMLParser yamlParser && yamlParser.isCurrentAlias();
  }

  @Override
  public void close() {
    parser.close();
  }

  /** What a parser's exception means: a source that fails, or a text that is wrong. */
  private SyntaxException broken(JacksonException e) throws IOException {
    int line = parser.currentLocation().getLineNr();
    int column = parser.currentLocation().getColumnNr();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new SyntaxException(
            new Violation(line, 0, "profile", "not UTF-8 from here on (expected: UTF-8)"));
      }
      if (cause instanceof ScanGuard.Refused refused) {
        return new SyntaxException(new Violation(line, 0, "profile", refused.problem()));
      }
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof MarkedYamlEngineException marked) {
        Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
        return new SyntaxException(
            new Violation(
                mark.map(m -> m.getLine() + 1).orElse(line),
                mark.map(m -> m.getColumn() + 1).orElse(column),
                "profile",
                syntax("YAML", withContext(marked))));
      }
    }
    TokenStreamLocation at = e.getLocation();
    if (at != null && at.getLineNr() > 0) {
      line = at.getLineNr();
      column = at.getColumnNr();
    }
    return new SyntaxException(
        new Violation(
            line, column, "profile", syntax(yaml ? "YAML" : "JSON", e.getOriginalMessage())));
  }

  private static String withContext(MarkedYamlEngineException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
  }

  private static String syntax(String form, String problem) {
    String text = Text.printable(PARSER_TALK.matcher(problem).replaceFirst("$1")).strip();
    return "not "
        + form
        + ": "
        + (text.length() <= MAX_SYNTAX_CHARS ? text : text.substring(0, MAX_SYNTAX_CHARS) + "...");
  }
}
