package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.plimsoll.e2e.Overlay.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arguments of all overlays, given to the programs: where they are taken, a backend and a client go
 * on to a frontend that is not there. {@link ManifestsIT} has those of the overlay {@code all}.
 */
@Tag("long")
class ManifestArgumentsIT {

  private static final double PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @BeforeAll
  static void kubectlIsThere() {
    Kubectl.assumeThere("ManifestArgumentsIT");
  }

  @Test
  void argumentsAreTaken() throws Exception {
    // Each line of arguments once.
    Map<String, Jar> started = new LinkedHashMap<>();
    try {
      List<String> known = lines(Overlay.of("all"));
      for (String name : Overlay.names()) {
        Overlay overlay = Overlay.of(name);
        Node node = node(overlay, folder.resolve(name));
        for (Container container : overlay.containers()) {
          String line = line(container);
          if (!known.contains(line) && !started.containsKey(line)) {
            started.put(line, node.start(container, 0));
          }
        }
      }
      started.forEach(ManifestArgumentsIT::check);
    } finally {
      started.values().forEach(Jar::close);
    }
    assertThat(started).hasSizeGreaterThan(3);
  }

  private static void check(String line, Jar program) {
    if (line.startsWith("frontend ")) {
      assertThat(program.awaitLog("listening: .*")).as(line).isNotEmpty();
    } else {
      Jar.Ended ended = program.ended(PATIENCE_SECONDS);
      assertThat(ended.exitCode()).as("%s%n%s", line, ended.stderr()).isEqualTo(3);
      assertThat(ended.stderr()).as(line).doesNotContain("WARN");
    }
  }

  private static List<String> lines(Overlay overlay) {
    return overlay.containers().stream().map(ManifestArgumentsIT::line).toList();
  }

  /** The queues of a frontend differ, but are no matter of options. */
  private static String line(Container container) {
    return container.args().stream()
        .filter(arg -> !container.program().equals("frontend") || arg.startsWith("-"))
        .collect(Collectors.joining(" ", container.program() + " ", ""));
  }

  /** Nobody listens where its programs look for a frontend, and they do not look for long. */
  private static Node node(Overlay overlay, Path volumes) throws Exception {
    Files.createDirectories(volumes);
    Node node = new Node(overlay, volumes);
    List<String> nobody = Ports.free(4);
    node.instead("frontend:9997", nobody.get(0));
    node.instead("frontend:9998", nobody.get(1));
    node.instead("frontend:9999", nobody.get(2));
    // In a pod the account of its service says where the API server is.
    Path kubeconfig = volumes.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        {apiVersion: v1, kind: Config, current-context: here,
         contexts: [{name: here, context: {cluster: here, user: me, namespace: plimsoll}}],
         clusters: [{name: here, cluster: {server: "http://%s"}}],
         users: [{name: me, user: {}}]}
        """
            .formatted(nobody.get(3)));
    node.environment("KUBECONFIG", kubeconfig.toString());
    node.value("--retry", "0");
    // Of another image.
    node.instead("/cuda-samples/vectorAdd", "/bin/true");
    for (String device : List.of("nvidia0", "renderD128")) {
      Files.createFile(volumes.resolve(device));
    }
    node.instead("/dev/nvidia[0-9]*", volumes.resolve("nvidia[0-9]*").toString());
    node.instead("/dev/dri/renderD*", volumes.resolve("renderD*").toString());
    // Made by who applies the overlay direct, of what the cluster has.
    Path frontProxy = Files.createDirectories(volumes.resolve("front-proxy"));
    Files.writeString(
        frontProxy.resolve("requestheader-allowed-names"), "[\"front-proxy-client\"]");
    Files.writeString(
        frontProxy.resolve("requestheader-client-ca-file"),
        new CertificateBuilder()
            .subject("CN=front-proxy-ca")
            .setIsCertificateAuthority(true)
            .buildSelfSigned()
            .getRootCertificatePEM());
    return node;
  }
}
