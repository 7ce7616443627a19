package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** JSON and YAML of bodies. Stateless. */
public final class Json {

  /** No object of a cluster nests deeper than some dozens; deeper is an attack on the stack. */
  private static final int MAX_NESTING = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .build())
          .build();

  /** The longest body that a server takes is one of 33 MiB. */
  private static final int MAX_YAML_CHARACTERS = 33 << 20;

  /**
   * The scanner copies what is left of its window at every refill; with its default of 1 KiB a body
   * of many MiB without a blank would take minutes.
   */
  private static final int YAML_BUFFER_CHARACTERS = 256 << 10;

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(
                  LoadSettings.builder()
                      .setCodePointLimit(MAX_YAML_CHARACTERS)
                      .setBufferSize(YAML_BUFFER_CHARACTERS)
                      .build())
              .build());

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads a body that must be an object.
   *
   * @throws ApiException 400 if it is not
   */
  public static ObjectNode readObject(byte[] body) {
    if (read(body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the body is not an object (expected: a JSON object)");
  }

  /**
   * Reads a body of JSON.
   *
   * @throws ApiException 400 if it is malformed
   */
  public static JsonNode read(byte[] body) {
    return read(JSON, body);
  }

  /**
   * Reads a body of YAML, which JSON is too.
   *
   * @throws ApiException 400 if it is malformed
   */
  public static ObjectNode readYaml(byte[] body) {
    boolean json = body.length > 0 && body[0] == '{';
    if (read(json ? JSON : YAML, body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the body is not an object (expected: a YAML mapping)");
  }

  /**
   * Reads all documents of a file of YAML.
   *
   * @throws ApiException 400 if it is malformed, or if one is no mapping
   */
  public static List<ObjectNode> readYamls(byte[] file) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(file)) {
      List<ObjectNode> all = new ArrayList<>();
      while (documents.hasNext()) {
        if (!(documents.next() instanceof ObjectNode object)) {
          throw ApiException.badRequest("a document is not an object (expected: YAML mappings)");
        }
        all.add(object);
      }
      return all;
    } catch (ApiException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ApiException.badRequest("couldn't parse the file: " + e.getMessage());
    }
  }

  private static JsonNode read(tools.jackson.databind.ObjectMapper mapper, byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (JacksonException e) {
      throw ApiException.badRequest("couldn't parse the body: " + e.getOriginalMessage());
    } catch (RuntimeException e) {
      // The YAML parser has exceptions of its own.
      throw ApiException.badRequest("couldn't parse the body: " + e.getMessage());
    }
  }

  /** Reads what this class has written. */
  static ObjectNode reread(byte[] json) {
    return (ObjectNode) JSON.readTree(json);
  }

  public static byte[] write(JsonNode node) {
    return JSON.writeValueAsBytes(node);
  }

  /** The text of a field, or null where it is none. */
  public static @Nullable String text(@Nullable JsonNode parent, String field) {
    JsonNode value = parent == null ? null : parent.get(field);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /** The object in a field, made if there is none. */
  static ObjectNode objectIn(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode child ? child : parent.putObject(field);
  }
}
