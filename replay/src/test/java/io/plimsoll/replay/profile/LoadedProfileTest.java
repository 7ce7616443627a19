package io.plimsoll.replay.profile;

import static io.plimsoll.replay.profile.Profiles.GET_A;
import static io.plimsoll.replay.profile.Profiles.HEAD;
import static io.plimsoll.replay.profile.Profiles.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.replay.partition.Fnv1a;
import io.plimsoll.replay.partition.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedProfileTest {

  @TempDir private Path folder = Path.of("");

  private LoadOptions options = LoadOptions.DEFAULTS;

  @BeforeEach
  void spoolHere() {
    options = LoadOptions.DEFAULTS.withSpoolFolder(folder);
  }

  @Test
  void everyRequestIsReadBackAsItWas() throws Exception {
    List<ReplayRequest> requests = RandomRequests.list(42, 500);
    byte[] text = RandomRequests.profile(requests, ProfileForm.JSON);
    try (LoadedProfile profile = LoadedProfile.load(source(text), options)) {
      assertThat(profile.size()).isEqualTo(500);
      assertThat(profile.profileSize()).isEqualTo(500);
      assertThat(profile.description()).isEqualTo(RandomRequests.DESCRIPTION);
      assertThat(profile.spec()).isEqualTo(RandomRequests.SPEC);
      assertThat(profile.durationMillis()).isEqualTo(requests.get(499).timestampMillis());
      for (int i = 499; i >= 0; i--) {
        assertThat(profile.read(i)).isEqualTo(requests.get(i));
        assertThat(profile.verb(i)).isEqualTo(requests.get(i).verb());
        assertThat(profile.timestampMillis(i)).isEqualTo(requests.get(i).timestampMillis());
      }
    }
  }

  @Test
  void thePartitionsTogetherAreTheWholeProfileWhereverTheSpecStands() throws Exception {
    List<ReplayRequest> requests = RandomRequests.list(7, 300);
    String first = new String(RandomRequests.profile(requests, ProfileForm.JSON), UTF_8);
    String last = specLast(first);
    for (String text : List.of(first, last)) {
      for (int asked : new int[] {0, 5}) {
        int runners = asked == 0 ? RandomRequests.SPEC.runnerCount() : asked;
        List<ReplayRequest> all = new ArrayList<>();
        for (int runner = 0; runner < runners; runner++) {
          LoadOptions part = options.withPartition(runner, asked);
          try (LoadedProfile profile = LoadedProfile.load(source(text), part)) {
            assertThat(profile.runners()).isEqualTo(runners);
            assertThat(profile.durationMillis()).isEqualTo(requests.get(299).timestampMillis());
            assertThat(profile.profileSize()).isEqualTo(300);
            for (int i = 0; i < profile.size(); i++) {
              ReplayRequest request = profile.read(i);
              long hash = Fnv1a.hash64(RequestKey.of(request).key());
              assertThat(Partition.runner(hash, runners)).isEqualTo(runner);
              all.add(request);
            }
          }
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(requests);
      }
    }
  }

  @Test
  void requestsOnOneObjectShareItsNumber() throws Exception {
    String text =
        HEAD
            + """
            - {timestamp: 0, verb: CREATE, namespace: d, resourceKind: Pod, apiPath: /p,
               body: '{"spec": {"name": "no"}, "metadata": {"labels": {"name": "no"}, "name": "a"}}'}
            - {timestamp: 0, verb: CREATE, namespace: d, resourceKind: Pod, apiPath: /p,
               body: '{"metadata": {"generateName": "a-"}}'}
            - {timestamp: 0, verb: WATCH, namespace: d, resourceKind: Pod, name: a, apiPath: /p}
            - {timestamp: 1, verb: GET, namespace: d, resourceKind: Pod, name: a, apiPath: /p/a}
            - {timestamp: 1, verb: GET, namespace: e, resourceKind: Pod, name: a, apiPath: /p/a}
            - {timestamp: 1, verb: LIST, namespace: d, resourceKind: Pod, apiPath: /p}
            - {timestamp: 1, verb: DELETECOLLECTION, namespace: d, resourceKind: Pod, apiPath: /p}
            - {timestamp: 2, verb: DELETE, namespace: d, resourceKind: Pod, name: a, apiPath: /p/a}
            - {timestamp: 2, verb: CREATE, resourceKind: Pod, apiPath: /p, body: not json}
            """;
    try (LoadedProfile profile = LoadedProfile.load(source(text), options)) {
      List<Integer> objects = new ArrayList<>();
      for (int i = 0; i < profile.size(); i++) {
        objects.add(profile.object(i));
      }
      assertThat(objects).containsExactly(0, -1, -1, 0, 1, -1, -1, 0, -1);
      assertThat(profile.objects()).isEqualTo(2);
    }
  }

  @Test
  void aMillionObjectsGetNumbersWithoutGaps() {
    ObjectIds ids = new ObjectIds();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      seen.add(ids.idOf(Fnv1a.hash64("ns/Pod/pod-" + i)));
    }
    assertThat(seen).hasSize(100_000).contains(0, 99_999);
    assertThat(ids.size()).isEqualTo(100_000);
    assertThat(ids.idOf(Fnv1a.hash64("ns/Pod/pod-4711"))).isEqualTo(4711);
    assertThat(ids.idOf(0)).isEqualTo(100_000); // No hash is taken for a free place.
    assertThat(ids.idOf(0)).isEqualTo(100_000);
  }

  @Test
  void aFilterKeepsOnlyWhatItNamesAndTheDurationStays() throws Exception {
    String text =
        HEAD
            + GET_A
            + "- {timestamp: 3, verb: LIST, namespace: b, resourceKind: Pod, apiPath: /b}\n"
            + "- {timestamp: 9, verb: LIST, namespace: b, resourceKind: Node, apiPath: /b}\n";
    RequestFilter filter = RequestFilter.parse(List.of("verb=LIST,WATCH", "kind=Pod"));
    try (LoadedProfile profile = LoadedProfile.load(source(text), options.withFilter(filter))) {
      assertThat(profile.size()).isEqualTo(1);
      assertThat(profile.read(0).timestampMillis()).isEqualTo(3);
      assertThat(profile.durationMillis()).isEqualTo(9);
      assertThat(profile.profileSize()).isEqualTo(3);
    }
    RequestFilter cluster = RequestFilter.parse(List.of("namespace="));
    try (LoadedProfile profile = LoadedProfile.load(source(text), options.withFilter(cluster))) {
      assertThat(profile.size()).isEqualTo(1);
    }
  }

  @Test
  void aBadFilterSaysWhatIsExpected() {
    assertThatThrownBy(() -> RequestFilter.parse(List.of("verb=get")))
        .hasMessage("--filter: verb=get (expected: verbs " + Names.VERBS + ")");
    for (String bad : List.of("verb", "color=red", "=x")) {
      assertThatThrownBy(() -> RequestFilter.parse(List.of(bad)))
          .hasMessage("--filter: " + bad + " (expected: " + RequestFilter.RULE + ")");
    }
  }

  @Test
  void aBadProfileIsRefusedWithAllThatIsWrong() {
    ProfileException e =
        catchThrowableOfType(
            ProfileException.class,
            () -> LoadedProfile.load(source(HEAD + "- 1\n- 2\n- 3\n"), options));
    assertThat(e).hasMessage("line 4: requests[0]: 1 (expected: a mapping) (and 2 more)");
    assertThat(e.violations()).hasSize(3);
    assertThat(e.count()).isEqualTo(3);
  }

  @Test
  void aRunnerThatTheProfileDoesNotHaveIsRefused() {
    for (String text :
        List.of(HEAD + GET_A, "requests:\n" + GET_A + HEAD.replace("requests:\n", ""))) {
      assertThatThrownBy(() -> LoadedProfile.load(source(text), options.withPartition(2, 0)))
          .isInstanceOf(ProfileException.class)
          .hasMessage("--runner: 2 (expected: 0 to 1, spec.runnerCount)");
    }
    assertThatThrownBy(() -> options.withPartition(3, 3)).hasMessageContaining("--runner: 3");
    assertThatThrownBy(() -> options.withPartition(0, 1025))
        .hasMessageContaining("--runners: 1025");
  }

  @Test
  void noFileStaysBehind() throws Exception {
    try (LoadedProfile profile = LoadedProfile.load(source(HEAD + GET_A), options);
        Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
      assertThat(profile.read(0).name()).isEqualTo("a");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithItsOption() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(
            () -> LoadedProfile.load(source(HEAD + GET_A), options.withSpoolFolder(missing)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--spool: ")
        .hasMessageContaining(missing.toString());
  }

  private static String specLast(String json) {
    int spec = json.indexOf("\"spec\":");
    int requests = json.indexOf("\"requests\":");
    int end = json.lastIndexOf('}');
    String moved = json.substring(spec, requests).strip();
    return json.substring(0, spec)
        + json.substring(requests, end)
        + ","
        + moved.substring(0, moved.length() - 1)
        + "}";
  }
}
