package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The role of the replay's backends and the profile that they replay, which are made for each
 * other.
 */
class ReplayRoleTest {

  /** What Kubernetes asks for, where it is not the profile's own word. */
  private static final Map<String, String> VERBS = Map.of("apply", "patch");

  /** These are about all objects of a kind, or about one that is not there yet. */
  private static final Set<String> NAMELESS = Set.of("create", "list", "watch");

  private static final Path FOLDER = Checkout.deploy().resolve("components/replay");

  private final JsonNode profile = Yaml.one(Checkout.read(FOLDER.resolve("config-maps.yaml")));
  private final Manifests role =
      new Manifests(Yaml.all(Checkout.read(FOLDER.resolve("rbac.yaml"))));

  @Test
  void roleAllowsWhatTheProfileDoesAndNothingElse() {
    assertThat(allowed()).isNotEmpty().isEqualTo(done());
  }

  @Test
  void thereIsABackendForEachRunner() {
    JsonNode backend = Yaml.one(Checkout.read(FOLDER.resolve("backend.yaml")));
    assertThat(profile.at("/spec/runnerCount")).isEqualTo(backend.at("/spec/replicas"));
  }

  @Test
  void requestsGoToTheNamespaceOfThePods() {
    JsonNode backend = Yaml.one(Checkout.read(FOLDER.resolve("backend.yaml")));
    List<String> args = Arguments.of(backend.at("/spec/template/spec/containers/0"));
    assertThat(Arguments.value(args, "--rewrite-namespace")).contains("plimsoll=$(POD_NAMESPACE)");
    for (JsonNode request : profile.path("requests")) {
      assertThat(request.path("namespace").asString()).isEqualTo("plimsoll");
      assertThat(request.path("apiPath").asString())
          .startsWith("/api/v1/namespaces/plimsoll/configmaps");
    }
  }

  /** Such as {@code get configmaps replay-a}. */
  private Set<String> done() {
    Set<String> done = new HashSet<>();
    for (JsonNode request : profile.path("requests")) {
      String word = request.path("verb").asString().toLowerCase(Locale.ROOT);
      String verb = VERBS.getOrDefault(word, word);
      String name = NAMELESS.contains(verb) ? "" : request.path("name").asString();
      done.add(
          verb
              + " "
              + request.path("resourceKind").asString().toLowerCase(Locale.ROOT)
              + "s "
              + name);
    }
    return done;
  }

  private Set<String> allowed() {
    Set<String> allowed = new HashSet<>();
    for (JsonNode rule : role.of("Role").get(0).path("rules")) {
      assertThat(rule.path("apiGroups").toString()).isEqualTo("[\"\"]");
      for (JsonNode verb : rule.path("verbs")) {
        for (JsonNode resource : rule.path("resources")) {
          String what = verb.asString() + " " + resource.asString() + " ";
          if (!rule.has("resourceNames")) {
            allowed.add(what);
          }
          rule.path("resourceNames")
              .valueStream()
              .forEach(name -> allowed.add(what + name.asString()));
        }
      }
    }
    return allowed;
  }
}
