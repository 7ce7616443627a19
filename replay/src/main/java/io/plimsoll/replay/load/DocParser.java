package io.plimsoll.replay.load;

import io.plimsoll.cli.Text;
import io.plimsoll.replay.profile.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The text of a load profile as a tree. Anchors and aliases of YAML are refused: an alias of
 * aliases is how small files get huge.
 */
final class DocParser {

  /** A profile needs 6. */
  private static final int MAX_NESTING = 20;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_NESTING)
          .maxStringLength(LoadProfile.MAX_BYTES)
          .build();

  private static final TokenStreamFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  private static final TokenStreamFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(LIMITS)
          .loadSettings(
              LoadSettings.builder()
                  .setCodePointLimit(LoadProfile.MAX_BYTES)
                  .setAllowDuplicateKeys(true) // We report them and go on.
                  .build())
          .build();

  private final JsonParser parser;
  private final List<Violation> violations;

  private DocParser(JsonParser parser, List<Violation> violations) {
    this.parser = parser;
    this.violations = violations;
  }

  /** The tree; null if the text is broken, which is then among the violations. */
  static @Nullable Doc parse(byte[] utf8, List<Violation> violations) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      violations.add(new Violation(0, 0, "profile", "not UTF-8 (expected: UTF-8)"));
      return null;
    }
    boolean json = text.stripLeading().startsWith("{");
    try (JsonParser parser = (json ? JSON : YAML).createParser(ObjectReadContext.empty(), text)) {
      DocParser docs = new DocParser(parser, violations);
      if (parser.nextToken() == null) {
        violations.add(new Violation(0, 0, "profile", "empty (expected: YAML or JSON)"));
        return null;
      }
      Doc doc = docs.value("");
      if (parser.nextToken() != null) {
        docs.report("profile", "more than one document (expected: one)");
      }
      return doc;
    } catch (JacksonException e) {
      violations.add(broken(json, e));
      return null;
    }
  }

  private static Violation broken(boolean json, JacksonException e) {
    int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    String problem = e.getOriginalMessage();
    if (e.getCause() instanceof MarkedYamlEngineException yaml) {
      line = yaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(line);
      problem = yaml.getProblem();
    }
    String text = Text.printable(String.valueOf(problem).lines().findFirst().orElse(""));
    return new Violation(line, 0, "profile", "not " + (json ? "JSON: " : "YAML: ") + text);
  }

  private void report(String field, String problem) {
    violations.add(new Violation(line(), 0, field, problem));
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private Doc value(String path) {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || parser.getObjectId() != null)) {
      report(
          path.isEmpty() ? "profile" : path,
          (yaml.isCurrentAlias() ? "an alias" : "an anchor") + " (expected: the value itself)");
    }
    int line = line();
    JsonToken token = parser.currentToken();
    return new Doc(
        line,
        switch (token) {
          case START_OBJECT -> mapping(path);
          case START_ARRAY -> list(path);
          case VALUE_STRING -> parser.getString();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          default -> null;
        });
  }

  /** A long where it fits one; a double for all else, of which every range check is glad. */
  private Number number() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        return parser.getLongValue();
      } catch (JacksonException tooLong) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return parser.getDoubleValue();
  }

  private Map<String, Doc> mapping(String path) {
    Map<String, Doc> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String field = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      int line = line();
      if (fields.put(name, value(field)) != null) {
        violations.add(new Violation(line, 0, field, "again (expected: each field once)"));
      }
    }
    return fields;
  }

  private List<Doc> list(String path) {
    List<Doc> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(path + "[" + elements.size() + "]"));
    }
    return elements;
  }
}
