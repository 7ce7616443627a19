package io.plimsoll.deploy;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as trees. */
final class Yaml {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private Yaml() {}

  /** The documents of {@code text}, without empty ones. A key that is there twice is an error. */
  static List<JsonNode> all(String text) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Load(settings).loadAllFromString(text)) {
      if (document != null) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  static JsonNode one(String text) {
    List<JsonNode> documents = all(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException("documents: " + documents.size() + " (expected: one)");
    }
    return documents.get(0);
  }
}
