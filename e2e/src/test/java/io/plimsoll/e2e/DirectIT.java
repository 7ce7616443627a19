package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The overlay direct, as far as it goes without a cluster: the script that copies who the front
 * proxy is, and a frontend that is started as the manifest says.
 */
@Tag("long")
class DirectIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COPY = "/api/v1/namespaces/lab/configmaps/front-proxy";

  private static final String CA = "requestheader-client-ca-file";

  private static final String NAMES = "requestheader-allowed-names";

  /** Where the pod has the copy. */
  private static final String MOUNTED = "/etc/plimsoll/front-proxy/";

  @TempDir private Path folder;

  @BeforeAll
  static void kubectlIsThere() {
    Kubectl.assumeThere("DirectIT");
  }

  @Test
  void whoTheFrontProxyIsIsCopiedAndCopiedAnewWhenItHasChanged() throws Exception {
    try (StandIn server = StandIn.start()) {
      assertThat(copy(server)).contains("NotFound");

      apply(server, Map.of(NAMES, "[]"));
      assertThat(copy(server)).contains("has no front proxy");

      for (String ca : List.of("first", "second")) {
        String pem = "-----BEGIN CERTIFICATE-----\n" + ca + "\n-----END CERTIFICATE-----\n";
        String names = "[\"front-proxy-client\"]";
        apply(server, Map.of(CA, pem, NAMES, names, "client-ca-file", "of somebody else"));
        assertThat(copy(server)).startsWith("configmap/front-proxy ");
        assertThat(Http.json(server.url() + COPY).path("data"))
            .isEqualTo(JSON.valueToTree(Map.of(CA, pem, NAMES, names)));
      }
    }
  }

  private void apply(StandIn server, Map<String, String> data) throws IOException {
    Path objects =
        Files.writeString(
            folder.resolve("objects.json"),
            """
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "lab"}}
            {"apiVersion": "v1", "kind": "ConfigMap", "data": %s,
             "metadata": {"name": "extension-apiserver-authentication", "namespace": "kube-system"}}
            """
                .formatted(JSON.writeValueAsString(data)));
    new Kubectl(folder, cluster(server), "{}").run("apply", "-f", objects.toString());
  }

  private static String cluster(StandIn server) {
    return "{server: \"" + server.url() + "\"}";
  }

  /** What the script says. */
  private String copy(StandIn server) throws IOException, InterruptedException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: one, cluster: %s}]
            contexts: [{name: one, context: {cluster: one}}]
            current-context: one
            """
                .formatted(cluster(server)));
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(Manifests.path("autoscaling/direct/front-proxy").toString(), "lab")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("HOME", folder.toString());
    Process script = builder.start();
    assertThat(script.waitFor(90, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said);
    assertThat(script.exitValue() == 0).as(text).isEqualTo(text.startsWith("configmap/"));
    return text;
  }

  @Test
  void frontendStartedAsTheManifestSaysAnswersEachOfItsAutoscalers() throws Exception {
    X509Bundle ca =
        new CertificateBuilder()
            .subject("CN=front proxy")
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, KeyUsage.keyCertSign)
            .buildSelfSigned();
    X509Bundle proxy =
        new CertificateBuilder()
            .subject("CN=front-proxy-client")
            .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH)
            .buildIssuedBy(ca);
    Files.writeString(folder.resolve(CA), ca.getRootCertificatePEM());
    Files.writeString(folder.resolve(NAMES), "[\"front-proxy-client\"]");
    Path shown = Files.writeString(folder.resolve("crt"), proxy.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("key"), proxy.getPrivateKeyPEM());

    List<JsonNode> objects = overlay();
    List<String> args = new ArrayList<>();
    for (JsonNode arg :
        of(objects, "Deployment", "frontend").at("/spec/template/spec/containers/0/args")) {
      args.add(
          arg.asString()
              .replaceAll("(^|=):\\d+$", "$1127.0.0.1:0")
              .replace("$(POD_NAMESPACE)", "plimsoll")
              .replace(MOUNTED, folder + "/"));
    }
    // The APIService does not ask for a certificate that it knows.
    assertThat(of(objects, "APIService", "").at("/spec/insecureSkipTLSVerify").asBoolean())
        .isTrue();
    try (Jar frontend = Jar.start("frontend", args.toArray(String[]::new));
        Peer client = Peer.connect(frontend.awaitLog("clients (\\S+), workers"))) {
      client.send(
          "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}{\"Id\":2,\"Queue\":\"fakedev\"}");
      client.send("{\"Id\":3,\"Queue\":\"fakedev\"}");
      Kubectl kubectl =
          new Kubectl(
              folder,
              "{server: \"%s\", insecure-skip-tls-verify: true}"
                  .formatted(frontend.awaitLog("external metrics (https://\\S+)/")),
              "{client-certificate: \"%s\", client-key: \"%s\"}".formatted(shown, key));
      assertAnswers(kubectl, of(objects, "HorizontalPodAutoscaler", "backend-sleep"), 1);
      assertAnswers(kubectl, of(objects, "HorizontalPodAutoscaler", "backend-fakedev"), 2);
    }
  }

  /** Asks as the controller does. */
  private static void assertAnswers(Kubectl kubectl, JsonNode autoscaler, int value) {
    JsonNode metric = autoscaler.at("/spec/metrics/0/external/metric");
    String path =
        "/apis/external.metrics.k8s.io/v1beta1/namespaces/plimsoll/%s?labelSelector=name%%3D%s"
            .formatted(
                metric.path("name").asString(), metric.at("/selector/matchLabels/name").asString());
    Wait.until(
        Duration.ofSeconds(60),
        () -> path + " has " + value,
        () -> {
          JsonNode items = Peer.json(kubectl.run("get", "--raw", path)).path("items");
          return items.size() == 1 && items.at("/0/value").asString().equals("" + value);
        });
  }

  private List<JsonNode> overlay() throws IOException {
    String text =
        new Kubectl(folder, "{}", "{}")
            .run("kustomize", Manifests.path("overlays/direct").toString());
    return Manifests.documents(Files.writeString(folder.resolve("direct.yaml"), text));
  }

  /** Of this kind, and of this name unless it is empty. */
  private static JsonNode of(List<JsonNode> objects, String kind, String name) {
    return objects.stream()
        .filter(each -> each.path("kind").asString().equals(kind))
        .filter(each -> name.isEmpty() || each.at("/metadata/name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
