package io.plimsoll.replay.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.replay.partition.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteTest {

  private final Rewrite rewrite = Rewrite.parse(List.of("a=b", "b=c"), "-x");

  @ParameterizedTest
  @CsvSource({
    "Pod, p, /api/v1/namespaces/a/pods/p, /api/v1/namespaces/b/pods/p-x",
    "Pod, p, api/v1/namespaces/a/pods/p/log?container=p, api/v1/namespaces/b/pods/p-x/log?container=p",
    "Pod, '', /api/v1/namespaces/a/pods, /api/v1/namespaces/b/pods",
    "Pod, '', /api/v1/namespaces/a/pods/, /api/v1/namespaces/b/pods/",
    "Pod, '', /api/v1/namespaces/a/pods&limit=5, /api/v1/namespaces/b/pods&limit=5",
    "Pod, p, /api/v1/watch/namespaces/a/pods/p, /api/v1/watch/namespaces/b/pods/p-x",
    "Deployment, d, /apis/apps/v1/namespaces/other/deployments/d/scale, /apis/apps/v1/namespaces/other/deployments/d-x/scale",
    "Node, n, /api/v1/nodes/n/status, /api/v1/nodes/n-x/status",
    "Namespace, a, /api/v1/namespaces/a, /api/v1/namespaces/b",
    "Namespace, a, /api/v1/namespaces/a/status, /api/v1/namespaces/b/status",
    "Namespace, z, /api/v1/namespaces/z, /api/v1/namespaces/z",
    "Namespace, '', /api/v1/namespaces, /api/v1/namespaces",
    "Pod, p, '/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dp&watch=true', '/api/v1/namespaces/b/pods?fieldSelector=metadata.name%3Dp-x&watch=true'",
    "Pod, p, '/api/v1/pods?fieldSelector=metadata.namespace=a,metadata.name=p', '/api/v1/pods?fieldSelector=metadata.namespace=b,metadata.name=p-x'",
    "Version, '', /version, /version",
    "Api, '', /api/v1, /api/v1",
  })
  void thePathFollows(String kind, String name, String path, String expected) {
    assertThat(rewrite.apply(request(kind, name, path, null)).apiPath()).isEqualTo(expected);
  }

  @Test
  void theBodysMetadataFollowsAndNothingElseInIt() {
    String body =
        "{\"name\":\"p\", \"metadata\": {\"name\":\"p\",\"labels\":{\"name\":\"p\"},"
            + "\"namespace\":\"a\",\"ownerReferences\":[{\"name\":\"p\"}],\"name\":\"q\"},"
            + "\"spec\":{\"metadata\":{\"name\":\"p\",\"namespace\":\"a\"},\"n\":1.50,"
            + "\"l\":12345678901234567890}}";
    assertThat(rewrite.apply(request("Pod", "p", "/p", body)).body())
        .isEqualTo(
            "{\"name\":\"p\",\"metadata\":{\"name\":\"p-x\",\"labels\":{\"name\":\"p\"},"
                + "\"namespace\":\"b\",\"ownerReferences\":[{\"name\":\"p\"}],\"name\":\"q-x\"},"
                + "\"spec\":{\"metadata\":{\"name\":\"p\",\"namespace\":\"a\"},\"n\":1.50,"
                + "\"l\":12345678901234567890}}");
    String patch = "[{\"op\":\"add\",\"path\":\"/metadata\",\"value\":{\"name\":\"p\"}}]";
    assertThat(rewrite.apply(request("Pod", "p", "/p", patch)).body()).isEqualTo(patch);
    assertThat(rewrite.apply(request("Namespace", "a", "/p", "{\"metadata\":{\"name\":\"a\"}}")))
        .extracting(ReplayRequest::body, ReplayRequest::name)
        .containsExactly("{\"metadata\":{\"name\":\"b\"}}", "b");
  }

  @Test
  void namesChangeOnceAndOnlyIfAskedTo() {
    ReplayRequest request = request("Pod", "p", "/api/v1/namespaces/a/pods/p", "{ }");
    assertThat(rewrite.apply(request).namespace()).isEqualTo("b");
    assertThat(rewrite.apply(request).name()).isEqualTo("p-x");
    assertThat(Rewrite.NONE.apply(request)).isSameAs(request);
    assertThat(Rewrite.parse(List.of(), "").isNone()).isTrue();
  }

  @Test
  void theRunnerIsThatOfTheOldName() throws Exception {
    String text =
        Profiles.HEAD
            + "- {timestamp: 0, verb: GET, namespace: default, resourceKind: Pod, name: nginx-1,"
            + " apiPath: /api/v1/namespaces/default/pods/nginx-1}\n";
    int runner = Partition.runner(0x63f18c4b0408c287L, 1000);
    LoadOptions options =
        LoadOptions.DEFAULTS
            .withPartition(runner, 1000)
            .withRewrite(Rewrite.parse(List.of("default=copy"), "-1"));
    try (LoadedProfile profile = LoadedProfile.load(Profiles.source(text), options)) {
      assertThat(profile.size()).isEqualTo(1);
      assertThat(profile.read(0).apiPath()).isEqualTo("/api/v1/namespaces/copy/pods/nginx-1-1");
    }
  }

  @Test
  void aBodyThatIsNotJsonIsNamed() {
    String text = Profiles.HEAD + Profiles.GET_A.replace("}", ", body: 'a: b'}");
    assertThatThrownBy(
            () ->
                LoadedProfile.load(
                    Profiles.source(text), LoadOptions.DEFAULTS.withRewrite(rewrite)))
        .hasMessage(
            "line 4: requests[0].body: not JSON (expected: JSON, for its names to be changed)");
  }

  @Test
  void badOptionsSayWhatIsExpected() {
    for (String bad : List.of("a", "a=", "=b", "a=b=c", "a=B", "a=b/c")) {
      assertThatThrownBy(() -> Rewrite.parse(List.of(bad), ""))
          .hasMessage(
              "--rewrite-namespace: " + bad + " (expected: OLD=NEW, two names of namespaces)");
    }
    assertThatThrownBy(() -> Rewrite.parse(List.of("a=b", "a=c"), ""))
        .hasMessage("--rewrite-namespace: a=c (expected: one new name for a)");
    assertThatThrownBy(() -> Rewrite.parse(List.of(), "-"))
        .hasMessageStartingWith("--name-suffix: - (expected: ");
  }

  private static ReplayRequest request(
      String kind, String name, String path, @Nullable String body) {
    return new ReplayRequest(0, Verb.GET, "a", kind, name, path, body, null, 0, "");
  }
}
