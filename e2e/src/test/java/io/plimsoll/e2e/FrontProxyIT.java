package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code deploy/autoscaling/direct/front-proxy}, with the real kubectl. */
@Tag("long")
class FrontProxyIT {

  private static final String COPY = "/api/v1/namespaces/lab/configmaps/front-proxy";

  @TempDir private Path folder;

  private Path kubeconfig = Path.of("");

  @BeforeAll
  static void kubectlIsThere() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "kubectl")));
    if (!found) {
      System.err.println("FrontProxyIT: NOT TESTED: no kubectl on the PATH");
    }
    assumeTrue(found, "no kubectl on the PATH");
  }

  @Test
  void whoTheFrontProxyIsIsCopiedAndCopiedAnewWhenItHasChanged() throws Exception {
    kubeconfig = folder.resolve("kubeconfig");
    try (StandIn server = StandIn.start("--kubeconfig-out", kubeconfig.toString())) {
      assertThat(run("", script(), "lab")).isNotZero();

      apply(Map.of("requestheader-allowed-names", "[]"));
      assertThat(run("", script(), "lab")).isEqualTo(1);
      assertThat(said()).contains("has no front proxy");

      for (String ca : new String[] {"first", "second"}) {
        String pem = "-----BEGIN CERTIFICATE-----\n" + ca + "\n-----END CERTIFICATE-----\n";
        apply(
            Map.of(
                "requestheader-client-ca-file",
                pem,
                "requestheader-allowed-names",
                "[\"front-proxy-client\"]",
                "client-ca-file",
                "of somebody else"));
        assertThat(run("", script(), "lab")).as(said()).isZero();
        JsonNode data = Http.json(server.url() + COPY).path("data");
        assertThat(data.propertyNames())
            .containsExactlyInAnyOrder(
                "requestheader-client-ca-file", "requestheader-allowed-names");
        assertThat(data.path("requestheader-client-ca-file").asString()).isEqualTo(pem);
        assertThat(data.path("requestheader-allowed-names").asString())
            .isEqualTo("[\"front-proxy-client\"]");
      }
    }
  }

  private static String script() {
    return Manifests.path("autoscaling/direct/front-proxy").toString();
  }

  private void apply(Map<String, String> data) throws IOException, InterruptedException {
    String objects =
        """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "lab"}}
        {"apiVersion": "v1", "kind": "ConfigMap", "data": %s,
         "metadata": {"name": "extension-apiserver-authentication", "namespace": "kube-system"}}
        """
            .formatted(new ObjectMapper().writeValueAsString(data));
    assertThat(run(objects, "kubectl", "apply", "-f", "-")).as(said()).isZero();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  /** With this input; its exit code. */
  private int run(String input, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Files.writeString(folder.resolve("input"), input).toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    Process process = builder.start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }
}
