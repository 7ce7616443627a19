package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kubeconfigs with the real jar, which holds only the models that they are made of. */
class KubeconfigIT {

  @TempDir private Path folder;

  @Test
  void kubeconfigWithExtensionsAndExecCredentialsIsUnderstood() throws IOException {
    Path written = folder.resolve("written.kubeconfig");
    try (StandIn server =
        StandIn.start("--tls", "--token", "secret", "--kubeconfig-out", written.toString())) {
      Path credentials =
          Files.writeString(
              folder.resolve("credentials.json"),
              """
              {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
               "status": {"token": "secret"}}
              """);
      String user =
          """
              exec:
                apiVersion: client.authentication.k8s.io/v1
                command: cat
                args: ["%s"]
                interactiveMode: Never
          """
              .formatted(credentials);
      String extensions =
          """
              extensions:
              - name: cluster_info
                extension: {provider: example.org, version: v1}
              - name: typed
                extension: {apiVersion: example.org/v1, kind: Note, text: hello}
              server:\
          """;
      String text =
          Files.readString(written)
              .replaceFirst(" +token: .*\n", user)
              .replaceFirst(" +server:", extensions);
      assertThat(text).contains("exec:", "cluster_info", server.url());
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), text);
      Path report = folder.resolve("report.json");
      Jar.Ended ended =
          Jar.run(
              "backend",
              "-once",
              "replay",
              Profiles.of(1, 1).get(0, "a").write(folder).toString(),
              "--kubeconfig",
              kubeconfig.toString(),
              "--report",
              report.toString());
      // Invalid at worst: the machine may have been busy.
      assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isBetween(0, 1);
      JsonNode errors = Peer.json(Files.readString(report)).path("errorStats");
      // Not 401: the server knew who asked.
      assertThat(errors.propertyNames()).containsExactly("http/404");
    }
  }
}
