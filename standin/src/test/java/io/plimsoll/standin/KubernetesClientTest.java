package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.plimsoll.standin.StandInConfig.Security;
import io.plimsoll.standin.stats.ConnectionStats.Protocol;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Kubernetes client for Java, over TLS, with both versions of HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // It waits for ever itself.
class KubernetesClientTest {

  /** Only a failing test waits so long. */
  private static final int PATIENCE_SECONDS = 30;

  private final StandInServer server =
      StandInServer.start(StandInConfig.onFreePort().withSecurity(new Security.MadeTls()));

  @AfterEach
  void stop() {
    server.close();
  }

  private KubernetesClient client(Protocol protocol) {
    Config config = Config.fromKubeconfig(server.kubeconfig());
    config.setHttp2Disable(protocol == Protocol.HTTP_1_1);
    config.setNamespace("default");
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new Factory(protocol))
        .build();
  }

  /** The library does not offer HTTP/2 by itself. */
  private static final class Factory extends Vertx5HttpClientFactory {

    private final Protocol protocol;

    Factory(Protocol protocol) {
      this.protocol = protocol;
    }

    @Override
    protected void additionalConfig(
        WebClientOptions http, WebSocketClientOptions webSockets, PoolOptions pool) {
      if (protocol == Protocol.HTTP_2) {
        http.setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
      }
    }
  }

  private static ConfigMap map(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void objectsAreCreatedListedEditedPatchedAndDeleted(Protocol protocol) {
    try (KubernetesClient client = client(protocol)) {
      client.configMaps().resource(map("a", "1")).create();
      client.configMaps().resource(map("b", "2")).create();
      assertThat(client.configMaps().withName("a").get().getData()).containsEntry("key", "1");
      assertThat(client.configMaps().withLabel("app", "b").list().getItems()).hasSize(1);
      client
          .configMaps()
          .withName("a")
          .edit(present -> new ConfigMapBuilder(present).addToData("more", "x").build());
      client
          .configMaps()
          .withName("a")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"key\":null}}");
      client
          .configMaps()
          .withName("a")
          .patch(
              PatchContext.of(PatchType.STRATEGIC_MERGE),
              "{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}");
      ConfigMap changed = client.configMaps().withName("a").get();
      assertThat(changed.getData()).containsOnlyKeys("more");
      assertThat(changed.getMetadata().getLabels()).containsEntry("tier", "front");
      client.configMaps().resource(map("c", "3")).serverSideApply();
      assertThat(client.configMaps().list().getItems()).hasSize(3);
      assertThatThrownBy(() -> client.configMaps().resource(map("a", "1")).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
      client.configMaps().withName("a").delete();
      assertThat(client.configMaps().withName("a").get()).isNull();
      client.configMaps().withLabel("app").delete();
      assertThat(client.configMaps().list().getItems()).isEmpty();
    }
    assertThat(server.connections().openedCount(protocol)).isPositive();
    Protocol other = protocol == Protocol.HTTP_2 ? Protocol.HTTP_1_1 : Protocol.HTTP_2;
    assertThat(server.connections().openedCount(other)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aWatchTellsOfEveryChangeInOrder(Protocol protocol) throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (KubernetesClient client = client(protocol);
        Watch watch =
            client
                .configMaps()
                .watch(
                    new Watcher<>() {
                      @Override
                      public void eventReceived(Action action, ConfigMap map) {
                        events.add(action + " " + map.getMetadata().getName());
                      }

                      @Override
                      public void onClose(@Nullable WatcherException cause) {}
                    })) {
      assertThat(watch).isNotNull();
      client.configMaps().resource(map("a", "1")).create();
      client.configMaps().resource(map("a", "2")).update();
      client.configMaps().withName("a").delete();
      assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("ADDED a");
      assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("MODIFIED a");
      assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("DELETED a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInformerFollows(Protocol protocol) throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (KubernetesClient client = client(protocol)) {
      client.configMaps().resource(map("there", "1")).create();
      try (SharedIndexInformer<ConfigMap> informer =
          client
              .configMaps()
              .inform(
                  new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ConfigMap map) {
                      events.add("add " + map.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap map) {
                      events.add("update " + map.getMetadata().getName());
                    }

                    @Override
                    public void onDelete(ConfigMap map, boolean unknown) {
                      events.add("delete " + map.getMetadata().getName());
                    }
                  })) {
        assertThat(informer.hasSynced()).isTrue();
        assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("add there");
        client.configMaps().resource(map("there", "2")).update();
        assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("update there");
        client.configMaps().withName("there").delete();
        assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("delete there");
      }
    }
  }
}
