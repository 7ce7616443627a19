package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replay profiles made by a test. */
final class Profiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLLECTION = "/api/v1/namespaces/default/configmaps";

  private final ObjectNode profile = JSON.createObjectNode();
  private final ArrayNode requests;

  private Profiles(int runners, int connections) {
    profile.put("version", 1);
    ObjectNode spec = profile.putObject("spec");
    spec.put("runnerCount", runners);
    spec.put("connsPerRunner", connections);
    spec.put("clientsPerRunner", 0);
    requests = profile.putArray("requests");
  }

  static Profiles of(int runners, int connections) {
    return new Profiles(runners, connections);
  }

  private ObjectNode add(long millis, String verb, String name, String path) {
    ObjectNode request = requests.addObject();
    request.put("timestamp", millis).put("verb", verb).put("namespace", "default");
    request.put("resourceKind", "ConfigMap").put("apiPath", path);
    if (!name.isEmpty()) {
      request.put("name", name);
    }
    return request;
  }

  Profiles get(long millis, String name) {
    add(millis, "GET", name, COLLECTION + "/" + name);
    return this;
  }

  /**
   * {@code rounds} times, 10 ms apart: every verb that binds to an object, in an order in which a
   * server that answers in order never fails, on an object of its own in each round; and a list.
   */
  Profiles lives(int rounds) {
    List<String> verbs =
        List.of("CREATE", "GET", "UPDATE", "PATCH", "APPLY", "LIST", "DELETE", "GET");
    for (int verb = 0; verb < verbs.size(); verb++) {
      for (int round = 0; round < rounds; round++) {
        String name = "map-" + round;
        long millis = 10L * (verb * rounds + round);
        boolean gone = verb == verbs.size() - 1;
        switch (verbs.get(verb)) {
          case "CREATE" ->
              add(millis, "CREATE", name, COLLECTION).put("body", body(name)).put("expect", 201);
          case "LIST" -> add(millis, "LIST", "", COLLECTION).put("expect", 200);
          case "GET" -> get(millis, name).last().put("expect", gone ? 404 : 200);
          case "DELETE" -> add(millis, "DELETE", name, COLLECTION + "/" + name).put("expect", 200);
          default ->
              add(millis, verbs.get(verb), name, COLLECTION + "/" + name)
                  .put("body", body(name))
                  .put("expect", 200);
        }
      }
    }
    return this;
  }

  private ObjectNode last() {
    return (ObjectNode) requests.get(requests.size() - 1);
  }

  private static String body(String name) {
    return String.format(
        Locale.ROOT,
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"},\"data\":{\"a\":\"b\"}}",
        name);
  }

  String text() {
    return profile.toString();
  }

  int size() {
    return requests.size();
  }

  Path write(Path folder) {
    try {
      return Files.writeString(Files.createTempFile(folder, "profile", ".json"), text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
