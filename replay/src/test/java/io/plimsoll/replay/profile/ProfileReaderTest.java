package io.plimsoll.replay.profile;

import static io.plimsoll.replay.profile.Profiles.GET_A;
import static io.plimsoll.replay.profile.Profiles.HEAD;
import static io.plimsoll.replay.profile.Profiles.requests;
import static io.plimsoll.replay.profile.Profiles.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {

  @Test
  void allFieldsAreRead() throws Exception {
    String text =
        HEAD
            + """
            - timestamp: 7
              verb: PATCH
              namespace: default
              resourceKind: Pod
              name: nginx-1
              apiPath: /api/v1/namespaces/default/pods/nginx-1
              body: '{"spec": {}}'
              patchType: strategic-merge
              expect: 200
            - {timestamp: 7, verb: LIST, resourceKind: Node, apiPath: /api/v1/nodes,
               labelSelector: 'a in (b,c)'}
            """;
    assertThat(requests(text))
        .containsExactly(
            new ReplayRequest(
                7,
                Verb.PATCH,
                "default",
                "Pod",
                "nginx-1",
                "/api/v1/namespaces/default/pods/nginx-1",
                "{\"spec\": {}}",
                PatchType.STRATEGIC_MERGE,
                200,
                ""),
            new ReplayRequest(
                7, Verb.LIST, "", "Node", "", "/api/v1/nodes", null, null, 0, "a in (b,c)"));
  }

  @Test
  void jsonIsToldByItsFirstCharacter() throws Exception {
    String text =
        "\uFEFF\n  {\"requests\": [{\"timestamp\": 0, \"verb\": \"GET\", \"resourceKind\": \"Pod\","
            + " \"name\": \"a\", \"apiPath\": \"/a\", \"body\": null}],\n\"version\": 1,"
            + " \"spec\": {\"runnerCount\": 1, \"connsPerRunner\": 2, \"clientsPerRunner\": 3,"
            + " \"contentType\": \"protobuf\", \"disableHTTP2\": true},"
            + " \"description\": \"later\"}";
    List<Object> seen = new ArrayList<>();
    ProfileSink sink =
        new ProfileSink() {
          @Override
          public void onDescription(String description) {
            seen.add(description);
          }

          @Override
          public void onSpec(ReplaySpec spec) {
            seen.add(spec);
          }

          @Override
          public void onRequest(int index, int line, ReplayRequest request) {
            seen.add(index + " in line " + line + ": " + request.name());
          }
        };
    ProfileReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink)
        .throwIfAny();
    assertThat(seen)
        .containsExactly(
            "0 in line 2: a", new ReplaySpec(1, 2, 3, ContentType.PROTOBUF, true), "later");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verb: FOO | verb: FOO (expected: one of CREATE, GET, LIST, UPDATE, APPLY, PATCH, DELETE,"
            + " DELETECOLLECTION, WATCH)",
        "verb: get | verb: get (expected: one of CREATE, GET, LIST, UPDATE, APPLY, PATCH, DELETE,"
            + " DELETECOLLECTION, WATCH)",
        "verb: [GET] | verb: a list (expected: text)",
        "name: 12 | name: 12 (expected: text, in quotes)",
        "name: '' | name: missing (expected: the object's name, for GET)",
        "name: | name: missing (expected: the object's name, for GET)",
        "resourceKind: '' | resourceKind: missing (expected: a kind such as Pod)",
        "apiPath: '' | apiPath: missing (expected: a path such as"
            + " /api/v1/namespaces/default/pods)",
        "expect: 99 | expect: 99 (expected: a whole number from 100 to 599)",
        "expect: 600 | expect: 600 (expected: a whole number from 100 to 599)",
        "expect: '200' | expect: 200 (expected: a whole number from 100 to 599)",
        "timestamp: -1 | timestamp: -1 (expected: a whole number from 0 to 31622400000)",
        "timestamp: 1.5 | timestamp: 1.5 (expected: a whole number from 0 to 31622400000)",
        "timestamp: 9223372036854775808 | timestamp: 9223372036854775808 (expected: a whole number"
            + " from 0 to 31622400000)",
        "timestamp: {a: 1} | timestamp: a mapping (expected: a whole number from 0 to 31622400000)",
        "patchType: merge | patchType: not wanted (expected: none for GET, only for PATCH)",
        "patchType: three-way | patchType: three-way (expected: one of json, merge,"
            + " strategic-merge)",
        "labelSelector: a=b | labelSelector: not wanted (expected: none for GET, only for LIST and"
            + " WATCH)",
        "verb: UPDATE | body: missing (expected: a body, for UPDATE)",
        "verb: CREATE | body: missing (expected: a body, for CREATE)",
        "verb: APPLY | body: missing (expected: a body, for APPLY)",
        "verb: PATCH | body: missing (expected: a body, for PATCH)",
        "nmae: a | nmae: unknown (expected: one of timestamp, verb, namespace, resourceKind, name,"
            + " apiPath, body, patchType, expect, labelSelector)",
        "body: *anchor | body: missing (expected: nothing)",
      })
  void aBadFieldIsNamedWithItsEntryAndWhatWasExpected(String field, String expected)
      throws Exception {
    String key = field.substring(0, field.indexOf(':'));
    StringBuilder entry = new StringBuilder();
    for (String line :
        List.of("timestamp: 0", "verb: GET", "resourceKind: Pod", "name: b", "apiPath: /b")) {
      if (!line.startsWith(key + ":")) {
        entry.append(entry.isEmpty() ? "- " : "  ").append(line).append('\n');
      }
    }
    entry.append("  ").append(field).append('\n');
    List<String> found = violations(HEAD + GET_A + entry);
    if (field.contains("*")) {
      assertThat(found)
          .containsExactly(
              "line 10: profile: an alias, *anchor (expected: each value where it belongs)");
      return;
    }
    assertThat(found).hasSize(1);
    assertThat(found.get(0).replaceFirst("line \\d+: ", "")).isEqualTo("requests[1]." + expected);
  }

  @Test
  void everyViolationIsListedWithItsLine() throws Exception {
    String text =
        """
        version: 2
        descripton: typo
        spec:
          runnerCount: 0
          clientsPerRunner: -1
          contentType: xml
          disableHTTP2: maybe
        requests:
          - timestamp: 10
            verb: GET
            resourceKind: Pod
            name: a
            apiPath: /a
          - timestamp: 5
            verb: NOTHING
            verb: GET
            apiPath: /a
          - 7
        """;
    assertThat(violations(text))
        .containsExactly(
            "line 1: version: 2 (expected: 1)",
            "line 2: descripton: unknown (expected: one of version, description, spec, requests)",
            "line 4: spec.runnerCount: 0 (expected: a whole number from 1 to 1024)",
            "line 5: spec.clientsPerRunner: -1 (expected: a whole number from 0 to 1000000)",
            "line 6: spec.contentType: xml (expected: one of json, protobuf)",
            "line 7: spec.disableHTTP2: maybe (expected: true or false)",
            "line 4: spec.connsPerRunner: missing (expected: connections per runner, at least 1)",
            "line 14: requests[1].timestamp: 5 (expected: at least 10, as the entry before)",
            "line 15: requests[1].verb: NOTHING (expected: one of " + Names.VERBS + ")",
            "line 16: requests[1].verb: again (expected: each field once)",
            "line 14: requests[1].resourceKind: missing (expected: a kind such as Pod)",
            "line 18: requests[2]: 7 (expected: a mapping)");
  }

  @Test
  void whatMustBeThereIsMissed() throws Exception {
    assertThat(violations("")).containsExactly("line 1: profile: empty (expected: YAML or JSON)");
    assertThat(violations("- 1\n"))
        .containsExactly(
            "line 1: profile: a list (expected: a mapping with version, spec and requests)");
    assertThat(violations("{}"))
        .containsExactly(
            "line 1: version: missing (expected: 1)",
            "line 1: spec: missing (expected: a mapping with runnerCount and connsPerRunner)",
            "line 1: requests: missing (expected: a list of requests)");
    assertThat(violations(HEAD.replace("requests:", "requests: []")))
        .containsExactly("line 3: requests: empty (expected: at least one request)");
    assertThat(violations(HEAD + GET_A + "---\nversion: 1\n"))
        .containsExactly("line 6: profile: more than one document (expected: one)");
    assertThat(violations("{\"version\": 1} {}"))
        .contains("line 1: profile: more than one document (expected: one)");
  }

  @Test
  void aSyntaxErrorEndsTheReadingWithItsLine() throws Exception {
    assertThat(violations(HEAD + GET_A + "- {timestamp: 1, verb: GET]\n"))
        .singleElement()
        .asString()
        .startsWith("line 5: profile: not YAML: ");
    assertThat(violations("{\"version\": 1,\n\n \"spec\": }"))
        .singleElement()
        .asString()
        .startsWith("line 3: profile: not JSON: ");
    assertThat(violations("{\"version\": 1")).singleElement().asString().contains("not JSON");
    assertThat(violations("version: 1\nspec:\n\trunnerCount: 1\n"))
        .singleElement()
        .asString()
        .startsWith("line 3: profile: not YAML: ");
  }

  @Test
  void bytesThatAreNotUtf8AreAViolation() throws Exception {
    byte[] text = (HEAD + GET_A).getBytes(StandardCharsets.ISO_8859_1);
    text[text.length - 5] = (byte) 0xff;
    Violations found =
        ProfileReader.read(new ByteArrayInputStream(text), (index, line, request) -> {});
    assertThat(found.kept())
        .singleElement()
        .asString()
        .contains("profile: not UTF-8 from here on (expected: UTF-8)");
  }

  @Test
  void anchorsAreRefusedAndNeverExpanded() throws Exception {
    String text =
        HEAD
            + """
            - &first
              timestamp: 0
              verb: CREATE
              resourceKind: Pod
              apiPath: /a
              body: {a: &a [x, x], b: &b [*a, *a]}
            - *first
            """;
    assertThat(violations(text))
        .containsExactly(
            "line 4: profile: an anchor, &first (expected: each value where it belongs)",
            "line 9: profile: an anchor, &a (expected: each value where it belongs)",
            "line 9: profile: an anchor, &b (expected: each value where it belongs)",
            "line 10: requests[1]: first (expected: a mapping)");
  }

  @Test
  void anAnchorWithManyAliasesIsOneViolation() throws Exception {
    String body = ", body: [&a [x]" + ", *a".repeat(500) + "]}";
    assertThat(violations(HEAD + GET_A.replace("}", body)))
        .containsExactly("line 4: profile: an anchor, &a (expected: each value where it belongs)");
    assertThat(violations(HEAD + GET_A.replace("}", body.replace("&a [x], ", ""))))
        .containsExactly("line 4: profile: an alias, *a (expected: each value where it belongs)");
  }

  @Test
  void aBodyMayBeWrittenOut() throws Exception {
    String yaml =
        HEAD
            + """
            - timestamp: 0
              verb: CREATE
              resourceKind: Pod
              apiPath: /a
              body:
                metadata: {name: x, labels: {a: "1", 2: b}}
                spec: {n: 12345678901234567890123, f: 1.50e3, on: true, none: null, list: [1, [2], {}]}
            """;
    assertThat(requests(yaml).get(0).body())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"x\",\"labels\":{\"a\":\"1\",\"2\":\"b\"}},"
                + "\"spec\":{\"n\":12345678901234567890123,\"f\":1.50e3,\"on\":true,"
                + "\"none\":null,\"list\":[1,[2],{}]}}");
    assertThat(violations(HEAD + GET_A.replace("}", ", body: {a: 1, a: 2}}")))
        .containsExactly("line 4: requests[0].body: Duplicate Object property \"a\"");
    String bad = HEAD + GET_A.replace("}", ", body: {a: .nan, b: .inf}}");
    assertThat(violations(bad))
        .containsExactly("line 4: requests[0].body: .nan (expected: a number that JSON can hold)");
  }

  @Test
  void oneThousandViolationsAreKeptAndAllAreCounted() throws Exception {
    Violations found = Profiles.read(HEAD + "- 1\n".repeat(5000) + GET_A, new ArrayList<>());
    assertThat(found.kept()).hasSize(1000);
    assertThat(found.count()).isEqualTo(5000);
  }

  @Test
  void halfASurrogatePairIsAViolation() throws Exception {
    assertThat(
            violations(
                HEAD.replace("description", "x") + GET_A.replace("a, api", "\"\\ud800\", api")))
        .isNotEmpty();
    String json =
        "{\"version\":1,\"spec\":{\"runnerCount\":1,\"connsPerRunner\":1},\"requests\":[{"
            + "\"timestamp\":0,\"verb\":\"GET\",\"resourceKind\":\"Pod\",\"apiPath\":\"/a\","
            + "\"name\":\"x\\ud800y\"}]}";
    assertThat(violations(json))
        .containsExactly(
            "line 1: requests[0].name: half a surrogate pair (expected: text that UTF-8 can hold)");
  }

  @Test
  void valuesBeyondTheirLimitsAreRefused() throws Exception {
    assertThat(
            violations(
                HEAD
                    + GET_A
                        .replace("/a,", "/" + "a".repeat(65_536) + ",")
                        .replace("pods/a", "x".repeat(65_537))))
        .containsExactly("line 4: requests[0].apiPath: 65545 characters (expected: at most 65536)");
    String deep = "[".repeat(300) + "]".repeat(300);
    assertThat(violations(HEAD + GET_A.replace("}", ", body: " + deep + "}")))
        .singleElement()
        .asString()
        .startsWith("line 4: profile: not YAML: ")
        .endsWith("nesting depth (201) exceeds the maximum allowed (200)");
  }
}
