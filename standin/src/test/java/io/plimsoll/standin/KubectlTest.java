package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.standin.StandInConfig.Security;
import io.plimsoll.standin.stats.ConnectionStats.Protocol;
import io.plimsoll.standin.store.ResourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl, over TLS, with the kubeconfig that the server has written. */
class KubectlTest {

  private static final int OLDEST_MINOR = 27;
  private static final Pattern VERSION = Pattern.compile("\"minor\": \"(\\d+)");

  /** Only a failing test waits so long. */
  private static final int PATIENCE_SECONDS = 60;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {app: web}
      spec:
        replicas: %d
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: main
              image: %s
      """;

  @TempDir private Path folder;
  private final StandInServer server =
      StandInServer.start(
          StandInConfig.onFreePort()
              .withSecurity(new Security.MadeTls())
              .withToken("secret")
              .withApi(
                  new StandInConfig.Api.Kubernetes(
                      false, List.of(ResourceType.parse("example.org/v1/widgets/Widget")))));

  @BeforeAll
  static void kubectlIsThere() throws IOException, InterruptedException {
    String version = "";
    try {
      Process process = new ProcessBuilder("kubectl", "version", "--client", "-o", "json").start();
      version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } catch (IOException notFound) {
      // Said below.
    }
    Matcher minor = VERSION.matcher(version);
    boolean fit = minor.find() && Integer.parseInt(minor.group(1)) >= OLDEST_MINOR;
    if (!fit) {
      System.err.println(
          "KubectlTest: NOT TESTED: no kubectl of 1." + OLDEST_MINOR + " or newer on the PATH");
    }
    assumeTrue(fit, "no kubectl of 1." + OLDEST_MINOR + " or newer on the PATH");
  }

  @BeforeEach
  void writeKubeconfig() throws IOException {
    Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
    builder.environment().put("HOME", folder.toString());
    return builder.start();
  }

  private String kubectl(String... args) throws IOException, InterruptedException {
    Process process = start(args);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s%s", String.join(" ", args), out, err).isZero();
    return out;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void kubectlCreatesListsPatchesScalesAndDeletes() throws Exception {
    String file = file("web.yaml", DEPLOYMENT.formatted(2, "nginx:1"));
    assertThat(kubectl("create", "-f", file)).contains("deployment.apps/web created");
    assertThat(kubectl("get", "deploy")).containsPattern("NAME +CREATED AT\nweb +20");
    assertThat(kubectl("get", "deploy", "-l", "app in (web)", "-o", "name"))
        .isEqualTo("deployment.apps/web\n");
    kubectl("patch", "deploy", "web", "-p", "{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}");
    assertThat(kubectl("get", "deploy", "web", "-o", "jsonpath={.metadata.labels.tier}"))
        .isEqualTo("front");
    kubectl("scale", "deploy", "web", "--replicas=7");
    assertThat(kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("7");
    kubectl("label", "deploy", "web", "x=y");
    assertThat(kubectl("delete", "deploy", "web")).contains("deleted");
    assertThat(kubectl("get", "deploy", "-o", "name")).isEmpty();
    assertThat(server.connections().openedCount(Protocol.HTTP_2)).isPositive();
  }

  @Test
  void kubectlAppliesTwiceInBothWays() throws Exception {
    String first = file("first.yaml", DEPLOYMENT.formatted(1, "nginx:1"));
    String second = file("second.yaml", DEPLOYMENT.formatted(3, "nginx:2"));
    assertThat(kubectl("apply", "-f", first)).contains("created");
    assertThat(kubectl("apply", "-f", first)).contains("unchanged");
    assertThat(kubectl("apply", "-f", second)).contains("configured");
    assertThat(kubectl("get", "deploy", "web", "-o", "jsonpath={..image}")).isEqualTo("nginx:2");
    assertThat(kubectl("apply", "--server-side", "--force-conflicts", "-f", first))
        .contains("serverside-applied");
    assertThat(kubectl("get", "deploy", "web", "-o", "jsonpath={..image}")).isEqualTo("nginx:1");
    assertThat(kubectl("diff", "-f", first)).isEmpty();
  }

  @Test
  void kubectlKnowsCustomKinds() throws Exception {
    String file =
        file(
            "w.yaml",
            "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\nspec: {a: 1}");
    assertThat(kubectl("apply", "-f", file)).contains("widget.example.org/w created");
    kubectl(
        "apply", "-f", file("w2.yaml", Files.readString(Path.of(file)).replace("a: 1", "a: 2")));
    assertThat(kubectl("get", "widget", "w", "-o", "jsonpath={.spec.a}")).isEqualTo("2");
    assertThat(kubectl("api-resources", "--api-group=example.org")).contains("Widget");
  }

  @Test
  void kubectlAsksForNoPasswordWhereThereIsNoToken() throws Exception {
    StandInConfig open = StandInConfig.onFreePort().withSecurity(new Security.MadeTls());
    try (StandInServer withoutToken = StandInServer.start(open)) {
      Files.writeString(folder.resolve("kubeconfig"), withoutToken.kubeconfig());
      assertThat(kubectl("get", "ns", "-o", "name")).contains("namespace/kube-system");
    }
  }

  private String configMap(String name) throws IOException {
    return file(name, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n");
  }

  @Test
  void kubectlWatches() throws Exception {
    kubectl("create", "-f", configMap("first"));
    Process watch = start("get", "configmaps", "--watch", "-o", "name");
    try (var lines = watch.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("configmap/first");
      kubectl("create", "-f", configMap("second"));
      assertThat(lines.readLine()).isEqualTo("configmap/second");
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void kubectlTailsLogsAndEmptiesANamespace() throws Exception {
    kubectl("run", "p", "--image=nginx");
    assertThat(kubectl("logs", "p", "--tail=2")).isEqualTo("line 99 of pod p\nline 100 of pod p\n");
    assertThat(kubectl("describe", "pod", "p")).contains("nginx");
    assertThat(kubectl("delete", "ns", "default", "--wait=false")).contains("deleted");
    assertThat(kubectl("get", "pods", "-A", "-o", "name")).isEmpty();
  }
}
