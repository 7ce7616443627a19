package io.plimsoll.replay.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileWriterTest {

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenReadsBackEqual(ProfileForm form) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<ReplayRequest> requests = RandomRequests.list(seed, 100);
      byte[] text = RandomRequests.profile(requests, form);
      List<Object> read = new ArrayList<>();
      ProfileSink sink =
          new ProfileSink() {
            @Override
            public void onDescription(String description) {
              assertThat(description).isEqualTo(RandomRequests.DESCRIPTION);
            }

            @Override
            public void onSpec(ReplaySpec spec) {
              assertThat(spec).isEqualTo(RandomRequests.SPEC);
            }

            @Override
            public void onRequest(int index, int line, ReplayRequest request) {
              read.add(request);
            }
          };
      try (InputStream in = Profiles.source(text).open(Long.MAX_VALUE)) {
        ProfileReader.read(in, sink).throwIfAny();
      }
      assertThat(read).as("seed %d", seed).isEqualTo(requests);
      assertThat(text[0] == 0x1f).isEqualTo(form.packed());
    }
  }

  @Test
  void yamlIsAsPeopleWriteIt() throws Exception {
    ReplayRequest create =
        new ReplayRequest(
            0,
            Verb.CREATE,
            "default",
            "Pod",
            "",
            "/api/v1/namespaces/default/pods?dryRun=All",
            "{\"metadata\":{\"name\":\"it's\"}}",
            null,
            201,
            "");
    assertThat(new String(RandomRequests.profile(List.of(create), ProfileForm.YAML), UTF_8))
        .isEqualTo(
            """
            version: 1
            description: "many 'sorts' of \\"texts\\"\\nin: two lines \\u2028 \uD83D\uDE00"
            spec:
              runnerCount: 3
              connsPerRunner: 2
              clientsPerRunner: 0
              contentType: protobuf
              disableHTTP2: true
            requests:
              - timestamp: 0
                verb: CREATE
                namespace: default
                resourceKind: Pod
                apiPath: '/api/v1/namespaces/default/pods?dryRun=All'
                expect: 201
                body: '{"metadata":{"name":"it''s"}}'
            """);
  }

  @Test
  void theFormFollowsTheFileName() {
    assertThat(ProfileForm.ofFile("a.yaml")).isEqualTo(ProfileForm.YAML);
    assertThat(ProfileForm.ofFile("a.b.YML")).isEqualTo(ProfileForm.YAML);
    assertThat(ProfileForm.ofFile("a.yml.gz")).isEqualTo(ProfileForm.YAML_GZ);
    assertThat(ProfileForm.ofFile("a.json")).isEqualTo(ProfileForm.JSON);
    assertThat(ProfileForm.ofFile("a.json.gz")).isEqualTo(ProfileForm.JSON_GZ);
    assertThat(ProfileForm.parse("json.gz")).isEqualTo(ProfileForm.JSON_GZ);
    assertThatThrownBy(() -> ProfileForm.ofFile("a.gz")).hasMessageStartingWith("OUT: a.gz (exp");
    assertThatThrownBy(() -> ProfileForm.parse("xml"))
        .hasMessage("--to: xml (expected: one of yaml, yaml.gz, json, json.gz)");
  }
}
