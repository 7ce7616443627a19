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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The frontend as an API server of external metrics: kubectl asks it as the aggregator would. */
class ExternalMetricsIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String API = "/apis/external.metrics.k8s.io/v1beta1";

  /** The config map extension-apiserver-authentication as a pod sees it, and certificates. */
  @TempDir private static Path folder;

  private static Frontend frontend;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    Kubectl.assumeThere("ExternalMetricsIT");
    X509Bundle ours = authority("ours", "requestheader-client-ca-file");
    X509Bundle theirs = authority("theirs", "theirs.ca");
    Files.writeString(folder.resolve("requestheader-allowed-names"), "[\"front-proxy-client\"]");
    issue("proxy", "front-proxy-client", ours, ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH);
    issue("somebody", "somebody", ours, ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH);
    issue("stranger", "front-proxy-client", theirs, ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH);
    issue("server", "frontend", theirs, ExtendedKeyUsage.PKIX_KP_SERVER_AUTH);
    frontend =
        Frontend.start(
            "--external-metrics",
            "127.0.0.1:0",
            "--external-metrics-client-ca",
            file("requestheader-client-ca-file"),
            "--external-metrics-allowed-names-file",
            file("requestheader-allowed-names"),
            "--external-metrics-cert",
            file("server.crt"),
            "--external-metrics-key",
            file("server.key"),
            "--loops",
            "2",
            "sleep",
            "gpu");
    url = frontend.jar().awaitLog("external metrics (https://\\S+)/");
  }

  @AfterAll
  static void stop() {
    if (frontend != null) {
      frontend.close();
    }
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static X509Bundle authority(String name, String file) throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .subject("CN=" + name)
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, KeyUsage.keyCertSign)
            .buildSelfSigned();
    Files.writeString(folder.resolve(file), made.getRootCertificatePEM());
    return made;
  }

  private static void issue(String file, String name, X509Bundle ca, ExtendedKeyUsage use)
      throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .subject("CN=" + name)
            .addSanIpAddress("127.0.0.1")
            .addExtendedKeyUsage(use)
            .buildIssuedBy(ca);
    Files.writeString(folder.resolve(file + ".crt"), made.getCertificatePathPEM());
    Files.writeString(folder.resolve(file + ".key"), made.getPrivateKeyPEM());
  }

  /** With this certificate; it trusts the frontend's as an APIService with a caBundle does. */
  private static Kubectl kubectl(String shown) {
    String user =
        shown.equals("none")
            ? "{token: not-looked-at}"
            : "{client-certificate: \"%s\", client-key: \"%s\"}"
                .formatted(file(shown + ".crt"), file(shown + ".key"));
    return new Kubectl(
        folder,
        "{server: \"%s\", certificate-authority: \"%s\"}".formatted(url, file("theirs.ca")),
        user);
  }

  private static JsonNode ask(String path) {
    return Peer.json(kubectl("proxy").run("get", "--raw", path));
  }

  private static int value(String metric, String queue) {
    JsonNode list = ask(API + "/namespaces/x/" + metric + "?labelSelector=name%3D" + queue);
    assertThat(list.path("kind").asString()).isEqualTo("ExternalMetricValueList");
    assertThat(list.path("items").size()).isEqualTo(1);
    JsonNode item = list.path("items").path(0);
    assertThat(item.path("metricName").asString()).isEqualTo(metric);
    assertThat(item.path("metricLabels").path("name").asString()).isEqualTo(queue);
    return Integer.parseInt(item.path("value").asString());
  }

  private static void awaitValue(String metric, int value) {
    int[] seen = new int[1];
    Wait.until(
        SOON,
        () -> metric + " " + value + ": " + seen[0],
        () -> {
          seen[0] = value(metric, "sleep");
          return seen[0] == value;
        });
  }

  @Test
  void autoscalerSeesWhatWaitsAndRunsAsItChanges() {
    assertThat(value("hpa_queue_waiting", "sleep")).isZero();
    try (Jar client = frontend.client("-req-now", "7", "-req-max", "7")) {
      awaitValue("hpa_queue_waiting", 7);
      assertThat(frontend.queue("sleep").path("waiting").asInt()).isEqualTo(7);
      assertThat(value("hpa_queue_all", "sleep")).isEqualTo(7);
      assertThat(value("hpa_queue_waiting", "gpu")).isZero();
      try (Jar backend = frontend.backend("sleep", "3600")) {
        // What was handed out is seen for half a minute: asked for at once.
        awaitValue("hpa_queue_running", 1);
        JsonNode longest = ask(API + "/namespaces/y/hpa_queue_maxwait_seconds?labelSelector=name");
        assertThat(longest.at("/items/0/value").asString()).matches("[1-9][0-9]*m?");
        assertThat(longest.path("items").size()).isEqualTo(2);
        assertThat(value("hpa_queue_waiting", "sleep")).isEqualTo(6);
        assertThat(backend.isAlive()).isTrue();
      }
      assertThat(client.isAlive()).isTrue();
    }
    awaitValue("hpa_queue_all", 0);
  }

  @Test
  void kubectlFindsOutWhatThereIs() {
    Kubectl kubectl = kubectl("proxy");
    assertThat(kubectl.run("api-versions")).isEqualTo("external.metrics.k8s.io/v1beta1\n");
    String resources = kubectl.run("api-resources", "--api-group=external.metrics.k8s.io");
    for (String metric :
        List.of("all", "waiting", "running", "workers_waiting", "maxwait_seconds")) {
      assertThat(resources)
          .containsPattern(
              "\nhpa_queue_"
                  + metric
                  + " +external.metrics.k8s.io/v1beta1 +true +ExternalMetricValueList\n");
    }
    assertThat(kubectl.run("version")).contains("Server Version: v1.");
    for (String path : List.of("/apis", API, "/openapi/v2", "/openapi/v3", "/readyz")) {
      assertThat(kubectl.run("get", "--raw", path)).as(path).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none     | Unauthorized | certificate: none shown
          stranger | Unauthorized | certificate: it is signed by 'CN=theirs', which is not trusted
          somebody | Forbidden    | certificate: 'somebody' (expected: an allowed common name)
          """)
  void whoMayNotAskIsTold(String shown, String reason, String why) {
    Kubectl.Ended ended =
        kubectl(shown).end("get", "--raw", API + "/namespaces/x/hpa_queue_waiting", "-v", "8");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains(reason, why);
    assertThat(kubectl(shown).run("get", "--raw", "/healthz")).isEqualTo("ok");
    assertThat(frontend.jar().stderr()).doesNotContain("\tat ", "ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nosuch", "/hpa_queue_all?labelSelector=name%3D%3D%3D"})
  void mistakeIsToldInTheWordsOfAnApiServer(String end) throws IOException {
    String path = API + "/namespaces/x" + end;
    Kubectl.Ended ended = kubectl("proxy").end("get", "--raw", path);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr())
        .startsWith(
            end.equals("/nosuch")
                ? "Error from server (NotFound): nosuch: no such metric (expected: hpa_queue_all, "
                : "Error from server (BadRequest): labelSelector: '=' at character 7 (expected: ");
  }
}
