package io.plimsoll.replay.doc;

import io.plimsoll.cli.Text;
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
 * The text of a document as a tree. Anchors and aliases of YAML are refused: an alias of aliases is
 * how small files get huge.
 */
public final class DocParser {

  /** A load profile needs 6. */
  private static final int MAX_NESTING = 20;

  private final JsonParser parser;
  private final Findings findings;

  private DocParser(JsonParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
  }

  /**
   * The tree; null if the text is broken, which is then among the findings.
   *
   * @param utf8 the text, whose length the caller has limited
   */
  public static @Nullable Doc parse(byte[] utf8, Findings findings) {
    List<Doc> docs = parse(utf8, false, findings);
    return docs.isEmpty() ? null : docs.get(0);
  }

  /**
   * The trees of a text that may have several documents, as manifests of Kubernetes have; those
   * without content are left out. None if the text is broken, which is then among the findings.
   *
   * @param utf8 the text, whose length the caller has limited
   */
  public static List<Doc> parseAll(byte[] utf8, Findings findings) {
    return parse(utf8, true, findings).stream()
        .filter(doc -> doc.value() != null && !doc.value().equals(""))
        .toList();
  }

  private static List<Doc> parse(byte[] utf8, boolean several, Findings findings) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      findings.add(0, "", "not UTF-8 (expected: UTF-8)");
      return List.of();
    }
    boolean json = text.stripLeading().startsWith("{");
    TokenStreamFactory form = json ? json(utf8.length) : yaml(utf8.length);
    List<Doc> found = new ArrayList<>();
    try (JsonParser parser = form.createParser(ObjectReadContext.empty(), text)) {
      DocParser docs = new DocParser(parser, findings);
      if (parser.nextToken() == null) {
        findings.add(0, "", "empty (expected: YAML or JSON)");
        return found;
      }
      found.add(docs.value(""));
      while (parser.nextToken() != null) {
        if (!several) {
          docs.report("", "more than one document (expected: one)");
          return found;
        }
        found.add(docs.value(""));
      }
      return found;
    } catch (JacksonException e) {
      broken(json, e, findings);
      return List.of();
    }
  }

  private static TokenStreamFactory json(int bytes) {
    return JsonFactory.builder().streamReadConstraints(limits(bytes)).build();
  }

  private static TokenStreamFactory yaml(int bytes) {
    return YAMLFactory.builder()
        .streamReadConstraints(limits(bytes))
        .loadSettings(
            LoadSettings.builder()
                .setCodePointLimit(bytes)
                .setAllowDuplicateKeys(true) // We report them and go on.
                .build())
        .build();
  }

  private static StreamReadConstraints limits(int bytes) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_NESTING)
        .maxStringLength(bytes)
        .build();
  }

  private static void broken(boolean json, JacksonException e, Findings findings) {
    int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    String problem = e.getOriginalMessage();
    if (e.getCause() instanceof MarkedYamlEngineException yaml) {
      line = yaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(line);
      problem = yaml.getProblem();
    }
    String text = Text.printable(String.valueOf(problem).lines().findFirst().orElse(""));
    findings.add(line, "", "not " + (json ? "JSON: " : "YAML: ") + text);
  }

  private void report(String field, String problem) {
    findings.add(line(), field, problem);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private Doc value(String path) {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || parser.getObjectId() != null)) {
      report(
          path,
          (yaml.isCurrentAlias() ? "an alias" : "an anchor") + " (expected: the value itself)");
    }
    int line = line();
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> new Doc(line, mapping(path), "");
      case START_ARRAY -> new Doc(line, list(path), "");
      case VALUE_STRING -> new Doc(line, parser.getString(), parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Doc(line, number(), parser.getString());
      case VALUE_TRUE -> new Doc(line, true, parser.getString());
      case VALUE_FALSE -> new Doc(line, false, parser.getString());
      default -> new Doc(line, null, "");
    };
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
        findings.add(line, field, "again (expected: each field once)");
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
