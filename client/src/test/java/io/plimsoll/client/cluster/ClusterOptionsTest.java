package io.plimsoll.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ClusterOptionsTest {

  @TempDir private Path folder;

  @Command(name = "test")
  private static final class Holder implements Callable<ExitCode> {
    @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin final ClusterOptions cluster = new ClusterOptions();

    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  private static ClusterOptions options(String... args) {
    Holder holder = new Holder();
    Commands.commandLine(holder, false).parseArgs(args);
    return holder.cluster;
  }

  private String kubeconfig() throws IOException {
    return "--kubeconfig="
        + Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters:
            - {name: one, cluster: {server: "http://127.0.0.1:1001"}}
            - {name: two, cluster: {server: "http://127.0.0.1:1002/path/"}}
            users: [{name: me, user: {token: any}}]
            contexts:
            - {name: first, context: {cluster: one, user: me, namespace: lab}}
            - {name: second, context: {cluster: two, user: me}}
            current-context: first
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'', http://127.0.0.1:1001, lab",
    "--context=second, http://127.0.0.1:1002/path, default",
    "--namespace=other, http://127.0.0.1:1001, other",
  })
  void theKubeconfigSaysWhichClusterAndNamespaceUnlessAnOptionDoes(
      String option, String url, String namespace) throws IOException {
    String[] args =
        option.isEmpty() ? new String[] {kubeconfig()} : new String[] {kubeconfig(), option};
    try (Cluster cluster = options(args).open()) {
      assertThat(cluster.url()).isEqualTo(url);
      assertThat(cluster.namespace()).isEqualTo(namespace);
    }
  }

  @Test
  void oneThatIsGivenIsKnown() {
    assertThat(options().given()).isFalse();
    assertThat(options("--namespace=a").given()).isTrue();
    assertThat(options("--context=a").given()).isTrue();
    assertThat(options("--kubeconfig=a").given()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--namespace=a/b | --namespace: a/b (expected: 1 to 63 lower case letters, digits and -)",
        "--context=third | --context: third (expected: one of first, second)",
        "--kubeconfig=/nosuch | --kubeconfig: /nosuch (expected: a file to read)",
      })
  void aBadOneSaysWhatIsAllowed(String option, String message) throws IOException {
    assertThatThrownBy(() -> options(kubeconfig(), option).open())
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith(message);
  }

  @Test
  void aNamespaceMayHave63Characters() throws IOException {
    try (Cluster longest = options(kubeconfig(), "--namespace=" + "n".repeat(63)).open()) {
      assertThat(longest.namespace()).hasSize(63);
    }
    assertThatThrownBy(() -> options(kubeconfig(), "--namespace=" + "n".repeat(64)).open())
        .hasMessageStartingWith("--namespace: nnn");
  }
}
