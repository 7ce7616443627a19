package io.plimsoll.replay.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.profile.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadProfileTest {

  private static final String HEAD = "version: 1\nspec:\n  total: 5\n  conns: 2\n  requests:\n";
  private static final String LIST =
      "    - {staleList: {version: v1, resource: pods}, shares: 1}\n";

  @Test
  void sampleOfThreeSpecsIsRead() throws IOException, ProfileException {
    LoadProfile profile = sample("three-specs.yaml");
    assertThat(profile.description()).isEqualTo("baseline, spike, recovery");
    assertThat(profile.specs()).extracting(LoadSpec::rate).containsExactly(10.0, 100.0, 25.0);
    assertThat(profile.specs())
        .extracting(LoadSpec::plannedRequests)
        .containsExactly(30L, 300L, 75L);
    assertThat(profile.warnings()).isEmpty();
  }

  @Test
  void everyKindIsReadWithAllItsFields() throws IOException, ProfileException {
    LoadSpec spec = sample("all-kinds.yaml").specs().get(0);
    LoadRequest.Resource pods = new LoadRequest.Resource("", "v1", "pods", "default");
    LoadRequest.Resource maps = new LoadRequest.Resource("", "v1", "configmaps", "default");
    assertThat(spec.maxRetries()).isEqualTo(2);
    assertThat(spec.requests())
        .extracting(LoadSpec.Share::request)
        .containsExactly(
            new LoadRequest.ListObjects(pods, true, 0, "app=web", ""),
            new LoadRequest.ListObjects(maps, false, 5, "", ""),
            new LoadRequest.WatchList(maps, "", ""),
            new LoadRequest.GetObject(pods, true, "web"),
            new LoadRequest.GetObject(pods, false, "web"),
            new LoadRequest.Put(maps, "load", 10, 256),
            new LoadRequest.Patch(
                maps,
                "load",
                10,
                PatchType.MERGE,
                "{\"metadata\": {\"labels\": {\"patched\": \"yes\"}}}"),
            new LoadRequest.PodLog("default", "web", "main", 10, -1),
            new LoadRequest.PostDel(maps, 128, 0.5));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws ProfileException {
    LoadSpec spec = read(HEAD + LIST).specs().get(0);
    assertThat(spec.rate()).isZero();
    assertThat(spec.client()).as("as many as conns").isEqualTo(2);
    assertThat(spec.contentType()).isEqualTo(ContentType.JSON);
    assertThat(spec.disableHttp2()).isFalse();
    assertThat(spec.maxRetries()).isZero();
  }

  @Test
  void jsonIsReadToo() throws ProfileException {
    LoadProfile profile =
        read(
            "{\"version\":1,\"spec\":{\"duration\":7,\"rate\":0.5,\"conns\":1,\"contentType\":"
                + "\"protobuf\",\"disableHTTP2\":true,\"requests\":[{\"shares\":3,\"quorumGet\":"
                + "{\"group\":\"apps\",\"version\":\"v1\",\"resource\":\"deployments\","
                + "\"namespace\":\"a\",\"name\":\"b\"}}]}}");
    LoadSpec spec = profile.specs().get(0);
    assertThat(spec.contentType()).isEqualTo(ContentType.PROTOBUF);
    assertThat(spec.disableHttp2()).isTrue();
    assertThat(spec.plannedRequests()).isEqualTo(4);
  }

  @Test
  void ofTotalAndDurationTotalCountsAndThereIsAWarning() throws ProfileException {
    LoadProfile profile = read(HEAD.replace("total: 5", "total: 5\n  duration: 9") + LIST);
    assertThat(profile.specs().get(0).plannedRequests()).isEqualTo(5);
    assertThat(profile.specs().get(0).durationSeconds()).isZero();
    assertThat(profile.warnings())
        .containsExactly("spec: total and duration are set; total counts");
  }

  @ParameterizedTest
  @CsvSource({"10, 30, 300", "0.1, 30, 3", "0.3, 10, 3", "1e-6, 5, 1", "3.3333, 3, 10"})
  void asManyRequestsAsAreDueBeforeTheEnd(double rate, long seconds, long requests)
      throws ProfileException {
    LoadSpec spec =
        read(HEAD.replace("total: 5", "rate: " + rate + "\n  duration: " + seconds) + LIST)
            .specs()
            .get(0);
    assertThat(spec.plannedRequests()).isEqualTo(requests);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staleList: {version: v1, resource: pods, limit: 5} | staleList.limit: set (expected: none, a list from the cache has no pages)",
        "staleList: {resource: pods} | staleList.version: missing (expected: such as v1)",
        "staleList: {version: v1} | staleList.resource: missing (expected: such as pods)",
        "staleList: {version: v1, resource: pods, seletor: a} | staleList.seletor: unknown (expected: one of fieldSelector, group, limit, namespace, resource, selector, version)",
        "staleList: {version: v1, resource: 'pods/../x'} | staleList.resource: pods/../x (expected: letters, digits, dots and dashes)",
        "staleList: 5 | staleList: 5 (expected: a mapping)",
        "quorumList: {version: 1, resource: pods} | quorumList.version: 1 (expected: text, in quotes)",
        "quorumList: {version: v1, resource: pods, limit: -1} | quorumList.limit: -1 (expected: a whole number from 0 to 2147483647)",
        "staleGet: {version: v1, resource: pods} | staleGet.name: missing (expected: the object's name)",
        "put: {namespace: a, name: b, payloadSize: 1} | put.keySpaceSize: missing (expected: a whole number from 1 to 100000000)",
        "put: {namespace: a, name: b, keySpaceSize: 0, payloadSize: 1} | put.keySpaceSize: 0 (expected: a whole number from 1 to 100000000)",
        "put: {namespace: a, name: b, keySpaceSize: 1, payloadSize: 0} | put.payloadSize: 0 (expected: a whole number from 1 to 1500000)",
        "put: {namespace: a, name: b, keySpaceSize: 1, payloadSize: 1, resource: pods} | put.resource: pods (expected: configmaps)",
        "patch: {version: v1, resource: pods, name: a, keySpaceSize: 1, patchType: merge, body: '{'} | patch.body: not JSON (expected: JSON, as text)",
        "patch: {version: v1, resource: pods, name: a, keySpaceSize: 1, patchType: apply, body: '{}'} | patch.patchType: apply (expected: one of json, merge, strategic-merge)",
        "patch: {version: v1, resource: pods, name: a, keySpaceSize: 1, body: '{}'} | patch.patchType: missing (expected: one of json, merge, strategic-merge)",
        "getPodLog: {name: a} | getPodLog.namespace: missing (expected: the pod's namespace)",
        "getPodLog: {namespace: a, name: b, limitBytes: 0} | getPodLog.limitBytes: 0 (expected: a whole number from 1 to 9223372036854775807)",
        "postDel: {namespace: a, payloadSize: 1, deleteRatio: 0.6} | postDel.deleteRatio: 0.6 (expected: a number from 0 to 0.5)",
      })
  void badRequestIsNamedWithItsField(String request, String error) {
    assertThat(problems(HEAD + "    - {" + request + ", shares: 1}\n"))
        .containsExactly("line 6: spec.requests[0]." + error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{shares: 1} | no kind (expected: one of staleList, quorumList, watchList, staleGet, quorumGet, put, patch, getPodLog, postDel)",
        "{staleGet: {}, put: {}, shares: 1} | staleGet and put (expected: one of staleList, quorumList, watchList, staleGet, quorumGet, put, patch, getPodLog, postDel)",
        "5 | 5 (expected: a mapping)",
      })
  void requestOfNoKindOrOfTwoIsRefused(String request, String error) {
    assertThat(problems(HEAD + "    - " + request + "\n"))
        .containsExactly("line 6: spec.requests[0]: " + error);
  }

  @Test
  void sharesMustBeThereAndMoreThanZero() {
    String list = "    - {staleList: {version: v1, resource: pods}}\n";
    assertThat(problems(HEAD + list))
        .containsExactly(
            "line 6: spec.requests[0].shares: missing (expected: a whole number from 1 to"
                + " 1000000)");
    assertThat(problems(HEAD + LIST.replace("shares: 1", "shares: 0")))
        .containsExactly(
            "line 6: spec.requests[0].shares: 0 (expected: a whole number from 1 to 1000000)");
  }

  @Test
  void allThatIsWrongIsToldInTheOrderOfTheText() {
    assertThat(
            problems(
                """
                version: 2
                extra: 1
                specs:
                  - rate: -1
                    contentType: xml
                    disableHTTP2: 1
                    requests: []
                  - total: 1
                    total: 2
                    conns: 0
                    maxRetries: 1.5
                    requests:
                      - {staleList: {version: v1, resource: pods}, shares: 1}
                """))
        .containsExactly(
            "line 1: version: 2 (expected: a whole number from 1 to 1)",
            "line 2: extra: unknown (expected: one of description, spec, specs, version)",
            "line 4: specs[0].rate: -1 (expected: a number from 0 to 1000000)",
            "line 4: specs[0].duration: missing (expected: duration in seconds, or total)",
            "line 4: specs[0].conns: missing (expected: a whole number from 1 to 65536)",
            "line 5: specs[0].contentType: xml (expected: one of json, protobuf)",
            "line 6: specs[0].disableHTTP2: 1 (expected: true or false)",
            "line 7: specs[0].requests: empty (expected: at least one)",
            "line 9: specs[1].total: again (expected: each field once)",
            "line 10: specs[1].conns: 0 (expected: a whole number from 1 to 65536)",
            "line 11: specs[1].maxRetries: 1.5 (expected: a whole number from 0 to 100)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "just text",
        "version: [",
        "{\"version\": 1",
        "version: 1\n---\nversion: 1\n",
        "a: &x 1\nb: *x\n",
        "\u0000",
        "version: 1\nspecs: []\n",
        "version: 1\n",
        "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1",
      })
  void whatIsNoProfileIsRefusedWithAReason(String text) {
    assertThat(problems(text))
        .isNotEmpty()
        .allMatch(problem -> problem.contains("expected:") || problem.contains("not "));
  }

  @Test
  void specAndSpecsTogetherAreRefused() {
    assertThat(problems(HEAD + LIST + "specs: []\n"))
        .containsExactly("line 7: specs: beside spec (expected: one of the two)");
  }

  private static LoadProfile sample(String name) throws IOException, ProfileException {
    return LoadProfile.read(ProfileSource.of(Path.of("../testdata/load", name)));
  }

  static LoadProfile read(String text) throws ProfileException {
    return LoadReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String text) {
    ProfileException e = catchThrowableOfType(ProfileException.class, () -> read(text));
    assertThat(e).isNotNull();
    return e.violations().stream().map(Violation::toString).toList();
  }
}
