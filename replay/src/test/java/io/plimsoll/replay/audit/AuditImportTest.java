package io.plimsoll.replay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.RequestFilter;
import io.plimsoll.replay.profile.Verb;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditImportTest {

  private static final Path DATA = Path.of("../testdata/audit");

  @TempDir private Path folder = Path.of("");

  private final List<ReplayRequest> requests = new ArrayList<>();

  @Test
  void everyRequestOfTheLogIsThereOnceInTheOrderItWasReceived() throws Exception {
    AuditSummary summary = importFile("shop.jsonl", AuditOptions.DEFAULTS);
    assertThat(requests)
        .extracting(
            r -> r.timestampMillis() + " " + r.verb() + " " + r.apiPath() + " " + r.expect())
        .containsExactly(
            "0 CREATE /api/v1/namespaces/shop/pods?fieldManager=kubectl-client-side-apply 201",
            "100 CREATE /api/v1/namespaces/shop/pods 201",
            "200 GET /api/v1/namespaces/shop/pods/web-1 200",
            "250 GET /api/v1/namespaces/shop/pods/web-1/log?container=web&tailLines=10 200",
            "300 LIST /api/v1/namespaces/shop/pods?limit=500 200",
            "400 WATCH /api/v1/namespaces/shop/pods?allowWatchBookmarks=true&watch=true 200",
            "450 WATCH /api/v1/nodes?resourceVersion=0&watch=true 200",
            "500 UPDATE /api/v1/namespaces/shop/pods/web-1/status 200",
            "600 UPDATE /apis/apps/v1/namespaces/shop/deployments/web 409",
            "700 PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=kubectl-patch 200",
            "750 PATCH /apis/apps/v1/namespaces/shop/deployments/web 200",
            "800 APPLY /apis/apps/v1/namespaces/shop/deployments/web 200",
            "900 CREATE /api/v1/namespaces/shop/secrets 201",
            "950 CREATE /apis/authentication.k8s.io/v1/tokenreviews 201",
            "1000 CREATE /api/v1/namespaces/shop/pods/web-1/binding 201",
            "1100 CREATE /apis/shop.example.com/v1/namespaces/shop/carts 201",
            "1150 GET /apis/shop.example.com/v1/namespaces/shop/carts/c-1 200",
            "1250 CREATE /api/v1/namespaces 201",
            "1300 DELETE /api/v1/namespaces/shop/pods/web-1 200",
            "1400 DELETECOLLECTION /api/v1/namespaces/shop/pods?labelSelector=app%3Dweb 200");
    assertThat(summary.imported()).isEqualTo(20);
    assertThat(summary.events()).isEqualTo(26);
    assertThat(summary.durationMillis()).isEqualTo(1400);
    assertThat(summary.malformed()).isZero();
    assertThat(summary.skipped())
        .isEqualTo(
            Map.of(SkipReason.STREAM, 1L, SkipReason.NO_BODY, 1L, SkipReason.NO_RESOURCE, 1L));
  }

  @Test
  void namesKindsAndSelectorsAreFound() throws Exception {
    importFile("shop.jsonl", AuditOptions.DEFAULTS);
    assertThat(requests)
        .extracting(r -> r.namespace() + "/" + r.resourceKind() + "/" + r.name())
        .contains("shop/Pod/web-1", "shop/Deployment/web", "shop/Cart/c-1", "shop/carts/c-1")
        .contains("/Namespace/shop-2", "/TokenReview/", "/Node/");
    assertThat(at(100).name()).as("the server made the name up").isEmpty();
    assertThat(at(300).labelSelector()).isEqualTo("app=web,tier in (a,b)");
    assertThat(at(400).labelSelector()).isEqualTo("app=web");
    assertThat(at(1000)).extracting(ReplayRequest::name).isEqualTo("web-1");
    assertThat(at(1400).labelSelector()).as("stays in the path").isEmpty();
  }

  @Test
  void bodiesLoseWhatBindsThemToTheRecordedObject() throws Exception {
    importFile("shop.jsonl", AuditOptions.DEFAULTS);
    assertThat(requests)
        .extracting(ReplayRequest::body)
        .noneMatch(
            body -> body != null && (body.contains("resourceVersion") || body.contains("uid")));
    assertThat(at(0).body())
        .isEqualTo(
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web-1\","
                + "\"namespace\":\"shop\",\"labels\":{\"app\":\"web\"}},\"spec\":{\"containers\":["
                + "{\"name\":\"web\",\"image\":\"nginx\"}]}}");
    assertThat(at(1300).body())
        .isEqualTo(
            "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"meta.k8s.io/v1\","
                + "\"propagationPolicy\":\"Foreground\"}");
    assertThat(at(750).body())
        .isEqualTo("[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":5}]");
  }

  @Test
  void thePatchTypeIsFoundOutOrSet() throws Exception {
    importFile("shop.jsonl", AuditOptions.DEFAULTS);
    assertThat(at(700).patchType()).isNull();
    assertThat(at(750).patchType()).isEqualTo(PatchType.JSON);
    assertThat(at(800).verb()).isEqualTo(Verb.APPLY);
    requests.clear();
    importFile("shop.jsonl", with(PatchType.MERGE, true, Set.of(), false, false, false));
    assertThat(at(800)).extracting(ReplayRequest::verb).isEqualTo(Verb.PATCH);
    assertThat(at(800)).extracting(ReplayRequest::patchType).isEqualTo(PatchType.MERGE);
  }

  @Test
  void secretsAndTokensAreRedactedUnlessTheyAreToStay() throws Exception {
    importFile("shop.jsonl", AuditOptions.DEFAULTS);
    assertThat(requests.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
    assertThat(at(900).body())
        .isEqualTo(
            "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"db\","
                + "\"namespace\":\"shop\",\"annotations\":{\"team\":\"shop\"}},\"data\":{"
                + "\"password\":\"cmVkYWN0ZWQ=\",\".dockerconfigjson\":\"e30=\"},\"stringData\":{"
                + "\"user\":\"redacted\"},\"type\":\"Opaque\"}");
    requests.clear();
    importFile("shop.jsonl", with(null, false, Set.of(), false, false, false));
    assertThat(at(900).body()).contains("aHVudGVyMg==", "hunter2");
    assertThat(at(950).body()).contains("hunter2");
  }

  @Test
  void aPatchOfASecretIsRedactedInEveryForm() throws Exception {
    List<String> patches =
        List.of(
            "{\"data\":{\"a\":\"aHVudGVyMg==\",\"b\":null}}",
            "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"aHVudGVyMg==\"}]",
            "[{\"op\":\"add\",\"path\":\"/stringData/a\",\"value\":\"hunter2\"}]",
            "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"a\":\"aHVudGVyMg==\"}}]",
            "[{\"op\":\"add\",\"path\":\"/stringData\",\"value\":{\"a\":\"hunter2\"}}]",
            "[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"data\":{\"a\":\"aHVudGVyMg==\"}}}]");
    StringBuilder log = new StringBuilder();
    for (String patch : patches) {
      log.append(event(log.length(), "patch", "secrets", patch));
    }
    importText(log.toString(), AuditOptions.DEFAULTS);
    assertThat(requests).hasSize(patches.size());
    assertThat(requests.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
    assertThat(requests.get(0).body()).isEqualTo("{\"data\":{\"a\":\"cmVkYWN0ZWQ=\",\"b\":null}}");
  }

  @Test
  void usersAreLeftOutOnDemand() throws Exception {
    AuditSummary system = importFile("shop.jsonl", with(null, true, Set.of(), true, false, false));
    assertThat(system.skipped()).containsEntry(SkipReason.EXCLUDED_USER, 4L);
    AuditSummary impersonated =
        importFile("shop.jsonl", with(null, true, Set.of(), false, true, false));
    assertThat(impersonated.skipped()).containsEntry(SkipReason.EXCLUDED_USER, 2L);
    AuditSummary alice =
        importFile("shop.jsonl", with(null, true, Set.of("alice"), false, false, false));
    assertThat(alice.imported()).isEqualTo(3);
    AuditSummary bob =
        importFile("shop.jsonl", with(null, true, Set.of("bob"), false, false, false));
    assertThat(bob.skipped()).containsEntry(SkipReason.EXCLUDED_USER, 2L);
  }

  @Test
  void onlyWhatTheFilterKeepsIsImported() throws Exception {
    AuditOptions d = AuditOptions.DEFAULTS;
    RequestFilter filter = RequestFilter.parse(List.of("verb=GET,LIST", "kind=Pod"));
    AuditSummary summary =
        importFile(
            "shop.jsonl",
            new AuditOptions(
                null, true, Set.of(), false, false, filter, false, folder, d.sortWindowBytes()));
    assertThat(requests).hasSize(3);
    assertThat(requests.get(0).timestampMillis()).as("times start with what is kept").isZero();
    assertThat(summary.skipped()).containsEntry(SkipReason.FILTERED, 16L);
  }

  @Test
  void bodiesThatAreNotInTheLogAreMadeUpOnDemand() throws Exception {
    AuditSummary summary = importFile("shop.jsonl", with(null, true, Set.of(), false, false, true));
    assertThat(summary.synthesized()).isEqualTo(1);
    assertThat(at(1200).body())
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"settings\","
                + "\"namespace\":\"shop\"}}");
    requests.clear();
    importText(event(0, "patch", "pods", null), with(null, true, Set.of(), false, false, true));
    assertThat(requests.get(0).patchType()).isEqualTo(PatchType.MERGE);
    assertThat(requests.get(0).body()).contains("plimsoll/synthesized");
    assertThat(
            importText(
                    event(0, "create", "carts", null),
                    with(null, true, Set.of(), false, false, true))
                .skipped())
        .containsOnlyKeys(SkipReason.NO_BODY);
  }

  @Test
  void anEventListIsALogToo() throws Exception {
    AuditSummary summary = importFile("event-list.json", AuditOptions.DEFAULTS);
    assertThat(summary.events()).isEqualTo(7);
    assertThat(requests).hasSize(7);
    requests.clear();
    String list = Files.readString(DATA.resolve("event-list.json"));
    AuditSummary cut = importText(list.substring(0, list.length() / 2), AuditOptions.DEFAULTS);
    assertThat(cut.malformed()).isEqualTo(1);
    assertThat(cut.firstMalformed().get(0)).startsWith("line 1").contains("not JSON: ");
    assertThat(requests).hasSizeBetween(2, 4);
  }

  @Test
  void malformedLinesAreNamedAndPassedOver() throws Exception {
    AuditSummary summary = importFile("malformed.jsonl", AuditOptions.DEFAULTS);
    assertThat(requests).hasSize(2);
    assertThat(summary.malformed()).isEqualTo(3);
    assertThat(summary.firstMalformed()).hasSize(3);
    assertThat(summary.firstMalformed().get(0)).startsWith("line 2: not JSON: ");
    assertThat(summary.firstMalformed().get(1))
        .isEqualTo("line 4: not an audit event (expected: stage, verb and requestURI)");
    assertThat(summary.firstMalformed().get(2)).startsWith("line 5: not JSON: ");
    AuditSummary many = importText("x\n".repeat(1000), AuditOptions.DEFAULTS);
    assertThat(many.malformed()).isEqualTo(1000);
    assertThat(many.firstMalformed()).hasSize(5);
    assertThat(importText("", AuditOptions.DEFAULTS).events()).isZero();
  }

  @Test
  void aLogThatDoesNotFitTheWindowIsSortedAllTheSame() throws Exception {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 3000).boxed().toList());
    Collections.shuffle(order, new Random(5));
    StringBuilder log = new StringBuilder();
    for (int millis : order) {
      log.append(event(millis, "update", "pods", "{\"n\":" + millis + "}"));
    }
    importText(log.toString(), AuditOptions.DEFAULTS);
    List<ReplayRequest> inMemory = List.copyOf(requests);
    assertThat(inMemory).hasSize(3000);
    requests.clear();
    AuditOptions small =
        new AuditOptions(
            null, true, Set.of(), false, false, RequestFilter.ALL, false, folder, 50_000);
    importText(log.toString(), small);
    assertThat(requests).isEqualTo(inMemory);
    for (int i = 0; i < 3000; i++) {
      assertThat(requests.get(i).timestampMillis()).isEqualTo(i);
      assertThat(requests.get(i).body()).isEqualTo("{\"n\":" + i + "}");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theSameLogTwiceCountsOnce() throws Exception {
    String log = Files.readString(DATA.resolve("shop.jsonl"));
    AuditSummary summary = importText(log + log, AuditOptions.DEFAULTS);
    assertThat(summary.imported()).isEqualTo(20);
    assertThat(summary.skipped()).containsEntry(SkipReason.SAME_ID, 19L); // A watch has no end.
  }

  private ReplayRequest at(long millis) {
    return requests.stream().filter(r -> r.timestampMillis() == millis).findFirst().orElseThrow();
  }

  private AuditSummary importFile(String name, AuditOptions options) throws IOException {
    try (InputStream in = Files.newInputStream(DATA.resolve(name))) {
      return AuditImport.run(in, options, requests::add);
    }
  }

  private AuditSummary importText(String text, AuditOptions options) throws IOException {
    return AuditImport.run(new ByteArrayInputStream(text.getBytes(UTF_8)), options, requests::add);
  }

  private AuditOptions with(
      @Nullable PatchType patchType,
      boolean redact,
      Set<String> users,
      boolean system,
      boolean impersonated,
      boolean synthesize) {
    return new AuditOptions(
        patchType,
        redact,
        users,
        system,
        impersonated,
        RequestFilter.ALL,
        synthesize,
        folder,
        1 << 20);
  }

  private static String event(long millis, String verb, String resource, @Nullable String body) {
    return "{\"auditID\":\"id-%d\",\"stage\":\"ResponseComplete\",\"verb\":\"%s\",\"requestURI\":\"/api/v1/namespaces/a/%s/x\",\"objectRef\":{\"resource\":\"%s\",\"namespace\":\"a\",\"name\":\"x\",\"apiVersion\":\"v1\"},\"requestObject\":%s,\"requestReceivedTimestamp\":\"2026-01-01T00:00:%02d.%03d000Z\"}\n"
        .formatted(millis, verb, resource, resource, body, millis / 1000 % 60, millis % 1000);
  }
}
