package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.cli.CommandException;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.profile.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupSpecTest {

  private static final Path SAMPLES = Path.of("../testdata/runner-groups");

  private static final String LOAD =
      """
      loadProfile:
        version: 1
        spec:
          total: 5
          conns: 2
          requests:
            - {staleList: {version: v1, resource: pods}, shares: 1}
      """;

  private static final String URL = "replayProfile: https://example.com/p.yaml\n";

  @TempDir private Path folder;

  @Test
  void sampleOfALoadIsRead() throws Exception {
    GroupSpec spec = GroupSpecFile.read(SAMPLES.resolve("load.yaml"), nowhere());
    assertThat(spec.count()).isEqualTo(4);
    assertThat(spec.serviceAccount()).isEqualTo("runner");
    assertThat(spec.nodeAffinity()).containsOnlyKeys("node-role.example.com/load");
    assertThat(spec.nodeAffinity().get("node-role.example.com/load")).containsExactly("true");
    assertThat(spec.owner()).isNull();
    assertThat(spec.profile())
        .isInstanceOfSatisfying(
            GroupProfile.Load.class,
            load -> {
              assertThat(load.stages()).isEqualTo(2);
              assertThat(load.warnings()).isEmpty();
            });
  }

  @Test
  void sampleOfAReplayIsRead() {
    GroupSpec spec = GroupSpecFile.read(SAMPLES.resolve("replay.yaml"), nowhere());
    assertThat(spec)
        .isEqualTo(
            new GroupSpec(
                8,
                new GroupProfile.ReplayVolume("replay-profiles", "recorded/monday.yaml.gz"),
                Map.of(),
                "runner",
                null));
    assertThat(spec.profile().location()).isEqualTo("/mnt/profile/recorded/monday.yaml.gz");
  }

  @Test
  void embeddedLoadProfileReachesTheRunnersAsItWasWritten() throws Exception {
    String text =
        """
        loadProfile:
          version: 1
          description: "yes: \\"quoted\\", 1.0 and\\n two lines"
          specs:
            - rate: 0.5
              duration: 30
              conns: 2
              disableHTTP2: true
              requests:
                - {postDel: {namespace: default, payloadSize: 7, deleteRatio: 0.25}, shares: 3}
                - patch:
                    version: v1
                    resource: configmaps
                    namespace: default
                    name: "007"
                    keySpaceSize: 3
                    patchType: merge
                    body: '{"data": {"a": "b"}}'
                  shares: 70
            - {total: 9, conns: 1, requests: [{staleList: {version: v1, resource: pods}, shares: 1}]}
        """;
    GroupProfile.Load load = (GroupProfile.Load) read("count: 1\n" + text).profile();
    LoadProfile sent = LoadProfile.parse(load.text().getBytes(StandardCharsets.UTF_8));
    LoadProfile alone = LoadProfile.parse(unindented(text).getBytes(StandardCharsets.UTF_8));
    assertThat(sent).isEqualTo(alone);
    assertThat(load.stages()).isEqualTo(2);
  }

  @Test
  void loadProfileOfAFileBesideTheSpecIsReadAlsoWhenItIsPacked() throws Exception {
    Path spec = folder.resolve("group.yaml");
    Files.writeString(spec, "count: 2\nloadProfile: profiles/spike.yaml.gz\n");
    Files.createDirectory(folder.resolve("profiles"));
    String text = unindented(LOAD);
    try (var out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("profiles/spike.yaml.gz")))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    GroupSpec group = GroupSpecFile.read(spec, nowhere());
    assertThat(group.profile())
        .isEqualTo(new GroupProfile.Load(text, "profiles/spike.yaml.gz", 1, List.of()));
  }

  @Test
  void oddLoadProfileComesWithItsWarning() throws GroupSpecException {
    String both = LOAD.replace("total: 5", "total: 5\n    duration: 3");
    assertThat(((GroupProfile.Load) read("count: 1\n" + both).profile()).warnings())
        .containsExactly("loadProfile.spec: total and duration are set; total counts");
  }

  @Test
  void originalToolsFieldsAreAllRead() throws GroupSpecException {
    GroupSpec spec =
        read(
            """
            count: 10
            version: 1
            replayProfile: /mnt/profile/replay.yaml.gz
            replayPVCName: replay
            nodeAffinity:
              node-size: [xlarge, large]
              disk: [""]
            serviceAccount: runner.group
            ownerReference: "apps/v1:Deployment:server:6f1b4a3e-0d8c"
            """);
    assertThat(spec.profile()).isEqualTo(new GroupProfile.ReplayVolume("replay", "replay.yaml.gz"));
    assertThat(spec.nodeAffinity())
        .containsExactly(
            Map.entry("node-size", List.of("xlarge", "large")), Map.entry("disk", List.of("")));
    assertThat(spec.owner())
        .isEqualTo(new Owner("apps/v1", "Deployment", "server", "6f1b4a3e-0d8c"));
  }

  @Test
  void specInJsonIsReadToo() throws GroupSpecException {
    GroupSpec spec = read("{\"count\": 3, \"replayProfile\": \"http://example.com/p.json\"}");
    assertThat(spec.profile()).isEqualTo(new GroupProfile.ReplayUrl("http://example.com/p.json"));
  }

  @Test
  void ownerWhoseNameHasColonsIsRead() {
    assertThat(Owner.parse("rbac.authorization.k8s.io/v1:ClusterRole:system:node:1-2"))
        .isEqualTo(new Owner("rbac.authorization.k8s.io/v1", "ClusterRole", "system:node", "1-2"));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(URL, 1, "count", "missing (expected: a whole number from 1 to 1024)"),
        Arguments.of("count: 0\n" + URL, 1, "count", "0 (expected: a whole number from 1 to 1024)"),
        Arguments.of(
            "count: 1025\n" + URL, 1, "count", "1025 (expected: a whole number from 1 to 1024)"),
        Arguments.of(
            "count: many\n" + URL, 1, "count", "many (expected: a whole number from 1 to 1024)"),
        Arguments.of(
            "version: 2\ncount: 1\n" + URL,
            1,
            "version",
            "2 (expected: a whole number from 1 to 1)"),
        Arguments.of(
            "count: 1\n", 1, "loadProfile", "missing (expected: loadProfile or replayProfile)"),
        Arguments.of(
            "count: 1\n" + URL + LOAD,
            2,
            "replayProfile",
            "beside loadProfile (expected: one of the two)"),
        Arguments.of(
            "count: 1\nreplayProfile: p.yaml\n",
            1,
            "replayPVCName",
            "missing (expected: the claim of the volume that replayProfile is in)"),
        Arguments.of(
            "count: 1\n" + URL + "replayPVCName: x\n",
            3,
            "replayPVCName",
            "beside a URL (expected: none, or a path as replayProfile)"),
        Arguments.of(
            "count: 1\nreplayPVCName: x\n" + LOAD,
            2,
            "replayPVCName",
            "beside loadProfile (expected: replayProfile, a path)"),
        Arguments.of(
            "count: 1\nreplayProfile: p\nreplayPVCName: No_Name\n",
            3,
            "replayPVCName",
            "No_Name (expected: " + NameRules.DNS_NAME + ")"),
        Arguments.of(
            "count: 1\nreplayProfile: /etc/p.yaml\nreplayPVCName: x\n",
            2,
            "replayProfile",
            "/etc/p.yaml (expected: a URL, or a path in the volume, which is mounted as"
                + " /mnt/profile)"),
        Arguments.of(
            "count: 1\nreplayProfile: a/../../p.yaml\nreplayPVCName: x\n",
            2,
            "replayProfile",
            "a/../../p.yaml (expected: a URL, or a path in the volume, which is mounted as"
                + " /mnt/profile)"),
        Arguments.of(
            "count: 1\nreplayProfile: ftp://example.com/p\nreplayPVCName: x\n",
            2,
            "replayProfile",
            "ftp://example.com/p (expected: a URL, or a path in the volume, which is mounted as"
                + " /mnt/profile)"),
        Arguments.of(
            "count: 1\nreplayProfile: 'http:///p'\n",
            2,
            "replayProfile",
            "http:///p (expected: a URL with a host, such as http://host/path)"),
        Arguments.of(
            "count: 1\nreplayProfile: ''\n",
            2,
            "replayProfile",
            "empty (expected: a URL, or a path in a volume)"),
        Arguments.of(
            "count: 1\nreplayProfile: [a]\n", 2, "replayProfile", "a list (expected: text)"),
        Arguments.of(
            "count: 1\nloadProfile: ''\n",
            2,
            "loadProfile",
            "empty (expected: a load profile, or the path of one)"),
        Arguments.of(
            "count: 1\nloadProfile: nowhere.yaml\n",
            2,
            "loadProfile",
            "nowhere.yaml: no such file"),
        Arguments.of(
            "count: 1\nloadProfile: bad.yaml\n",
            2,
            "loadProfile",
            "bad.yaml: line 1: version: 2 (expected: a whole number from 1 to 1)"),
        Arguments.of("count: 1\nloadProfile: 7\n", 2, "loadProfile", "7 (expected: a mapping)"),
        Arguments.of(
            "count: 1\n" + LOAD.replace("conns: 2", "conns: 0"),
            6,
            "loadProfile.spec.conns",
            "0 (expected: a whole number from 1 to 65536)"),
        Arguments.of(
            "count: 1\n" + LOAD.replace("shares: 1", "shares: 1, share: 2"),
            8,
            "loadProfile.spec.requests[0].share",
            "unknown (expected: one of getPodLog, patch, postDel, put, quorumGet, quorumList,"
                + " shares, staleGet, staleList, watchList)"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: [a]\n",
            3,
            "nodeAffinity",
            "a list (expected: a mapping)"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: {-a: [x]}\n",
            3,
            "nodeAffinity.-a",
            "not the key of a label (expected: " + NameRules.LABEL_KEY + ")"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: {Example.com/a: [x]}\n",
            3,
            "nodeAffinity.Example.com/a",
            "not the key of a label (expected: " + NameRules.LABEL_KEY + ")"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: {a: []}\n",
            3,
            "nodeAffinity.a",
            "empty (expected: at least one)"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: {a: x}\n",
            3,
            "nodeAffinity.a",
            "x (expected: a list)"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity:\n  a:\n    - ok\n    - 7\n",
            6,
            "nodeAffinity.a[1]",
            "7 (expected: text, in quotes)"),
        Arguments.of(
            "count: 1\n" + URL + "nodeAffinity: {a: ['a b']}\n",
            3,
            "nodeAffinity.a[0]",
            "a b (expected: " + NameRules.LABEL_VALUE + ")"),
        Arguments.of(
            "count: 1\n" + URL + "serviceAccount: a_b\n",
            3,
            "serviceAccount",
            "a_b (expected: " + NameRules.DNS_NAME + ")"),
        Arguments.of(
            "count: 1\n" + URL + "serviceAccount: ''\n",
            3,
            "serviceAccount",
            "missing (expected: a name, or the field left out)"),
        Arguments.of(
            "count: 1\n" + URL + "ownerReference: v1:Pod:me\n",
            3,
            "ownerReference",
            "v1:Pod:me (expected: " + Owner.RULE + ")"),
        Arguments.of(
            "count: 1\n" + URL + "retries: 3\n",
            3,
            "retries",
            "unknown (expected: one of count, loadProfile, nodeAffinity, ownerReference,"
                + " replayPVCName, replayProfile, serviceAccount, version)"),
        Arguments.of("count: 1\ncount: 2\n" + URL, 2, "count", "again (expected: each field once)"),
        Arguments.of("- count\n", 1, "spec", "a list (expected: a mapping)"),
        Arguments.of("", 0, "spec", "empty (expected: YAML or JSON)"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void eachBrokenRuleNamesItsField(String text, int line, String field, String problem) {
    assertThat(violations(text)).containsExactly(new Violation(line, 0, field, problem));
  }

  @Test
  void everythingThatIsWrongIsTold() {
    assertThat(
            violations(
                "count: 0\nreplayProfile: ../p\nserviceAccount: A\nownerReference: me\nfoo: 1\n"))
        .extracting(Violation::field)
        .containsExactly(
            "count", "replayPVCName", "replayProfile", "serviceAccount", "ownerReference", "foo");
  }

  @Test
  void profileThatAConfigMapCannotHoldIsRefused() throws Exception {
    String fits = "# " + "x".repeat(GroupSpecReader.MAX_PROFILE_BYTES - unindented(LOAD).length());
    String most = fits.substring(0, fits.length() - 3) + "\n" + unindented(LOAD);
    assertThat(most).hasSize(GroupSpecReader.MAX_PROFILE_BYTES);
    String spec = "count: 1\nloadProfile: big.yaml\n";
    byte[] utf8 = spec.getBytes(StandardCharsets.UTF_8);
    GroupSpecReader.read(utf8, path -> most.getBytes(StandardCharsets.UTF_8));
    GroupSpecException refused =
        catchThrowableOfType(
            GroupSpecException.class,
            () ->
                GroupSpecReader.read(utf8, path -> (most + "\n").getBytes(StandardCharsets.UTF_8)));
    assertThat(refused)
        .hasMessage(
            "line 2: loadProfile: big.yaml: 1048577 bytes (expected: at most 1048576, which is what"
                + " fits into a config map)");
    String embedded =
        LOAD.replace("version: 1", "version: 1\n  description: " + "x".repeat(1 << 20));
    assertThat(violations("count: 1\n" + embedded))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("loadProfile");
              assertThat(violation.problem()).contains("fits into a config map");
            });
  }

  @Test
  void specThatIsFarTooLongIsRefused() {
    String most = " ".repeat(GroupSpecReader.MAX_BYTES - 10 - URL.length()) + "\n";
    String fits = "count: 1\n" + URL + most;
    assertThat(fits).hasSize(GroupSpecReader.MAX_BYTES);
    assertThat(violationsOrNone(fits)).isEmpty();
    assertThat(violations(fits + " "))
        .containsExactly(new Violation(0, 0, "spec", "4194305 bytes (expected: at most 4194304)"));
  }

  @Test
  void moreLabelsThanAnybodyWritesAreRefused() {
    assertThat(violationsOrNone("count: 1\n" + URL + affinity(100, 100))).isEmpty();
    assertThat(violations("count: 1\n" + URL + affinity(101, 1)))
        .containsExactly(new Violation(3, 0, "nodeAffinity", "101 (expected: at most 100)"));
    assertThat(violations("count: 1\n" + URL + affinity(1, 101)))
        .containsExactly(new Violation(3, 0, "nodeAffinity.k0", "101 (expected: at most 100)"));
  }

  private static String affinity(int labels, int values) {
    StringBuilder text = new StringBuilder("nodeAffinity: {");
    for (int i = 0; i < labels; i++) {
      text.append(i == 0 ? "" : ", ").append('k').append(i).append(": [");
      for (int j = 0; j < values; j++) {
        text.append(j == 0 ? "" : ", ").append('v').append(j);
      }
      text.append(']');
    }
    return text.append("}\n").toString();
  }

  @Test
  void namesAreAsLongAsKubernetesTakesThem() {
    String label = "a".repeat(NameRules.MOST_LABEL_CHARS);
    assertThat(NameRules.isDnsLabel(label)).isTrue();
    assertThat(NameRules.isDnsLabel(label + "a")).isFalse();
    assertThat(NameRules.isLabelValue(label)).isTrue();
    assertThat(NameRules.isLabelValue(label + "a")).isFalse();
    String name = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);
    assertThat(name).hasSize(NameRules.MOST_NAME_CHARS);
    assertThat(NameRules.isDnsName(name)).isTrue();
    assertThat(NameRules.isDnsName(name + "a")).isFalse();
    assertThat(NameRules.isLabelKey(name + "/" + label)).isTrue();
    assertThat(NameRules.isLabelKey(name + "/" + label + "a")).isFalse();
    assertThat(List.of("", "a/", "/a", "a/b/c", "-", "a-", "A/b")).noneMatch(NameRules::isLabelKey);
    assertThat(List.of("", "-a", "a-", "A", "a.b")).noneMatch(NameRules::isDnsLabel);
  }

  @Test
  void userSeesAllErrorsWithTheirLines() throws IOException {
    Path spec = folder.resolve("bad.yaml");
    Files.writeString(spec, "count: 0\nreplayProfile: p\n");
    StringWriter err = new StringWriter();
    assertThatThrownBy(() -> GroupSpecFile.read(spec, new PrintWriter(err)))
        .isInstanceOf(CommandException.class)
        .hasMessage(spec + ": 2 errors, nothing was started");
    assertThat(err.toString().lines())
        .containsExactlyInAnyOrder(
            spec + ":1: count: 0 (expected: a whole number from 1 to 1024)",
            spec
                + ":1: replayPVCName: missing (expected: the claim of the volume that replayProfile"
                + " is in)");
  }

  @Test
  void specThatIsNotThereIsBadUsage() {
    Path spec = folder.resolve("none.yaml");
    assertThatThrownBy(() -> GroupSpecFile.read(spec, nowhere()))
        .hasMessage("SPEC: " + spec + " (expected: a file that exists)");
  }

  private static String unindented(String load) {
    return load.substring(load.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(Writer.nullWriter());
  }

  private static GroupSpec read(String text) throws GroupSpecException {
    return GroupSpecReader.read(text.getBytes(StandardCharsets.UTF_8), GroupSpecTest::file);
  }

  private static byte[] file(String path) throws IOException {
    if (path.equals("bad.yaml")) {
      return unindented(LOAD).replace("version: 1", "version: 2").getBytes(StandardCharsets.UTF_8);
    }
    throw new IOException("no such file");
  }

  private static List<Violation> violations(String text) {
    List<Violation> found = violationsOrNone(text);
    assertThat(found).isNotEmpty();
    return found;
  }

  private static List<Violation> violationsOrNone(String text) {
    try {
      read(text);
      return List.of();
    } catch (GroupSpecException e) {
      return e.violations();
    }
  }
}
