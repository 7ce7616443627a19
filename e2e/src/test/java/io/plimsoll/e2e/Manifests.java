package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code deploy/}, as they lie there. */
final class Manifests {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Manifests() {}

  /** A path under {@code deploy/}. */
  static Path path(String path) {
    return Jar.root().resolve("deploy").resolve(path);
  }

  static String text(String path) {
    return text(path(path));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a YAML file, or the one of a JSON file. */
  static List<JsonNode> documents(String path) {
    return documents(path(path));
  }

  /** The same of a file that is elsewhere. */
  static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(text(file))) {
      return documents.readAll();
    }
  }

  /** The only document of a file. */
  static JsonNode document(String path) {
    List<JsonNode> documents = documents(path);
    if (documents.size() != 1) {
      throw new AssertionError(path + ": " + documents.size() + " documents (expected: 1)");
    }
    return documents.get(0);
  }
}
