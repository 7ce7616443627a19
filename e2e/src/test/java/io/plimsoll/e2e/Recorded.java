package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Messages as the original tool put them on the wire. */
final class Recorded {

  private Recorded() {}

  static Path path(String name) {
    return Jar.root().resolve("testdata/wire").resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That one JSON object and nothing else was received, with names and types as recorded. */
  static JsonNode assertLike(String name, String received) {
    JsonNode actual = Peer.json(received);
    assertThat(types(actual)).as("%s, received: %s", name, received).isEqualTo(types(name));
    assertThat(received.strip()).startsWith("{").endsWith("}");
    return actual;
  }

  /** Moreover with these fields' values as recorded. */
  static JsonNode assertLike(String name, String received, List<String> equal) {
    JsonNode actual = assertLike(name, received);
    JsonNode recorded = Peer.json(text(name));
    for (String field : equal) {
      assertThat(value(actual.get(field)))
          .as("%s of %s", field, name)
          .isEqualTo(value(recorded.get(field)));
    }
    return actual;
  }

  private static Map<String, String> types(String name) {
    return types(Peer.json(text(name)));
  }

  private static Map<String, String> types(JsonNode object) {
    Map<String, String> types = new TreeMap<>();
    object.propertyStream().forEach(e -> types.put(e.getKey(), e.getValue().getNodeType().name()));
    return types;
  }

  /** Numbers by their value: 0 and 0.0 are the same on the wire. */
  private static Object value(JsonNode node) {
    return node.isNumber() ? (Object) node.asDouble() : node;
  }
}
