package io.plimsoll.replay.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.execute.ApiRequest;
import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.PatchType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoadSequenceTest {

  private static final LoadSettings SETTINGS = LoadSettings.of(42, "r1");
  private static final LoadRequest.Resource PODS = new LoadRequest.Resource("", "v1", "pods", "");
  private static final LoadRequest.Resource MAPS =
      new LoadRequest.Resource("", "v1", "configmaps", "ns");

  @Test
  void listFromTheCacheAsksForVersionZeroAndOneFromTheStoreForNone() {
    assertThat(one(new LoadRequest.ListObjects(PODS, true, 0, "app=a b", "")).url())
        .isEqualTo("http://server/api/v1/pods?labelSelector=app%3Da%20b&resourceVersion=0");
    assertThat(one(new LoadRequest.ListObjects(PODS, false, 100, "", "spec.nodeName=n")).url())
        .isEqualTo("http://server/api/v1/pods?fieldSelector=spec.nodeName%3Dn&limit=100");
  }

  @Test
  void getFromTheCacheAndFromTheStoreAreToldApart() {
    LoadRequest.Resource resource =
        new LoadRequest.Resource("apps", "v1", "deployments", "default");
    ApiRequest stale = one(new LoadRequest.GetObject(resource, true, "web"));
    assertThat(stale.url())
        .isEqualTo(
            "http://server/apis/apps/v1/namespaces/default/deployments/web?resourceVersion=0");
    assertThat(stale.urlKey())
        .isEqualTo("GET /apis/apps/v1/namespaces/default/deployments/web?resourceVersion=0");
    assertThat(one(new LoadRequest.GetObject(resource, false, "web")).urlKey())
        .isEqualTo("GET /apis/apps/v1/namespaces/default/deployments/web");
  }

  @Test
  void watchListAsksForInitialEventsAndEndsWithTheirBookmark() {
    LoadCall call = sequence(new LoadRequest.WatchList(PODS, "", "")).next();
    assertThat(call.untilBookmark()).isTrue();
    assertThat(call.request().url())
        .isEqualTo(
            "http://server/api/v1/pods?watch=true&sendInitialEvents=true"
                + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
  }

  @Test
  void putWritesConfigMapsOfTheKeySpaceWithThatMuchPayload() {
    LoadSequence sequence = sequence(new LoadRequest.Put(MAPS, "load", 3, 100));
    Set<String> urls = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ApiRequest request = sequence.next().request();
      urls.add(request.url());
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.contentType()).isEqualTo("application/json");
      assertThat(request.urlKey()).isEqualTo("PUT /api/v1/namespaces/ns/configmaps/:name");
      JsonNode body = json(request);
      assertThat(request.url()).endsWith("/" + body.get("metadata").get("name").stringValue());
      assertThat(body.get("kind").stringValue()).isEqualTo("ConfigMap");
      assertThat(body.get("data").get("payload").stringValue()).hasSize(100);
    }
    String path = "http://server/api/v1/namespaces/ns/configmaps/load-";
    assertThat(urls).containsExactlyInAnyOrder(path + 0, path + 1, path + 2);
  }

  @Test
  void patchSendsItsBodyAsItsType() {
    ApiRequest request =
        one(new LoadRequest.Patch(MAPS, "load", 1, PatchType.STRATEGIC_MERGE, "{\"a\":1}"));
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.url()).isEqualTo("http://server/api/v1/namespaces/ns/configmaps/load-0");
    assertThat(request.contentType()).isEqualTo("application/strategic-merge-patch+json");
    assertThat(request.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void podLogAsksForItsContainerAndItsEnd() {
    ApiRequest request = one(new LoadRequest.PodLog("ns", "web", "main", 10, 5000));
    assertThat(request.url())
        .isEqualTo(
            "http://server/api/v1/namespaces/ns/pods/web/log"
                + "?container=main&tailLines=10&limitBytes=5000");
    assertThat(one(new LoadRequest.PodLog("ns", "web", "", -1, -1)).url())
        .isEqualTo("http://server/api/v1/namespaces/ns/pods/web/log");
  }

  @Test
  void postDelDeletesTheAskedForShareOfWhatItCreatedAndNothingElse() {
    for (double ratio : new double[] {0, 0.1, 0.25, 0.5}) {
      LoadSequence sequence = sequence(new LoadRequest.PostDel(MAPS, 10, ratio));
      Set<String> there = new HashSet<>();
      int created = 0;
      int deleted = 0;
      for (int i = 0; i < 3_000; i++) {
        ApiRequest request = sequence.next().request();
        if (request.method().equals("POST")) {
          String name = json(request).get("metadata").get("name").stringValue();
          assertThat(there.add(name)).as("a new name").isTrue();
          created++;
        } else {
          assertThat(request.method()).isEqualTo("DELETE");
          String name = request.url().substring(request.url().lastIndexOf('/') + 1);
          assertThat(there.remove(name)).as("was created, and not deleted").isTrue();
          deleted++;
        }
      }
      assertThat(deleted).isEqualTo((int) (created * ratio));
    }
  }

  @Test
  void whatIsCreatedHasNamesOfItsRunAndRunner() {
    LoadRequest request = new LoadRequest.PostDel(MAPS, 10, 0);
    Set<String> names = new HashSet<>();
    for (LoadSettings settings :
        List.of(SETTINGS, SETTINGS.withRunner(1), LoadSettings.of(42, "r2"))) {
      for (int stage = 0; stage < 2; stage++) {
        LoadSequence sequence = new LoadSequence(spec(request), stage, "http://s", settings);
        names.add(json(sequence.next().request()).get("metadata").get("name").stringValue());
      }
    }
    assertThat(names).hasSize(6);
  }

  @Test
  void requestsArePickedByTheirShares() {
    LoadSpec spec =
        new LoadSpec(
            0,
            1,
            0,
            1,
            1,
            ContentType.JSON,
            false,
            0,
            List.of(
                new LoadSpec.Share(new LoadRequest.GetObject(PODS, false, "a"), 70),
                new LoadSpec.Share(new LoadRequest.GetObject(PODS, false, "b"), 30)));
    LoadSequence sequence = new LoadSequence(spec, 0, "http://server", SETTINGS);
    long a =
        Stream.generate(sequence::next)
            .limit(10_000)
            .filter(call -> call.request().url().endsWith("/a"))
            .count();
    assertThat(a).isBetween(6_800L, 7_200L);
  }

  @Test
  void sameSeedGivesTheSameSequenceAndEachRunnerItsOwn() {
    LoadRequest request = new LoadRequest.Put(MAPS, "load", 1_000, 50);
    assertThat(hundred(request, SETTINGS)).isEqualTo(hundred(request, SETTINGS));
    assertThat(hundred(request, SETTINGS)).isNotEqualTo(hundred(request, SETTINGS.withRunner(1)));
    assertThat(hundred(request, SETTINGS))
        .isNotEqualTo(hundred(request, LoadSettings.of(43, "r1")));
  }

  @Test
  void serverWithAPathKeepsIt() {
    LoadSequence sequence =
        new LoadSequence(
            spec(new LoadRequest.GetObject(PODS, false, "a")), 0, "http://s/proxy/", SETTINGS);
    assertThat(sequence.next().request().url()).isEqualTo("http://s/proxy/api/v1/pods/a");
  }

  private static List<LoadCall> hundred(LoadRequest request, LoadSettings settings) {
    LoadSequence sequence = new LoadSequence(spec(request), 0, "http://server", settings);
    List<LoadCall> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(sequence.next());
    }
    return calls;
  }

  private static ApiRequest one(LoadRequest request) {
    return sequence(request).next().request();
  }

  private static LoadSequence sequence(LoadRequest request) {
    return new LoadSequence(spec(request), 0, "http://server", SETTINGS);
  }

  private static LoadSpec spec(LoadRequest request) {
    return new LoadSpec(
        0, 1, 0, 1, 1, ContentType.JSON, false, 0, List.of(new LoadSpec.Share(request, 1)));
  }

  private static JsonNode json(ApiRequest request) {
    return JsonMapper.shared().readTree(request.body());
  }
}
