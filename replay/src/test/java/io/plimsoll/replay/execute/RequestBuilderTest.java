package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.Verb;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBuilderTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final RequestBuilder builder = builder("https://server:6443/", false);

  @ParameterizedTest
  @CsvSource({
    "GET, GET",
    "LIST, GET",
    "WATCH, GET",
    "CREATE, POST",
    "DELETE, DELETE",
    "DELETECOLLECTION, DELETE",
    "UPDATE, PUT",
    "PATCH, PATCH",
    "APPLY, PATCH"
  })
  void eachVerbHasItsMethod(Verb verb, String method) {
    assertThat(builder.build(request(verb, PODS, "x")).method()).isEqualTo(method);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/pods, /api/v1/pods",
    "api/v1/pods, /api/v1/pods",
    "api/v1/pods?limit=5, /api/v1/pods?limit=5",
    "/api/v1/pods&limit=5&a=b, /api/v1/pods?limit=5&a=b",
    "/api/v1/pods?limit=5&a=b, /api/v1/pods?limit=5&a=b",
    "/api/v1/pods?limit=5?, /api/v1/pods?limit=5?",
    "/api/v1/pods?, /api/v1/pods",
    "/, /"
  })
  void pathsAreRepairedAndQueriesKept(String apiPath, String sent) {
    assertThat(builder.build(request(Verb.GET, apiPath, "")).url())
        .isEqualTo("https://server:6443" + sent);
  }

  @Test
  void serverMayHaveAPathOfItsOwn() {
    ApiRequest built =
        builder("https://rancher/k8s/clusters/c-1", false).build(request(Verb.GET, PODS, ""));

    assertThat(built.url()).isEqualTo("https://rancher/k8s/clusters/c-1" + PODS);
    assertThat(built.urlKey()).isEqualTo("GET " + PODS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/pods?labelSelector=app in (a,b)",
        "/api/v1/pods?fieldSelector=a!=b#c",
        "/api/v1/pods?x={\"a\":[1|2]}^`\\",
        "/api/v1/pods/ä b[1]",
        "/api/v1/pods/100%",
        "/api/v1/pods/%zz\uD83D\uDE00"
      })
  void whatMayNotStandInAUrlIsEscaped(String apiPath) {
    String url = builder.build(request(Verb.GET, apiPath, "")).url();

    URI uri = URI.create(url);
    assertThat(uri.getFragment()).isNull();
    String said = uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery());
    assertThat(said).isEqualTo(apiPath);
  }

  @Test
  void whatIsEscapedAlreadyStays() {
    String path = "/api/v1/pods?labelSelector=app%20in%20%28a%2cb%29&x=a+b";

    assertThat(builder.build(request(Verb.GET, path, "")).url())
        .isEqualTo("https://server:6443" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "LIST, /api/v1/pods, 'app=x,tier in (a, b)',"
        + " /api/v1/pods?labelSelector=app%3Dx%2Ctier%20in%20%28a%2C%20b%29",
    "LIST, /api/v1/pods?limit=5, a, /api/v1/pods?limit=5&labelSelector=a",
    "LIST, /api/v1/pods?labelSelector=b, a, /api/v1/pods?labelSelector=b",
    "LIST, /api/v1/pods?labelSelector, a, /api/v1/pods?labelSelector",
    "LIST, /api/v1/pods?xlabelSelector=b, a, /api/v1/pods?xlabelSelector=b&labelSelector=a",
    "LIST, /api/v1/pods, '', /api/v1/pods",
    "WATCH, /api/v1/pods, a, /api/v1/pods?watch=true&labelSelector=a",
    "WATCH, /api/v1/pods, '', /api/v1/pods?watch=true",
    "WATCH, /api/v1/pods?watch=1&a=b, '', /api/v1/pods?a=b&watch=true",
    "WATCH, /api/v1/pods?watch=false, '', /api/v1/pods?watch=true",
    "DELETECOLLECTION, /api/v1/pods, a, /api/v1/pods?labelSelector=a",
    "GET, /api/v1/pods, a, /api/v1/pods",
    "APPLY, /api/v1/pods/x, '', /api/v1/pods/x?fieldManager=plimsoll-replay&force=true",
    "APPLY, /api/v1/pods/x?fieldManager=me&force=false, '',"
        + " /api/v1/pods/x?fieldManager=me&force=false",
    "PATCH, /api/v1/pods/x?fieldManager=me, '', /api/v1/pods/x?fieldManager=me"
  })
  void verbsAddTheirParameters(Verb verb, String path, String selector, String sent) {
    ReplayRequest request =
        new ReplayRequest(0, verb, "", "Pod", "x", path, "{}", null, 0, selector);

    assertThat(builder.build(request).url()).isEqualTo("https://server:6443" + sent);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, application/json",
    "UPDATE, application/json",
    "DELETE, application/json",
    "DELETECOLLECTION, application/json",
    "PATCH, application/strategic-merge-patch+json",
    "APPLY, application/apply-patch+yaml",
  })
  void bodiesHaveTheirMediaType(Verb verb, String mediaType) {
    ApiRequest built = builder.build(request(verb, PODS + "/x", "x"));

    assertThat(built.contentType()).isEqualTo(mediaType);
    assertThat(built.body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "LIST", "WATCH"})
  void readsHaveNoBody(Verb verb) {
    ApiRequest built = builder.build(request(verb, PODS, "x"));

    assertThat(built.contentType()).isNull();
    assertThat(built.body()).isNull();
    assertThat(built.watch()).isEqualTo(verb == Verb.WATCH);
  }

  @Test
  void deleteWithoutBodyHasNoMediaType() {
    ReplayRequest request =
        new ReplayRequest(0, Verb.DELETE, "", "Pod", "x", PODS + "/x", null, null, 0, "");

    assertThat(builder.build(request).contentType()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/pods/x, STRATEGIC_MERGE",
    "/apis/apps/v1/namespaces/d/deployments/x, STRATEGIC_MERGE",
    "/apis/networking.k8s.io/v1/namespaces/d/ingresses/x, STRATEGIC_MERGE",
    "/apis/resource.k8s.io/v1/namespaces/d/resourceclaims/x, STRATEGIC_MERGE",
    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/x, STRATEGIC_MERGE",
    "/apis/gateway.networking.k8s.io/v1/namespaces/d/gateways/x, MERGE",
    "/apis/snapshot.storage.k8s.io/v1/namespaces/d/volumesnapshots/x, MERGE",
    "/apis/metrics.k8s.io/v1beta1/nodes/x, MERGE",
    "/apis/example.com/v1/foos/x, MERGE",
    "/apis, MERGE",
    "/other/x, MERGE"
  })
  void patchesWithoutATypeAreStrategicWhereKubernetesServesThem(String path, PatchType type) {
    assertThat(builder.build(request(Verb.PATCH, path, "x")).contentType())
        .isEqualTo(type.mediaType());
  }

  @ParameterizedTest
  @EnumSource
  void patchTypeOfTheProfileCounts(PatchType type) {
    ReplayRequest request =
        new ReplayRequest(0, Verb.PATCH, "", "Pod", "x", PODS + "/x", "[]", type, 0, "");

    assertThat(builder.build(request).contentType()).isEqualTo(type.mediaType());
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE, /api/v1/namespaces/d/pods/x, x, PUT /api/v1/namespaces/d/pods/:name",
    "DELETE, /api/v1/namespaces/d/pods/x?a=b, x, DELETE /api/v1/namespaces/d/pods/:name",
    "PATCH, /api/v1/namespaces/d/pods/x/status, x, PATCH /api/v1/namespaces/d/pods/:name/status",
    "APPLY, /apis/apps/v1/namespaces/d/deployments/x/scale, x,"
        + " PATCH /apis/apps/v1/namespaces/d/deployments/:name/scale",
    "UPDATE, /api/v1/namespaces/pods/pods/pods, pods, PUT /api/v1/namespaces/pods/pods/:name",
    "UPDATE, /api/v1/namespaces/d/pods/d, d, PUT /api/v1/namespaces/d/pods/:name",
    "UPDATE, /api/v1/namespaces/d/pods/status/status, status,"
        + " PUT /api/v1/namespaces/d/pods/:name/status",
    "UPDATE, /api/v1/namespaces/d, d, PUT /api/v1/namespaces/:name",
    "UPDATE, /api/v1/namespaces/d/status, d, PUT /api/v1/namespaces/:name/status",
    "UPDATE, /api/v1/namespaces/d/finalize, d, PUT /api/v1/namespaces/:name/finalize",
    "UPDATE, /api/v1/nodes/n, n, PUT /api/v1/nodes/:name",
    "UPDATE, /api/v1/nodes/v1, v1, PUT /api/v1/nodes/:name",
    "DELETE, /apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode, system:node,"
        + " DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/:name",
    "DELETE, /apis/rbac.authorization.k8s.io/v1/clusterroles/system:node, system:node,"
        + " DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/:name",
    "DELETE, api/v1/nodes/n, n, DELETE /api/v1/nodes/:name",
    "DELETE, /api/v1/nodes/n, other, DELETE /api/v1/nodes/n",
    "DELETE, /custom/a/x, x, DELETE /custom/a/:name",
    "GET, /api/v1/nodes/n, n, GET /api/v1/nodes/n",
    "GET, /api/v1/nodes/n?a=b, n, GET /api/v1/nodes/n",
    "CREATE, /api/v1/nodes, n, POST /api/v1/nodes",
    "LIST, /api/v1/nodes?limit=1, '', GET /api/v1/nodes",
    "WATCH, /api/v1/nodes, '', GET /api/v1/nodes",
    "DELETECOLLECTION, /api/v1/nodes, '', DELETE /api/v1/nodes"
  })
  void keysForStatisticsMaskTheName(Verb verb, String path, String name, String key) {
    assertThat(builder.build(request(verb, path, name)).urlKey()).isEqualTo(key);
  }

  @Test
  void getsAreMaskedOnDemand() {
    assertThat(builder("http://s", true).build(request(Verb.GET, PODS + "/x", "x")).urlKey())
        .isEqualTo("GET " + PODS + "/:name");
  }

  @Test
  void answersAreAskedForInTheContentTypeOfTheProfile() {
    RequestBuilder protobuf = new RequestBuilder("http://s", ContentType.PROTOBUF.accept(), false);

    assertThat(builder.build(request(Verb.GET, PODS, "")).accept()).isEqualTo("application/json");
    assertThat(protobuf.build(request(Verb.GET, PODS, "")).accept())
        .isEqualTo("application/vnd.kubernetes.protobuf,application/json");
  }

  private static RequestBuilder builder(String server, boolean maskGets) {
    return new RequestBuilder(server, ContentType.JSON.accept(), maskGets);
  }

  private static ReplayRequest request(Verb verb, String path, String name) {
    return new ReplayRequest(0, verb, "default", "Pod", name, path, "{}", null, 0, "");
  }
}
